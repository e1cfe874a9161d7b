"""The province an address begins with."""

import pytest

from aftersales.domain.provinces import PROVINCES, province_of


@pytest.mark.parametrize(
    ("address", "province"),
    [
        ("浙江省杭州市西湖区文三路1号", "浙江"),
        ("浙江杭州西湖区", "浙江"),
        ("  广东省 深圳市 南山区", "广东"),
        ("北京市朝阳区建国路88号", "北京"),
        ("北京朝阳区三环内", "北京"),
        ("上海 上海市 浦东新区", "上海"),
        ("重庆市渝北区", "重庆"),
        ("广西壮族自治区南宁市", "广西"),
        ("内蒙古自治区呼和浩特市", "内蒙古"),
        ("新疆维吾尔自治区乌鲁木齐市", "新疆"),
        ("宁夏回族自治区银川市", "宁夏"),
        ("西藏自治区拉萨市北京中路1号", "西藏"),
        ("香港特别行政区九龙", "香港"),
        ("中国江苏省南京市", "江苏"),
        ("吉林省吉林市", "吉林"),
        ("海南省海口市", "海南"),
    ],
)
def test_official_and_short_forms(address: str, province: str) -> None:
    assert province_of(address) == province


@pytest.mark.parametrize(
    "address",
    ["", "杭州市西湖区", "北京西路123号", "上海路8号", "河南蒙古族自治县", "海南藏族自治州共和县", "西湖区浙江大学"],
)
def test_an_address_that_begins_with_no_province(address: str) -> None:
    assert province_of(address) is None


def test_every_province_is_known_by_its_own_name() -> None:
    assert len(set(PROVINCES)) == 34
    assert [province_of(name) for name in PROVINCES] == list(PROVINCES)
