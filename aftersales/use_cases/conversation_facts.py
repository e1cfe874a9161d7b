"""Facts of the chat itself: what is asked about us, how often a line was crossed, whether a team is there."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache

from aftersales.domain.buyer_words import asks_if_robot, goods_found, parcel_found
from aftersales.domain.cases import Case, CaseState, Value
from aftersales.domain.conversations import Message, Sender
from aftersales.domain.named_lines import Told, goods_taken_out
from aftersales.domain.opening_hours import is_open
from aftersales.domain.orders import OrderStatus
from aftersales.domain.playbook import Playbook
from aftersales.domain.teams import team_of_sop
from aftersales.domain.waiting import insists_on_person, takes_complaint_back
from aftersales.use_cases.choose_order import other_orders
from aftersales.use_cases.work import Work

AGENT_WORDS = ("客服", "售后", "售前", "接待", "同事", "店员", "人工", "小二")
ATTITUDE_WORDS = (
    *("态度", "骂", "怼", "凶我", "凶人", "吼", "嘲", "阴阳", "不耐烦", "没礼貌", "难听", "不理人"),
    *("爱搭不理", "爱答不理", "爱理不理", "挂我电话", "挂电话", "挂了电话"),
)
FAULT_BOOKS = frozenset(
    {"quality_issue", "damaged_item", "wrong_item", "missing_item", "description_mismatch", "authenticity_doubt"}
)
"""Procedures about what is not as it should be: the postage is ours once that is confirmed (P-RET-03)."""

RETURN_BOOKS = frozenset({"return_goods", "exchange_goods"})
OTHERS_WORDS = ("快递", "师傅", "送货", "派送", "配送", "骑手", "安装", "机器", "智能")
WITHDRAWAL_SHOWN = "cancel_refund.open_"
"""Rows that tell how an application at the platform is withdrawn (P-REF-05)."""

AGENT_REPORTED = "service_complaint.agent_"
"""Rows that gave a complaint about one agent to the team lead (P-EMO-02)."""


def conversation_facts(work: Work, book: Playbook, text: str, case: Case) -> dict[str, Value]:
    """Facts of the chat itself, for procedures about the talk and not about an order (sop.md section 5).

    Only those are read that the procedure, or one its gotos reach, declares: most procedures need none of them.
    """
    declared = work.release.facts_of(book.name)
    goods = cache(lambda: _goods_told(work, case))
    readers: Mapping[str, Callable[[], Value | None]] = {
        "asks_if_robot": lambda: asks_if_robot(text),
        "person_declined": lambda: not insists_on_person(text),
        "complaint_taken_back": lambda: takes_complaint_back(text),
        "team_open": lambda: _team_open(work, book),
        "abuse_count": lambda: _turns_of(work, "abuse", "safety_percent"),
        "harassment_count": lambda: _turns_of(work, "harassment", "confident_percent"),
        "ad_count": lambda: _turns_of(work, "spam_ad", "confident_percent"),
        "blames_agent": lambda: _blames_agent(work, case),
        "agent_reported": lambda: _agent_reported(work),
        "has_orders": lambda: bool(case.order_no or work.uow.orders.of_buyer(work.conversation.buyer_id, 1)),
        "order_found": lambda: work.conversation.order_no is not None,
        "platform": lambda: work.release.shop.platform,
        "cancel_sku": lambda: _cancel_sku(case, goods()),
        "cancel_qty": lambda: _cancel_qty(work, case, goods()),
        "out_count": lambda: len(goods().out),
        "other_order": lambda: _other_order(work, case),
        "parcel_found": lambda: _parcel_found(work, case),
        "goods_found": lambda: any(goods_found(words) for words in _said_since(work, case)),
        "fault_under_way": lambda: _fault_under_way(work, case),
        "exchange_under_way": lambda: bool(_beside(work, case, {"exchange_goods"})),
        "return_asked": lambda: bool(_beside(work, case, RETURN_BOOKS)),
        "withdrawal_shown": lambda: _withdrawal_shown(work, case),
        "goods_kept": lambda: goods().both,
    }
    told = {name: read() for name, read in readers.items() if name in declared}
    return {name: value for name, value in told.items() if value is not None}


def _team_open(work: Work, book: Playbook) -> bool:
    team = work.release.shop.teams[team_of_sop(book.rows[0].sop if book.rows else None)]
    return is_open(team, work.now)


def _recent(work: Work) -> Sequence[Message]:
    return work.uow.messages.last(work.conversation.id, 50)


def _turns_of(work: Work, intent: str, setting: str) -> int:
    """In how many turns the buyer surely meant this: a burst counts once, what was not acted on never."""
    sure = [m for m in _recent(work) if m.intent == intent and work.is_sure(m.confidence or 0, setting)]
    return len({message.turn_id for message in sure})


def _agent_reported(work: Work) -> bool:
    cases = work.uow.cases.of_conversation(work.conversation.id)
    return any((case.row or "").startswith(AGENT_REPORTED) for case in cases)


def _withdrawal_shown(work: Work, case: Case) -> bool:
    """Whether the buyer was shown here how to withdraw the application for this order's refund."""
    cases = work.uow.cases.of_conversation(work.conversation.id)
    return any(each.order_no == case.order_no and (each.row or "").startswith(WITHDRAWAL_SHOWN) for each in cases)


