"""What may be shown of personal data: enough to recognise it, not enough to use it."""

import re
from collections.abc import Iterable

from aftersales.domain.provinces import province_of

EMAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}\s?[@＠]\s?[A-Za-z0-9-]{1,63}(?:\s?[.．。]\s?[A-Za-z0-9-]{1,63})+")
"""Also as a Chinese keyboard writes it: ＠, 。 for the dot, spaces beside them."""
LONG_NUMBER = re.compile(r"(?:\+\s?)?\d(?:[ \-]?\d){10,}[xX]?")
MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}[ \-]?\d{7,8}")
# A road or estate and its number; what follows up to a room is part of it. “文三路营业部” is no address.
STREET = re.compile(
    r"[\u4e00-\u9fff]{0,3}(?:路|街|巷|弄|大道|胡同|小区|花园|公寓|家园|苑|村)\s?\d{1,5}\s?(?:号|弄|栋|幢|座|楼|室|单元)"
    r"(?:[\dA-Za-z号弄栋幢座楼室单元层\-]+|[^,，。;；!！?？\s]{0,12}\d+室)*"
)
REGION = re.compile(r"[\u4e00-\u9fff]{0,24}?[\u4e00-\u9fff](?:市|自治州|地区|盟)")
COMPOUND_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "长孙")


def mask_phone(phone: str) -> str:
    """138****5678; a number too short to keep seven digits shows its last two only. Other characters are dropped."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) < 11:
        return "*" * max(len(digits) - 2, 0) + digits[-2:] if len(digits) > 4 else "*" * len(digits)
    local = digits[-11:]
    return f"{local[:3]}****{local[-4:]}"


def mask_name(name: str) -> str:
    """王小明 → 王**, 欧阳娜 → 欧阳*; a single character is hidden whole."""
    name = name.strip()
    if len(name) < 2:
        return "*" * len(name)
    keep = 2 if len(name) > 2 and name.startswith(COMPOUND_SURNAMES) else 1
    return name[:keep] + "*" * (len(name) - keep)


def mask_address(address: str) -> str:
    """浙江省杭州市西湖区文三路1号 → 浙江省杭州市****; only the city is kept, or the province when it names none."""
    address = address.strip()
    region = REGION.match(address)
    return f"{region.group() if region else province_of(address) or ''}****" if address else ""


def order_tail(order_no: str) -> str:
    """The last four characters, as people name an order: “尾号1234”."""
    return order_no.strip()[-4:]


def mask_text(text: str, *, names: Iterable[str] = (), addresses: Iterable[str] = ()) -> str:
    """Free text for logs and the desk: phones, mail, long numbers, streets, and the given names and addresses.

    Numbers of eleven digits and more (orders, waybills, cards, identity) keep their last four; written with spaces or
    hyphens they are found too.
    """
    for address in sorted(filter(str.strip, addresses), key=len, reverse=True):
        text = text.replace(address.strip(), mask_address(address))
    for name in sorted((n.strip() for n in names), key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, mask_name(name))
    text = EMAIL.sub("***@***", text)
    text = LANDLINE.sub(_tail, LONG_NUMBER.sub(_tail, text))
    return STREET.sub("****", text)


def _tail(match: re.Match[str]) -> str:
    digits = re.sub(r"[+\s\-]", "", match.group())
    if MOBILE.fullmatch(digits):
        return mask_phone(digits)
    return f"****{digits[-4:]}"
