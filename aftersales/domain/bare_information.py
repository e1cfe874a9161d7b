"""Messages that only hand over a piece of information: a mail address, a waybill, a colour — no mood and no wish."""

import re
from collections.abc import Sequence

from aftersales.domain.heard_facts import Heard
from aftersales.domain.word_match import plain

NAMING_KINDS = frozenset(
    {
        *("order_no", "waybill", "phone", "tax_no", "invoice_title", "address", "province", "city"),
        *("product", "part", "colour", "size", "courier", "pay_channel", "date"),
    }
)
"""Kinds of entities (docs/nlu.md) that are no word of anger; 二百五 is a count and one."""

_MAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*[@＠][a-z0-9._-]*", re.IGNORECASE)
_UNBROKEN = re.compile(
    r"(?:外?箱子?|(?:包装|快递)?盒子?|包装|外面|外观|外包装|袋子?|罐子?|包裹|东西|货|别的|其他|看着|都|也|倒是?|是|[,，\s])*"
    r"(?:没有?|没啥|没什么|完全没|一点没)(?:被)?(?:破损|破|坏|烂|碎|裂|压坏|压扁|变形|损坏|拆过|拆开过)(?:过|的|了|啊|呀|哦|呢|[。.!！~，,\s])*"
)
_PARTICLES = re.compile(r"[\s\W的吧呀啊哦呢了_]+")

HOTLINE = "12315"
"""The consumers' hotline: a number that by itself is a threat."""


def is_bare_number(text: str) -> bool:
    """“12345”: it may be anything that was asked for."""
    words = plain(text)
    return words.isdecimal() and words != HOTLINE


def says_unbroken(text: str) -> bool:
    """“箱子没破”: nothing is complained of, whatever the words sound like."""
    return _UNBROKEN.fullmatch(text.strip()) is not None


def is_bare_information(text: str, entities: Sequence[Heard]) -> bool:
    """Whether nothing is left of the text beside entities and mail addresses: “深灰的”, “123@qq”."""
    signs = list(text)
    for entity in entities:
        if entity.kind in NAMING_KINDS:
            signs[entity.start : entity.end] = " " * (entity.end - entity.start)
    left = "".join(signs)
    rest = _MAIL.sub(" ", left)
    return rest != text and not _PARTICLES.sub("", rest)