def _blames_agent(work: Work, case: Case) -> bool:
    """Whether a turn since the case began blames an agent's manners; an agent of this chat need not be named."""
    served = any(message.sender is Sender.AGENT for message in _recent(work))
    return any(
        _has(words, ATTITUDE_WORDS) and not _has(words, OTHERS_WORDS) and (served or _has(words, AGENT_WORDS))
        for words in _said_since(work, case)
    )


def _cancel_sku(case: Case, told: Told) -> Value | None:
    """As answered to the question for it, else the one kind of goods the buyer's words take out of the order."""
    return case.facts.get("cancel_sku") or (next(iter(told.out)) if len(told.out) == 1 else None)


def _cancel_qty(work: Work, case: Case, told: Told) -> Value | None:
    order, sku = work.order(case.order_no) if case.order_no else None, _cancel_sku(case, told)
    return sum(line.qty for line in order.lines if line.sku == sku) or None if order else None


def _goods_told(work: Work, case: Case) -> Told:
    """By the last turn of the case that tells goods apart."""
    order = work.order(case.order_no) if case.order_no else None
    told = [goods_taken_out(order.lines, words) for words in _said_since(work, case)] if order else []
    return next((each for each in reversed(told) if each.out), Told(frozenset(), frozenset()))


def _other_order(work: Work, case: Case) -> Value | None:
    """As answered to the question for it, else the only other order of the buyer that is still to be sent."""
    unsent = [order for order in other_orders(work, case.order_no or "") if order.status is OrderStatus.PAID]
    return case.facts.get("other_order") or (unsent[0].order_no if len(unsent) == 1 else None)


def _beside(work: Work, case: Case, books: Collection[str] = ()) -> list[Case]:
    """Other matters of this order (of these procedures) that are not through, the newest activity first."""
    live = {CaseState.OPEN, CaseState.WAITING}
    cases = work.uow.cases.of_conversation(work.conversation.id)
    others = [c for c in cases if c.id != case.id and c.state in live and c.order_no == case.order_no]
    return [c for c in others if not books or c.playbook in books]


def _fault_under_way(work: Work, case: Case) -> str | None:
    """Whose the cause is by what a matter beside this one is about, or was told as its reason."""
    for other in _beside(work, case):
        reason = other.facts.get("return_reason")
        if reason == "personal":
            return "buyer"
        if other.playbook in FAULT_BOOKS or reason is not None:
            return "shop"
    return None


def _parcel_found(work: Work, case: Case) -> bool | None:
    """By the last turn of the case that tells whether the buyer has the parcel."""
    told = [found for words in _said_since(work, case) if (found := parcel_found(words)) is not None]
    return told[-1] if told else None


def _said_since(work: Work, case: Case) -> Iterator[str]:
    """The buyer's words of each turn since the case began."""
    messages = [message for message in _recent(work) if message.sender is Sender.BUYER]
    for turn in work.uow.turns.of_conversation(work.conversation.id):
        if turn.opened_at >= case.created_at:
            yield "\n".join(message.text for message in messages if message.turn_id == turn.id)


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)
