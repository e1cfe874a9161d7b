"""The audit's report as plain text for a terminal: columns as wide as Chinese is, no control characters."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from aftersales.adapters.chat_audit.report_words import (
    AGENT_COLUMNS,
    NOTHING,
    POINTS_NOTE,
    RULE_LABELS,
    TITLES,
    ReportPage,
    RulePart,
)


def report_text(page: ReportPage) -> str:
    return "".join(f"{_shown(line)}\n" for line in _lines(page))


def _lines(page: ReportPage) -> Iterator[str]:
    yield page.title
    yield from ("", f"【{TITLES['total']}】", "　".join(f"{name} {count}" for name, count in page.totals))
    yield from ("", f"【{TITLES['agents']}】", *_table((AGENT_COLUMNS, *page.agents)))
    yield from ("", f"【{TITLES['rules']}】", *([] if page.rules else [NOTHING]))
    for number, rule in enumerate(page.rules, start=1):
        yield from _rule(number, rule)
    yield from ("", f"【{TITLES['penalty']}】", page.penalty, POINTS_NOTE)


def _rule(number: int, rule: RulePart) -> Iterator[str]:
    yield f"{number}. {rule.entry}　{rule.messages:,} 条"
    yield "   " + "　".join(f"{label}：{fact}" for label, fact in zip(RULE_LABELS, rule.facts, strict=True))
    yield from (f"   {TITLES['examples']}：{example}" for example in rule.examples)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, numbers to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        blanks = [" " * (width - _width(cell)) for width, cell in zip(widths, row, strict=True)]
        numbers = (blank + cell for blank, cell in zip(blanks[1:], row[1:], strict=True))
        yield "  ".join((row[0] + blanks[0], *numbers))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() or char == "　" else " " for char in text)
