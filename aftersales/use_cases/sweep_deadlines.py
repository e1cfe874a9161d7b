"""Worker's sweep (P-REF-06): orders near their shipping deadline or past it are followed up before the buyer asks."""

from datetime import timedelta

from aftersales.domain.cases import Case, CaseState
from aftersales.domain.orders import Order
from aftersales.domain.shipping_facts import promised_by
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.reach_out import may_reach_out, reach_out
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work

INTENT = "urge_shipment"
"""The buyer would ask just this: its procedure stops what is to be refunded, urges, owns up, offers the choices."""

STOPPED = "stop_shipping"
OPEN_STATES = frozenset({CaseState.OPEN, CaseState.WAITING})


def sweep_deadlines(services: Services) -> int:
    """Write to every buyer whose order needs it; returns to how many. Each order in its own transaction.

    An order is followed up once before its deadline and once after it, unless its buyer has talked about it since.
    """
    if not may_reach_out(services):
        return 0
    limit, now = services.release().shop.limit, services.now()
    with services.reader() as uow:
        after, until = timedelta(hours=limit("sweep_back_hours")), timedelta(hours=limit("sweep_ahead_hours"))
        due = uow.orders.to_ship_between(now - after, now + until, limit("ship_within_hours"))
    return sum(_follow_up(services, order_no) for order_no in due)


def _follow_up(services: Services, order_no: str) -> bool:
    with services.reader() as uow:
        order = uow.orders.get(order_no)
        if order is None or not _is_wanted(services, uow, order):
            return False

    def wanted(work: Work, case: Case) -> bool:
        return _is_wanted(services, work.uow, order, but=case.id)

    return reach_out(services, order, INTENT, "outreach.shipping", wanted)


def _is_wanted(services: Services, uow: UnitOfWork, order: Order, but: int | None = None) -> bool:
    """Nobody has talked about the order since it came near the deadline, or since the deadline when that is over."""
    deadline, now = promised_by(order, services.release().shop), services.now()
    if deadline is None:
        return False
    ahead = timedelta(hours=services.release().shop.limit("sweep_ahead_hours"))
    since = deadline if now > deadline else deadline - ahead
    others = [case for case in uow.cases.of_order(order.order_no) if case.id != but]
    if any(task.kind == STOPPED for case in others for task in uow.tasks.list(case_id=case.id, open_only=False)):
        return False
    return not any(case.updated_at >= since or case.state in OPEN_STATES for case in others)
