"""The audit's report in the words a shop manager reads, ready to be set as text or as a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aftersales.domain.conversations import Sender
from aftersales.domain.penalties import POINTS, Tier, next_tier, tier_reached
from aftersales.domain.word_entries import Action, Grade
from aftersales.use_cases.audit_chats import AuditReport, Count, RuleCount

ACTIONS: Mapping[Action, str] = {Action.BLOCK: "拦截", Action.WARN: "提醒", Action.REPLACE: "替换"}
GRADES: Mapping[Grade, str] = {
    Grade.NONE: "不扣分",
    Grade.SLIGHT: "特别轻微，警告",
    Grade.MINOR: f"轻微，{POINTS[Grade.MINOR]} 分",
    Grade.SERIOUS: f"严重，{POINTS[Grade.SERIOUS]} 分",
    Grade.GRAVE: f"特别严重，{POINTS[Grade.GRAVE]} 分",
}
AGENT_COLUMNS = ("客服", "条数", "拦截", "提醒", "替换", "扣分")
RULE_LABELS = ("判定", "词表", "分级", "原因", "出处")
TITLES: Mapping[str, str] = {
    "total": "合计",
    "agents": "按客服",
    "rules": "按规则",
    "penalty": "违规累计",
    "examples": "例",
}
POINTS_NOTE = "一条消息只按其中最重的一级计分（P-OPS-07），最后以平台判定为准。"
NOTHING = "没有"
TEN_THOUSAND_YUAN = 1_000_000
"""In fen."""


@dataclass(frozen=True)
class RulePart:
    """One entry: its id, in how many messages, what RULE_LABELS name, and examples."""

    entry: str
    messages: int
    facts: tuple[str, ...]
    examples: Sequence[str]


@dataclass(frozen=True)
class ReportPage:
    title: str
    totals: Sequence[tuple[str, str]]
    agents: Sequence[tuple[str, ...]]
    rules: Sequence[RulePart]
    penalty: str


def in_words(report: AuditReport, shop: str, file: str, bad_lines: int) -> ReportPage:
    """Worst first: agents by points, then by what was blocked; rules by their messages."""
    agents = sorted(report.agents.items(), key=lambda item: (-item[1].points, -item[1].blocked, -item[1].messages))
    rules = sorted(report.rules.values(), key=lambda rule: -rule.messages)
    return ReportPage(
        title=f"{shop}：话术审计，{file}",
        totals=_totals(report.total, bad_lines),
        agents=[_agent_row(_name(*key), count) for key, count in agents],
        rules=[_rule_part(rule) for rule in rules],
        penalty=_penalty(report.total.points),
    )


def _totals(total: Count, bad_lines: int) -> Sequence[tuple[str, str]]:
    told = {
        "审过": total.messages,
        "通过": total.passed,
        "替换": total.replaced,
        "提醒": total.warned,
        "拦截": total.blocked,
        "读不了的行": bad_lines,
    }
    return [(name, f"{count:,}") for name, count in told.items()]


def _agent_row(name: str, count: Count) -> tuple[str, ...]:
    numbers = (count.messages, count.blocked, count.warned, count.replaced, count.points)
    return (name, *(f"{number:,}" for number in numbers))


def _name(sender: Sender, agent: str) -> str:
    if sender is Sender.AGENT:
        return agent or "（没写客服）"
    return "机器人" if sender is Sender.BOT else "其余客服"


def _rule_part(rule: RuleCount) -> RulePart:
    entry = rule.entry
    facts = (ACTIONS[entry.action], entry.list, GRADES[entry.grade], entry.reason, entry.source)
    return RulePart(entry.id, rule.messages, facts, rule.examples)


def _penalty(points: int) -> str:
    reached, ahead = tier_reached(points), next_tier(points)
    now = f"已到 {reached.points} 分档：{_measures(reached)}" if reached else f"还没到 {_first()} 分的第一档"
    then = f"离 {ahead.points} 分档（{_measures(ahead)}）还差 {ahead.points - points} 分。" if ahead else ""
    return f"扣分合计 {points:,} 分，按京东的累计节点{now}。{then}"


def _first() -> int:
    tier = next_tier(0)
    return tier.points if tier else 0


def _measures(tier: Tier) -> str:
    limits = f"限制提报活动 {tier.days} 天" if tier.days else "清退"
    return f"{limits}，违约金 {tier.fine_fen // TEN_THOUSAND_YUAN} 万元起"
