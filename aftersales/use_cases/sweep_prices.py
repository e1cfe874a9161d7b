"""Worker's sweep (P-PRICE-01): within its budget the shop refunds a price drop before the buyer asks for it."""

from datetime import timedelta

from aftersales.domain.cases import Case
from aftersales.use_cases.gather_facts import gather_facts
from aftersales.use_cases.reach_out import may_reach_out, reach_out
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work

INTENT = "price_protection"


def sweep_prices(services: Services) -> int:
    """Refund at most `price_sweep_count` orders a round, the oldest payment first; 0 leaves it to those who ask.

    Only while a promotion runs, only its own classes of goods (new, promoted, sale), only orders paid within
    `price_diff_days`, and only while the promotion's budget lasts.
    """
    limit, now = services.release().shop.limit, services.now()
    most = limit("price_sweep_count")
    if most < 1 or not may_reach_out(services):
        return 0
    with services.reader() as uow:
        if not uow.orders.promotions(now):
            return 0
        dropped = uow.orders.cheaper_now(now - timedelta(days=limit("price_diff_days")))
    refunded = 0
    for order_no in dropped:
        refunded += refunded < most and _refund(services, order_no)
    return refunded


def _refund(services: Services, order_no: str) -> bool:
    with services.reader() as uow:
        order = uow.orders.get(order_no)
        if order is None or any(case.intent == INTENT for case in uow.cases.of_order(order_no)):
            return False
    return reach_out(services, order, INTENT, "outreach.price", _is_owed)


def _is_owed(work: Work, case: Case) -> bool:
    """What the procedure would refund by itself: a drop of the promotion's goods, within its budget, for the first
    time, where the platform does not protect the price itself."""
    facts = gather_facts(work, case, work.release.playbooks[case.playbook]).facts
    own = facts.get("own_difference_fen")
    settled = any(facts.get(name) for name in ("price_diff_before", "refund_open", "in_price_protection"))
    return isinstance(own, int) and own > 0 and facts.get("within_budget") is True and not settled
