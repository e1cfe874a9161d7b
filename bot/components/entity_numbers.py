"""Numbers that name something: orders, waybills (each courier's format), phones and tax numbers."""

import re
from collections.abc import Iterator

from bot.components.entity_forms import Found

WAYBILL = re.compile(
    "|".join(
        (
            r"SF\d{12,13}",  # 顺丰
            r"YT\d{13,15}",  # 圆通
            r"JT\d{13}",  # 极兔
            r"JD[A-Z0-9]{11,15}",  # 京东
            r"ZTO\d{9,14}|7[35689]\d{12}",  # 中通
            r"STO\d{9,14}|77[37]\d{10}|77\d{13}",  # 申通
            r"[EL][A-Z]\d{9}[A-Z]{2}|(?:10|11|12|96|97|98|99)\d{11}",  # 邮政: EMS 与 e邮宝
            r"YD\d{13}|[345]\d{12}|(?:31|43|46)\d{13}",  # 韵达
            r"DPK\d{12}",  # 德邦
            r"TT\d{13}",  # 天天
            r"KY[ES]?\d{12,13}",  # 跨越
            r"BEST\d{10,14}",  # 百世
        )
    )
)
ORDER = re.compile(r"\d{16,19}|[1-9]\d{10}|[1-4]\d{11}")
"""淘宝 and this program's own orders: 16–19 digits; 京东: 11–12 digits. 12 digits that begin with 5–9 are the number of
a 淘宝 product page, unless the buyer calls them an order."""

MOBILE = re.compile(r"(?:86)?(1[3-9]\d{9})")
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d\d)\d{7,8}")
TAX = re.compile(
    r"(?=\d*[A-Z])[159ANY][1-9A-Z](?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}[0-9A-HJ-NPQRTUWXY]{10}"
)
"""统一社会信用代码: 18 characters with the area at the third; one of digits alone is taken for an order number unless
the buyer calls it a tax number."""

RUN = re.compile(r"(?<![A-Za-z\d_.=&?/／-])[A-Za-z\d]{9,24}(?![A-Za-z\d_]|\.[a-z]|-\d{4})")
GROUPED = re.compile(
    r"(?<![A-Za-z\d_.=/／-])(?:"
    r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # 138-0000-1234
    r"|\+86[ -]?1[3-9]\d{9}"
    r"|0\d{2,3}[ -]\d{7,8}"  # 0571-87654321
    r"|[A-Za-z]{2,3}[ -]?\d{3,5}(?:[ -]\d{3,5}){2,3}|[A-Za-z]{2,3}[ -]\d{9,15}"  # SF1234 5678 90123, YT 1234567890123
    r"|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?"  # 2026 1122 0001 0001
    r")(?![A-Za-z\d_]|-\d)"
)

LINKED = re.compile(r"(?:biz|trade|main|sub)?_?(?:order|trade)_?(?:id|no)[=＝](\d{10,19})(?!\d)", re.I)
"""An order in the address of its page: …?bizOrderId=2026…"""

LINK = r"[\s:：#,，.。是为叫写()（）\[\]]*$"
CALLED_TAX = re.compile(rf"(?:税号|识别号|信用代码|纳税人)(?:号码?)?{LINK}")
CALLED_ORDER = re.compile(rf"订单(?:编?号码?)?{LINK}")
CALLED_ORDER_NO = re.compile(rf"订单编?号码?{LINK}")
CALLED_WAYBILL = re.compile(
    rf"(?:(?:运|快递|物流|包裹|面|回|退货|寄回的?)单(?:编?号码?)?|(?<!订)单号|寄(?:回|出|过|走|给你们?)?[去来]?了|顺丰|[圆中申]通|韵达|极兔|邮政|百世|德邦|EMS|ems){LINK}"
)
CALLED_PRIVATE = re.compile(
    rf"(?:卡号|银行卡|储蓄卡|信用卡|账号|帐号|账户|身份证|证件|型号|条码|验证码|密码)(?:号码?)?{LINK}"
)
LOOK_BACK = 14
"""Characters before a number that may say what it is (纳税人识别号是：)."""

TAX_LENGTHS = (15, 17, 18, 20)
LONGEST_WAYBILL, LONGEST_DIGITS = 20, 15
"""Characters of a waybill with letters, and of one without."""


def find_numbers(text: str) -> Iterator[Found]:
    """Numbers by what the buyer calls them, else by their form; values in upper case without blanks and dashes."""
    for match in LINKED.finditer(text):
        yield Found("order_no", match[1], *match.span(1))
    for pattern in (RUN, GROUPED):
        for match in pattern.finditer(text):
            value = re.sub(r"[ +-]", "", match.group()).upper()
            kind = kind_of(value, text[max(0, match.start() - LOOK_BACK) : match.start()])
            if kind == "phone":
                value = value.removeprefix("86") if MOBILE.fullmatch(value) else value
            if kind:
                yield Found(kind, value, match.start(), match.end())


def kind_of(value: str, before: str) -> str | None:
    """order_no, waybill, phone or tax_no; None for a card, a product's number, a serial number."""
    if len(value) in TAX_LENGTHS and CALLED_TAX.search(before):
        return "tax_no"
    if CALLED_PRIVATE.search(before):
        return None
    return _called(value, before) or _shaped(value)


def _called(value: str, before: str) -> str | None:
    if value.isdecimal() and 10 <= len(value) <= 19:
        mobile = MOBILE.fullmatch(value)
        if CALLED_ORDER_NO.search(before) or (not mobile and CALLED_ORDER.search(before)):
            return "order_no"
    most = LONGEST_DIGITS if value.isdecimal() else LONGEST_WAYBILL
    enough = 9 <= len(value) <= most and sum(char.isdecimal() for char in value) >= 8
    if enough and CALLED_WAYBILL.search(before) and not MOBILE.fullmatch(value):
        return "waybill"
    return None


def _shaped(value: str) -> str | None:
    forms = (("phone", MOBILE), ("phone", LANDLINE), ("waybill", WAYBILL), ("order_no", ORDER), ("tax_no", TAX))
    return next((kind for kind, form in forms if form.fullmatch(value)), None)
