"""Personal data in every form it comes in: recognisable afterwards, not usable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.domain.masking import mask_address, mask_name, mask_phone, mask_text, order_tail

WORDS = st.text(alphabet="亲我要退货，。：电话是到了 ", max_size=12)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("123456", "****56"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_a_phone_shows_its_ends_only(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("王小明", "王**"), ("欧阳娜", "欧阳*"), ("欧阳", "欧*"), ("李", "*"), ("", "")]
)
def test_a_name_shows_its_surname_only(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省杭州市西湖区文三路1号2幢302室", "浙江省杭州市****"),
        ("上海 浦东新区 张江路100弄3号", "上海****"),
        ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放路", "新疆维吾尔自治区伊犁哈萨克自治州****"),
        ("文三路1号", "****"),
        ("", ""),
    ],
)
def test_an_address_shows_its_city_only(address: str, shown: str) -> None:
    assert mask_address(address) == shown


def test_an_order_is_named_by_its_tail() -> None:
    assert order_tail(" 2583648125896314785 ") == "4785"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证33010219900101123X", "身份证****123X"),
        ("座机0571-88886666", "座机****6666"),
        ("邮箱wang.x@example.com", "邮箱***@***"),
        ("邮箱wang.x＠example.com谢谢", "邮箱***@***谢谢"),
        ("邮箱 wang.x @ qq. com", "邮箱 ***@***"),
        ("邮箱wang.x@qq。com", "邮箱***@***"),
        ("地址：幸福小区3栋2单元501，谢谢", "地址：****，谢谢"),
    ],
)
def test_free_text_hides_numbers_mail_and_streets(text: str, shown: str) -> None:
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    "text", ["快件已到达【杭州文三路营业部】", "我路过3号店买了2件", "快递在路上3天了", "退12.5元"]
)
def test_free_text_without_personal_data_stays(text: str) -> None:
    assert mask_text(text) == text


def test_names_and_addresses_of_the_order_are_hidden_wherever_they_stand() -> None:
    address = "浙江省杭州市西湖区龙井村"
    assert mask_text(f"王小明 {address} 收", names=["王小明"], addresses=[address]) == "王** 浙江省杭州市**** 收"


@given(WORDS, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-"]), WORDS)
def test_no_phone_survives(before: str, phone: str, gap: str, after: str) -> None:
    written = gap.join([phone[:3], phone[3:7], phone[7:]])
    digits = re.sub(r"\D", "", mask_text(f"{before}{written}{after}"))
    assert phone[3:7] not in digits or phone[3:7] in phone[:3] + phone[7:]


@given(WORDS, st.from_regex(r"[0-9]{12,20}", fullmatch=True), WORDS)
def test_no_long_number_survives(before: str, number: str, after: str) -> None:
    assert number not in mask_text(f"{before}{number}{after}")


@given(st.text(max_size=60), st.text(min_size=2, max_size=4, alphabet="王李赵小明红芳伟"))
def test_masking_takes_any_text(text: str, name: str) -> None:
    assert name not in mask_text(text + name, names=[name])
