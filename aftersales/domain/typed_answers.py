"""Free answers of a kind that can be told: an e-mail, a tax number, a waybill, an address, a title of an invoice."""

import re
from collections.abc import Callable, Mapping, Sequence

from aftersales.domain.heard_facts import ADDRESS, EMAIL_KIND, Heard, written_email
from aftersales.domain.masking import EMAIL, MOBILE
from aftersales.domain.word_match import plain

LONGEST_TITLE = 40
_NUMBER = re.compile(r"[0-9A-Z]{8,24}")
_PLACE = re.compile(
    r"省|[市县区镇乡村路街道巷弄栋幢楼院]|\d(?:号|室|单元)|小区|大厦|广场|花园|公寓|宿舍|学校|驿站|收件|收货人|联系人|电话|姓名|名字"
)
_ASKS = re.compile(r"[吗么嘛]|怎么|什么|多久|为啥|哪|\?")
_LEAD = re.compile(
    r"^(?:发票|开票|公司|单位|企业|新的?|那就|就|我们|麻烦)*(?:抬头|名称|名字|全称)?(?:就|请|要)?"
    r"(?:开成|改成|换成|改为|开给?|写|填|是|为|叫|:|：|,|，)*"
)
_TAX_NO = re.compile(
    r"(?:纳税人识别号|统一社会信用代码|税务登记号|税号)?[\s:：,，是为]*[0-9A-Za-z]{15,20}(?![0-9A-Za-z])"
)
_MAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9.-]*[的了啊呀哦吧。~!,]*")
_MAIL_PIECE = re.compile(r"@|qq邮箱|邮箱|^[a-z0-9][a-z0-9._-]{4,}[的了啊呀哦吧。~!]*$")
_NO_TITLE = re.compile("@|个人|[我你]|抬头|税号|发票|没有|不[用要开想]|算了|怎么|什么|问问|等下|等会|稍后|[吗呢]$")
_NOUNS = {EMAIL_KIND: "邮箱|邮件", "tax_no": "税号", "invoice_title": "抬头|公司名", "phone": "电话|手机号?"}
_NOUN = "邮箱地址|邮箱|邮件|email|qq|税号|税务登记号|抬头|单号|运单号?|快递单号|号码|地址|电话|手机号?|公司"
_NONE = re.compile(
    rf"(?:我|我们|这个|暂时|现在|也|算了|那|就|还是|先|,)*(?:没有|没得|没|木有|无|不用|不要|不需要|无需)(?:{_NOUN})[的了啊呀呢哦吧哈。.!~]*"
)

_CLAUSE = re.compile(r"[\s,，。;；!！]+")


def says_to_change(kind: str | None, text: str) -> bool:
    """“邮箱也换一个”: what was told is to be told anew; the new one does not stand in the text yet."""
    noun = _NOUNS.get(kind or "")
    return (
        noun is not None
        and re.search(rf"(?:{noun})(?:也|都|要|想|得|给我|帮我)*(?:换|改|写错|填错|不对)", text) is not None
    )


def says_none(text: str) -> bool:
    """“没有邮箱”: there is nothing to tell."""
    return _NONE.fullmatch(plain(text)) is not None


def none_of(text: str) -> str | None:
    """The kind of entity that there is none of (“个人 没邮箱”); None when none is named."""
    lacking = "".join(filter(says_none, _CLAUSE.split(text)))
    return next((kind for kind, nouns in _NOUNS.items() if re.search(nouns, lacking)), None)


def is_torn_mail(kind: str | None, text: str) -> bool:
    """“123@qq”, “qq邮箱”: an answer to a question for an e-mail that is not written out."""
    words = plain(text)
    return kind == EMAIL_KIND and not written_email(text) and not says_none(text) and bool(_MAIL_PIECE.search(words))


def typed_answer(kind: str | None, text: str, entities: Sequence[Heard]) -> str | None:
    """The text as it answers a question for that kind of entity; None when nothing of the kind stands in it.

    `kind` None: any text is an answer, but for a mail address alone.
    """
    if kind is None and _MAIL.fullmatch(plain(text)):
        return None
    named = {entity.value for entity in entities if entity.kind == kind}
    if len(named) == 1 and kind not in _READ_WHOLE:
        return named.pop()
    reader = _READERS.get(kind or "")
    return reader(text, entities) if reader else text.strip() or None


def _email(text: str, _: Sequence[Heard]) -> str | None:
    return written_email(text) or None


def _number(text: str, _: Sequence[Heard]) -> str | None:
    """A number by itself, whatever words stand around it; too short or too long a one is asked for again elsewhere."""
    found = _NUMBER.findall(re.sub(r"(?<=[0-9A-Z])[\s-]+(?=[0-9A-Z])", "", text.upper()))
    return found[0] if len(found) == 1 else None


def _phone(text: str, _: Sequence[Heard]) -> str | None:
    found = MOBILE.search(plain(text))
    return found[0] if found else None


def _address(text: str, entities: Sequence[Heard]) -> str | None:
    """The whole text: a name and a phone number beside the street belong to it."""
    tells = any(entity.kind in {ADDRESS, "province", "city", "phone"} for entity in entities)
    tells = tells or bool(_PLACE.search(text) or MOBILE.search(plain(text)))
    return text.strip() if tells and not _ASKS.search(text) else None


def _title(text: str, _: Sequence[Heard]) -> str | None:
    told = _TAX_NO.sub(" ", EMAIL.sub(" ", text))
    told = _LEAD.sub("", told.strip()).rstrip("吧的了哈啊哦。.!！~，, ")
    fits = 2 <= len(told) <= LONGEST_TITLE and not _NO_TITLE.search(told) and not _ASKS.search(told)
    return told if fits else None


_READ_WHOLE = frozenset({ADDRESS})
"""Kinds of which more than the entity is the answer."""

_READERS: Mapping[str, Callable[[str, Sequence[Heard]], str | None]] = {
    EMAIL_KIND: _email,
    "tax_no": _number,
    "waybill": _number,
    "phone": _phone,
    ADDRESS: _address,
    "invoice_title": _title,
}
