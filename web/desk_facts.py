"""Facts as agents read them: a Chinese title, and the value in words or with its unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aftersales.domain.cases import BUYER_ADDED, SKUS, WISH, Unknowable, Value
from aftersales.domain.order_facts import order_fact_title
from aftersales.domain.playbook import AnswerKind, FactRule, FactSource
from aftersales.domain.wording import EVENT_WORDS
from aftersales.use_cases.desk_view import FactContext
from web.pages import templates, yuan

LABELS: Any = templates.env.get_template("desk/labels.html").module
GENERAL_WORDS = {
    "True": "是",
    "False": "否",
    Unknowable.UNKNOWN.value: "不清楚",
    Unknowable.REFUSED.value: "不愿提供",
}
RECORD_WORDS: Mapping[str, Mapping[str, str]] = {
    "order_status": LABELS.ORDERS,
    WISH: LABELS.INTENTS,
    "platform": LABELS.PLATFORMS,
    "last_event": {kind.value: words for kind, words in EVENT_WORDS.items()},
}
DETAIL_TITLES = {BUYER_ADDED: "买家后来说的", WISH: "中途提出"}
UNITS = {"days": "天", "hours": "小时", "qty": "件"}
"""By the part of a fact's name that promises the unit."""


@dataclass(frozen=True)
class ShownFact:
    """`small` is small print: the SKU behind a product's title."""

    name: str
    title: str
    value: str
    small: str = ""


def shown_facts(facts: Mapping[str, Value], about: FactContext) -> list[ShownFact]:
    """The facts of a case, or the details of a task, where they are kept as texts."""
    return [_shown(name, str(value), about) for name, value in facts.items()]


def fact_title(name: str, about: FactContext) -> str:
    """A fact that today's playbooks and record do not know keeps its name."""
    rule = about.rules.get(name)
    return (rule.title if rule else "") or DETAIL_TITLES.get(name) or order_fact_title(name)


def _shown(name: str, value: str, about: FactContext) -> ShownFact:
    title, rule = fact_title(name, about), about.rules.get(name)
    if name.endswith("_sku") or (rule and rule.choices_from_lines):
        told = [line.full_title for line in about.lines if line.sku in value.split(SKUS)]
        if told:
            return ShownFact(name, title, "、".join(told), value)
    measured = _measured(name, value, rule) if value.isdecimal() else ""
    return ShownFact(name, title, measured or _words(name, rule).get(value, value))


def _measured(name: str, number: str, rule: FactRule | None) -> str:
    """The number with its unit; empty when it has none."""
    parts = name.split("_")
    if parts[-1] == "fen" or (rule and rule.kind is AnswerKind.AMOUNT):
        return yuan(int(number))
    if rule and FactSource.ATTACHMENTS in rule.sources:
        return f"{number} 张"
    return next((f"{number} {unit}" for part, unit in UNITS.items() if part in parts), "")


def _words(name: str, rule: FactRule | None) -> Mapping[str, str]:
    """The fact's own words go before the general ones: a parcel can be `refused` as well."""
    if name in RECORD_WORDS:
        own = RECORD_WORDS[name]
    elif rule and rule.task:
        own = LABELS.RESULTS
    else:
        own = {choice.value: choice.title for choice in rule.choices if choice.title} if rule else {}
    return {**GENERAL_WORDS, **own}
