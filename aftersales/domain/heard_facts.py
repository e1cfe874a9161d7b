"""Facts that a buyer tells by the way: “发票抬头云栖科技，税号9133…” answers two questions before they are put."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from aftersales.domain.cases import Value
from aftersales.domain.masking import EMAIL, MOBILE
from aftersales.domain.playbook_model import FactRule
from aftersales.domain.threats import meant_words
from aftersales.domain.word_match import chosen, plain

PRODUCT, COUNT, ADDRESS, EMAIL_KIND, PARTS = "product", "count", "address", "email", "parts"
HEARD_KINDS = (ADDRESS, "tax_no", "invoice_title", "waybill", "phone", PRODUCT, COUNT, EMAIL_KIND, PARTS)
"""Kinds of entities (docs/nlu.md) that mean the same in whatever message they stand; an e-mail is read by its form,
`parts` are all of kind `part` where there are several."""

ADDRESS_HEAD = ("province", "city")
ADDRESS_KINDS = (*ADDRESS_HEAD, ADDRESS)
_CITY = re.compile("[省市]")
_PLACE = re.compile("[省市区县镇乡村路街道巷弄栋幢楼号]")
_PHONE_WRONG = re.compile(r"(?:电话|手机号?|号码).{0,4}(?:错|改|换)|(?:改|换).{0,4}(?:电话|手机|号码)")
_CONTACT = re.compile(
    r"(?:(?:收件|收货|联系)?人|姓名|名字|电话|手机号?|[:：,，\s]|[\u4e00-\u9fff]{2,4}?|[\d-]{11,13})+"
)
"""“李四 137…”: a name and a number, and nothing else."""

_NAME = r"(?:(?:收件|收货|联系)?人|姓名|名字|电话|手机号?|[:：])*[\u4e00-\u9fff]{0,4}"
_CONTACT_AFTER = re.compile(
    rf"[\s,，、]*{_NAME}[\s,，、:：]*(?:电话|手机号?)?[\s:：]*1[3-9]\d{{9}}(?!\d)(?:[\s,，]*[\u4e00-\u9fff]{{2,3}}(?=[\s,，。]|$))?"
)
_CONTACT_BEFORE = re.compile(
    rf"(?:(?<=[\s,，。:：])|^){_NAME}[\s,，、:：]*(?:电话|手机号?)?[\s:：]*(?<!\d)1[3-9]\d{{9}}[\s,，、]*$"
)
_IN_ALL = re.compile("(?:买|拍|订|下单|收到|只有|还剩|一共|总共)了?(?:你们)?$")
"""Before a count of what was bought or is there: “买了3盒” tells nothing of how many are missing."""

_TITLE_LEAD = re.compile("^(?:公司|单位|企业|发票)?(?:名称|名字|抬头|全称|名)[:：是为]*")

_NOTHING_TOLD = re.compile(
    r"[的了吧呢啊呀哦吗么嘛不行可以能,，.。!！?？~]*(?:别的|其[他它]|另[外一]|什么|啥|哪|怎么|多少|$)"
)

WIDEST_GAP = 2
"""Characters between the parts of one address: “浙江省 杭州市，西湖区…”."""


class Heard(Protocol):
    """An entity: its kind, its normalised value, and where it stands in the text."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def heard_facts(rules: Iterable[FactRule], text: str, entities: Sequence[Heard]) -> dict[str, Value]:
    """The facts whose entity stands in the text once, and the choices told by their words (“没拆过”, `heard: yes`); of
    two different ones nobody knows which is meant."""
    rules = list(rules)
    found: dict[str, Value] = {rule.name: _heard(rule.entity, text, entities) for rule in rules if rule.entity}
    found |= {rule.name: _chosen(rule, text) for rule in rules if rule.heard}
    found |= {rule.name: _told_after(rule.told_by, text) for rule in rules if rule.told_by}
    return {name: value for name, value in found.items() if value}


def _told_after(leads: Sequence[str], text: str) -> str:
    """The text, when one of the words stands in it with something definite behind (“改成一罐”, not “能改成别的吗”)."""
    words = plain(text)
    told = (words.partition(lead)[2] for lead in leads if lead in words)
    return text.strip() if any(rest and not _NOTHING_TOLD.match(rest) for rest in told) else ""


def _chosen(rule: FactRule, text: str) -> str:
    lists = {choice.value: choice.words for choice in rule.choices}
    return chosen(meant_words(text), lists) or ""


def is_piece_of(value: Value, known: Value | None) -> bool:
    """Whether a text heard later is but a piece of the address known: without the city, or the phone, that has."""
    whole, piece = (str(part) for part in (known or "", value))
    return any(form.search(whole) and not form.search(piece) for form in (MOBILE, _CITY))


def completed(value: Value, known: Value | None) -> Value:
    """An address and the name and phone told apart from it, in whatever order, are one."""
    before, told = str(known or ""), str(value)
    if _is_contact(before) and _PLACE.search(told):
        return f"{value} {before}"
    return f"{known} {value}" if _is_contact(told) and _PLACE.search(before) and not MOBILE.search(before) else value


def _is_contact(text: str) -> bool:
    return MOBILE.search(text) is not None and not _PLACE.search(text)


def written_email(text: str) -> str:
    """The last e-mail address in a text, as a mail program takes it (“ａ＠b。cn” is a@b.cn); empty when none."""
    found = EMAIL.findall(text)
    return unicodedata.normalize("NFKC", "".join(found[-1].split())).replace("。", ".") if found else ""


def _heard(kind: str | None, text: str, entities: Sequence[Heard]) -> Value:
    if kind == EMAIL_KIND:
        return written_email(text)
    if kind == PARTS:
        parts = dict.fromkeys(e.value for e in entities if e.kind == "part")
        return "、".join(parts) if len(parts) > 1 else ""
    if kind == ADDRESS and all(e.kind != ADDRESS for e in entities):
        tells = MOBILE.search(text) and (_PHONE_WRONG.search(text) or _CONTACT.fullmatch(text.strip()))
        return text.strip() if tells else ""
    named = [e for e in entities if e.kind == kind and not (kind == COUNT and _IN_ALL.search(text[: e.start]))]
    if len({entity.value for entity in named}) != 1:
        return ""
    if kind == ADDRESS:
        return _whole_address(named[0], text, entities)
    return _told(named[0], text)


def _told(entity: Heard, text: str) -> Value:
    if entity.kind == COUNT:
        return int(entity.value) if entity.value.isdecimal() else ""
    if entity.kind == PRODUCT:
        return text[entity.start : entity.end]
    return _TITLE_LEAD.sub("", entity.value) if entity.kind == "invoice_title" else entity.value


def _whole_address(street: Heard, text: str, entities: Sequence[Heard]) -> str:
    """The street with province and city before it, name and phone beside it, as the buyer wrote them."""
    start, end = street.start, street.end
    for part in sorted(entities, key=lambda entity: -entity.end):
        if part.kind in ADDRESS_HEAD and part.end <= start <= part.end + WIDEST_GAP:
            start = part.start
    before, after = _CONTACT_BEFORE.search(text[:start]), _CONTACT_AFTER.match(text[end:])
    return text[before.start() if before else start : end + (after.end() if after else 0)].strip()
