"""Everything known about a case right now: the record, the conversation, pictures, answers and task results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aftersales.domain.cases import Case, CaseState, Task, TaskState, Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, Order, Promotion
from aftersales.domain.playbook import FactSource, Playbook
from aftersales.domain.provinces import province_of
from aftersales.domain.service_facts import read_promotion_facts
from aftersales.use_cases.conversation_facts import conversation_facts
from aftersales.use_cases.work import Work

HISTORY = timedelta(days=90)
PHOTO_AHEAD = timedelta(minutes=30)


@dataclass(frozen=True)
class Known:
    """`facts` as the playbook sees them; `view` is None when the case has no order; `promotions` run now."""

    facts: Mapping[str, Value]
    view: OrderView | None
    promotions: Sequence[Promotion] = ()


def gather_facts(work: Work, case: Case, book: Playbook, text: str = "") -> Known:
    """Read facts win over stored ones, so that the record of today decides; answers stay as the buyer gave them."""
    order = work.order(case.order_no) if case.order_no else None
    promotions = work.uow.orders.promotions(work.now)
    view = view_order(work, order, case, promotions) if order else None
    facts: dict[str, Value] = {**case.facts, **conversation_facts(work, book, text, case)}
    facts.update(read_promotion_facts(promotions))
    if view is not None:
        facts.update(read_order_facts(view))
    shown = _picture_facts(work, case.playbook)
    pictures = work.uow.attachments.count(work.conversation.id, _since(work, case)) if shown else 0
    facts.update(dict.fromkeys(shown, pictures) if pictures else {})
    return Known(facts, view, promotions)


def _picture_facts(work: Work, playbook: str) -> list[str]:
    rules = work.release.facts_of(playbook)
    return [name for name, rule in rules.items() if FactSource.ATTACHMENTS in rule.sources]


def _since(work: Work, case: Case) -> datetime:
    """From when on pictures belong to a case: they often come before the first words, and never from an earlier case
    that wanted some, unless this one took its place."""
    others = work.uow.cases.of_conversation(work.conversation.id)
    earlier = (each for each in others if each.id < case.id and each.state is not CaseState.DROPPED)
    earlier = (other for other in earlier if _picture_facts(work, other.playbook))
    return max([case.created_at - PHOTO_AHEAD, *(min(other.updated_at, case.created_at) for other in earlier)])


def view_order(work: Work, order: Order, case: Case, promotions: Sequence[Promotion]) -> OrderView:
    """The order with all that is read beside it for this case."""
    skus = [line.sku for line in order.lines]
    ordered = _ordered_before(work, case)
    first_open = _first_open(ordered)
    return OrderView(
        order=order,
        products=work.uow.orders.products(skus),
        shop=work.release.shop,
        now=work.now,
        delivery_days=_delivery_days(work, order),
        budget_left_fen=_budget_left(work, promotions[0] if promotions else None),
        promotions=promotions,
        case_facts=case.facts,
        ordered_tasks=[task.kind for task in ordered],
        finished_tasks=[task.kind for task in ordered if task.state is TaskState.DONE],
        ordered_details={name for task in ordered for name in task.details},
        due_at={kind: task.due_at for kind, task in first_open.items()},
        open_details={kind: task.details for kind, task in first_open.items()},
        compensations_given=_compensations_given(work, order),
    )


def _ordered_before(work: Work, case: Case) -> list[Task]:
    """Tasks that other cases of this order have ordered: nothing is paid or sent twice."""
    others = [other for other in work.uow.cases.of_order(case.order_no or "") if other.id != case.id]
    tasks = [task for other in others for task in work.uow.tasks.list(case_id=other.id, open_only=False)]
    return [task for task in tasks if task.state is not TaskState.CANCELLED and task.result != "impossible"]


def _first_open(ordered: Sequence[Task]) -> dict[str, Task]:
    """The open task of each kind that is due first."""
    latest_first = sorted(ordered, key=lambda task: task.due_at, reverse=True)
    return {task.kind: task for task in latest_first if task.state is TaskState.OPEN}


def _compensations_given(work: Work, order: Order) -> int:
    """By tasks of this shop's cases: the platform's record does not tell goodwill from what was owed."""
    window = timedelta(days=work.release.shop.limit("goodwill_window_days"))
    return work.uow.tasks.count_of_buyer("compensate", order.buyer_id, work.now - window)


def _delivery_days(work: Work, order: Order) -> list[float]:
    """Days that parcels of the same province and courier took (P-OPS-04); empty when nothing is under way."""
    moving = [p for p in order.parcels if p.shipped_at and p.first(EventKind.SIGNED) is None]
    province = province_of(order.address)
    if not moving or province is None:
        return []
    return list(work.uow.orders.delivery_days(province, moving[0].carrier, work.now - HISTORY))


def _budget_left(work: Work, promotion: Promotion | None) -> int | None:
    """What is left of the price-difference budget of the running promotion, fen (P-PRICE-01)."""
    if promotion is None:
        return None
    spent = work.uow.tasks.spent_fen("refund_price_diff", promotion.name)
    return work.release.shop.limit("price_diff_budget") - spent
