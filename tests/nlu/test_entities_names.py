"""Names with a meaning: couriers, products, parts, colours, pay channels, provinces, cities, addresses."""

from pathlib import Path

import pytest

from bot.components.entity_names import NOTHING, read_names, read_numbers
from bot.components.segmenter import DictionaryError, read_skus
from tests.nlu.entity_reading import CATALOGUE, NUMBERS, PLACES, WORDS, Read, lexicon, read

CARRIERS = ("我要{}，谢谢", "这里是{}吗")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发圆通速递吧", [("courier", "圆通速递", "圆通")]),
        ("能发ems吗", [("courier", "ems", "EMS")]),
        ("我要换德邦", [("courier", "德邦", "德邦")]),
        ("韵达的太慢", [("courier", "韵达", "韵达")]),
        ("百世汇通", [("courier", "百世汇通", "百世")]),
        ("是京东物流送吗", [("courier", "京东物流", "京东")]),
        ("指纹锁坏了", [("product", "指纹锁", "指纹锁")]),
        ("西湖龙井到了", [("product", "西湖龙井", "TEA-LJ250")]),
        ("lock-a1怎么装", [("product", "lock-a1", "LOCK-A1")]),
        ("T恤", [("product", "T恤", "T恤")]),
        ("杯盖裂了", [("part", "杯盖", "盖子")]),
        ("电池盖掉了", [("part", "电池盖", "电池盖")]),
        ("用锁芯试过", [("part", "锁芯", "锁芯")]),
        ("没有螺丝钉", [("part", "螺丝钉", "螺丝")]),
        ("缺合格证和说明书", [("part", "合格证", "合格证"), ("part", "说明书", "说明书")]),
        ("红的换成酒红的", [("colour", "红的", "红色"), ("colour", "酒红", "酒红色")]),
        ("发成粉红色了", [("colour", "粉红色", "粉色")]),
        ("要米白", [("colour", "米白", "米白色")]),
        ("退到支付宝", [("pay_channel", "支付宝", "支付宝")]),
        ("微信支付的", [("pay_channel", "微信支付", "微信")]),
        ("微信", [("pay_channel", "微信", "微信")]),
        ("京东白条付的", [("pay_channel", "京东白条", "白条")]),
        ("退我工行卡里", [("pay_channel", "工行卡", "银行卡")]),
        ("用花呗买的", [("pay_channel", "花呗", "花呗")]),
        ("能货到付款吗", [("pay_channel", "货到付款", "货到付款")]),
    ],
)
def test_names_and_their_values(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我在杭州", [("city", "杭州", "杭州")]),
        ("能到新疆吗", [("province", "新疆", "新疆")]),
        ("寄到三明", [("city", "三明", "三明")]),
        ("我在唐山能送到吗", [("city", "唐山", "唐山")]),
        ("吉林省吉林市", [("province", "吉林省", "吉林"), ("city", "吉林市", "吉林")]),
        ("恩施土家族苗族自治州", [("city", "恩施土家族苗族自治州", "恩施")]),
        (
            "浙江省杭州市西湖区文三路1号3幢501室",
            [
                ("province", "浙江省", "浙江"),
                ("city", "杭州市", "杭州"),
                ("address", "西湖区文三路1号3幢501室", "西湖区文三路1号3幢501室"),
            ],
        ),
        (
            "广东省 深圳市 南山区 科技园南路88号",
            [
                ("province", "广东省", "广东"),
                ("city", "深圳市", "深圳"),
                ("address", "南山区 科技园南路88号", "南山区科技园南路88号"),
            ],
        ),
        (
            "北京市海淀区中关村大街27号1101室",
            [
                ("province", "北京市", "北京"),
                ("address", "海淀区中关村大街27号1101室", "海淀区中关村大街27号1101室"),
            ],
        ),
        (
            "苏州工业园区星湖街328号",
            [("city", "苏州", "苏州"), ("address", "工业园区星湖街328号", "工业园区星湖街328号")],
        ),
        ("地址改成文三路1号麻烦了", [("address", "文三路1号", "文三路1号")]),
        ("应该是阳光花园3栋2单元501", [("address", "阳光花园3栋2单元501", "阳光花园3栋2单元501")]),
        ("天府大道北段1700号", [("address", "天府大道北段1700号", "天府大道北段1700号")]),
        ("北京西路123号", [("address", "北京西路123号", "北京西路123号")]),
        ("能寄到安吉县吗", [("address", "安吉县", "安吉县")]),
        ("发到梅溪镇", [("address", "梅溪镇", "梅溪镇")]),
        (
            "甘肃定西市陇西县，京东快递到不到",
            [
                ("province", "甘肃", "甘肃"),
                ("city", "定西市", "定西"),
                ("address", "陇西县", "陇西县"),
                ("courier", "京东快递", "京东"),
            ],
        ),
        (
            "张三，13800001234，江苏苏州昆山前进路12-3号",
            [
                ("phone", "13800001234", "13800001234"),
                ("province", "江苏", "江苏"),
                ("city", "苏州", "苏州"),
                ("city", "昆山", "昆山"),
                ("address", "前进路12-3号", "前进路12-3号"),
            ],
        ),
    ],
)
def test_places_and_addresses(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "t恤",
        "能达到要求吗",
        "打开关闭都没反应",
        "颜色不对",
        "有色差",
        "加我微信",
        "微信群在哪",
        "余额宝",
        "大理石茶盘",
        "开封的能退吗",
        "普洱回甘好",
        "高中通知书",
        "大同小异",
        "小区门口没人",
        "文三路怎么走",
        "送到村里吗",
        "送到你们小区",
        "放在隔壁小区",
        "偏远地区",
        "快递在路上吗",
    ],
)
def test_no_name(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_name_of_the_data_files_is_found(carrier: str) -> None:
    names = [name for name in lexicon().names if name.kind != NOTHING]
    missed = [n.written for n in names if (n.kind, n.written, n.value) not in read(carrier.format(n.written))]
    assert missed == []


def test_all_provinces_and_their_cities_are_there() -> None:
    values = {kind: {name.value for name in lexicon().names if name.kind == kind} for kind in ("province", "city")}
    assert len(values["province"]) == 34
    assert len(values["city"]) >= 330


@pytest.mark.parametrize(
    ("file", "content", "fix"),
    [
        (WORDS, "colours: {红色: [红色]}", "colours: the kinds are courier,"),
        (WORDS, "colour: [红色]", "colour: the kinds are courier,"),
        (WORDS, "size: {均码: [38]}", r"size\.均码: write a list of words, numbers in quotes"),
        (PLACES, "provinces: [浙江]", "write `provinces:`"),
        (PLACES, "- 浙江", "write `key: value` lines"),
    ],
)
def test_a_broken_file_of_names_is_explained(tmp_path: Path, file: Path, content: str, fix: str) -> None:
    broken = tmp_path / file.name
    broken.write_text(content, encoding="utf-8")
    words, places = (broken if given is file else given for given in (WORDS, PLACES))
    with pytest.raises(DictionaryError, match=fix):
        read_names(CATALOGUE, words, places)


def test_a_broken_file_of_numbers_or_articles_is_explained(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("measures: [件]", encoding="utf-8")
    with pytest.raises(DictionaryError, match="write `measures:`"):
        read_numbers(broken)
    broken.write_text("skus: [A1]", encoding="utf-8")
    with pytest.raises(DictionaryError, match="write `skus:`"):
        read_skus(broken)
    assert read_numbers(NUMBERS)[0]["件"]
