"""The province of a Chinese address, by the short name people and `shop.yml` use for it (浙江, 内蒙古, 北京)."""

import re

PROVINCES = (
    "北京", "天津", "上海", "重庆",
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾",
    "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
)  # fmt: skip

# A street may bear a province's name (北京西路, 上海大道), and so do two places in Qinghai (海南州, 河南县).
_NOT_A_PROVINCE = "[东南西北中]?[一二三四五]?(?:路|街|大街|大道|州|县|藏族|蒙古族)"
_LEADING = re.compile(rf"\s*(?:中国(?:大陆)?)?\s*(?P<province>{'|'.join(PROVINCES)})(?!{_NOT_A_PROVINCE})")


def province_of(address: str) -> str | None:
    """The short name of the province an address begins with; None when it begins with none.

    Official and short forms are equal: 浙江省杭州市…, 浙江 杭州…, 广西壮族自治区… give 浙江, 浙江, 广西.
    """
    found = _LEADING.match(address)
    return found["province"] if found else None
