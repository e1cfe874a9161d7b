"""P-PRICE-03 and P-PRICE-04 walked: deposits online, through the backoffice, once; early purchases told first."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, OrderStatus, Presale, Refund
from tests.unit.orders import ago, order, view
from tests.unit.procedures import Walk, release, walk

DUE = Presale(5000, ago(days=-2))
OVERDUE = Presale(5000, ago(minutes=1))
PAID = Presale(5000, ago(days=1), ago(days=2))


def presale(of: Presale, status: OrderStatus = OrderStatus.PENDING_PAYMENT, **more: Any) -> OrderView:
    return view(order(status, presale=of, **{"paid_fen": 5000, **more}))


def deposit(seen: OrderView, topic: str | None = None, **told: Value) -> Walk:
    return walk("presale_deposit", seen, **({"deposit_topic": topic} if topic else {}), **told)


def row(found: Walk) -> str:
    return found.row.removeprefix("presale_deposit.")


def test_before_the_deadline_the_buyer_applies_online() -> None:
    found = deposit(presale(DUE), "refund")
    assert (row(found), found.tasks) == ("due_refund", [])
    assert row(deposit(presale(DUE, OrderStatus.PAID), "refund")) == "due_refund"
    assert row(deposit(presale(Presale(5000)), "refund")) == "due_refund"


def test_the_deadline_itself_is_still_in_time() -> None:
    assert row(deposit(presale(Presale(5000, ago())), "refund")) == "due_refund"
    assert row(deposit(presale(Presale(5000, ago(minutes=1))), "refund")) == "overdue"


@pytest.mark.parametrize(
    "seen", [presale(OVERDUE), presale(OVERDUE, OrderStatus.CLOSED), presale(DUE, OrderStatus.CLOSED)]
)
def test_overdue_or_closed_the_backoffice_gives_the_deposit_back(seen: OrderView) -> None:
    found = deposit(seen, "refund")
    assert (row(found), found.tasks) == ("overdue", [("refund_deposit", "backoffice")])


def test_who_missed_the_balance_is_asked_first() -> None:
    assert deposit(presale(OVERDUE), "pay").asks == "deposit_back"
    assert deposit(presale(OVERDUE), "ship").asks == "deposit_back"
    back = deposit(presale(OVERDUE), "pay", deposit_back=True)
    assert (row(back), back.tasks) == ("missed", [("refund_deposit", "backoffice")])
    kept = deposit(presale(OVERDUE), "pay", deposit_back=False)
    assert (row(kept), kept.tasks) == ("kept", [])
    assert deposit(presale(OVERDUE), "pay", deposit_back="unknown").handoff == "backoffice"


@pytest.mark.parametrize("topic", ["refund", "pay"])
def test_a_deposit_is_not_given_back_twice(topic: str) -> None:
    seen = presale(OVERDUE)
    assert row(deposit(replace(seen, ordered_tasks=("refund_deposit",)), topic)) == "again"
    for state, expected in (("applied", "refund_running"), ("succeeded", "refunded"), ("rejected", "otherwise")):
        refunds = (Refund("deposit", state, 5000, applied_at=ago(hours=5)),)
        found = deposit(replace(seen, order=replace(seen.order, refunds=refunds)), topic)
        assert (row(found), found.tasks) == (expected, [])
    given = replace(seen.order, compensations=(Compensation(500, ago(days=1), "外盒"),))
    assert row(deposit(replace(seen, order=given), topic)) == "compensated"
    assert row(deposit(replace(seen, ordered_tasks=("refund",)), topic)) == "made_good"


@pytest.mark.parametrize("seen", [presale(OVERDUE, paid_fen=0), presale(replace(OVERDUE, deposit_fen=0))])
def test_without_a_deposit_on_record_a_person_looks(seen: OrderView) -> None:
    for topic in ("refund", "pay"):
        found = deposit(seen, topic)
        assert (row(found), found.tasks, found.handoff) == ("otherwise", [], "backoffice")


def test_an_order_that_went_on_is_no_matter_of_a_late_balance() -> None:
    assert deposit(presale(OVERDUE, OrderStatus.SHIPPED), "refund").tasks == []


def test_a_rejected_application_goes_to_a_person() -> None:
    refunds = (Refund("deposit", "rejected", 5000, applied_at=ago(hours=5)),)
    found = deposit(presale(DUE, refunds=refunds), "refund")
    assert (row(found), found.handoff) == ("due_rejected", "backoffice")
    assert row(deposit(presale(DUE, refunds=refunds), "pay")) == "due_pay"


def test_a_paid_balance_leads_to_the_whole_order() -> None:
    seen = presale(PAID, OrderStatus.PAID, paid_fen=16800)
    assert deposit(seen, "refund").asks == "cancel_wish"
    assert deposit(seen, "refund", cancel_wish="cancel").row == "cancel_unshipped.otherwise"
    assert deposit(seen, "ship").row == "urge_shipment.on_time"
    assert row(deposit(seen, "pay")) == "paid"


def test_an_open_balance_is_explained() -> None:
    assert row(deposit(presale(DUE), "pay")) == "due_pay"
    assert row(deposit(presale(DUE), "ship")) == "due_ship"
    assert row(deposit(presale(DUE), "discount")) == "discount"
    assert deposit(presale(DUE)).asks == "deposit_topic"
    assert row(deposit(presale(DUE), "unknown")) == "topic_untold"
    amount = deposit(presale(DUE), "amount")
    assert (row(amount), amount.handoff) == ("amount", "backoffice")
    assert row(deposit(view(order()), "refund")) == "not_presale"


@pytest.mark.parametrize("seen", [view(order()), presale(DUE)])
def test_taken_early_the_limits_are_told_before(seen: OrderView) -> None:
    assert deposit(seen, "early").asks == "early_accepted"
    for variant in release().scripts["presale_deposit.ask_early"].variants:
        assert "津贴" in variant
        assert "红包" in variant
        assert "店铺" in variant
    wanted = deposit(seen, "early", early_accepted=True)
    assert (row(wanted), wanted.handoff, wanted.tasks) == ("early_wanted", "presales", [])
    assert row(deposit(seen, "early", early_accepted=False)) == "early_declined"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("定金能退吗", "refund"),
        ("付了定金不想要了", "refund"),
        ("不付尾款定金退吗", "refund"),
        ("订金凭什么不退 我又没拿到东西", "refund"),
        ("忘记付尾款了怎么办", "pay"),
        ("尾款几号付", "pay"),
        ("尾款页面打不开", "pay"),
        ("尾款能用券吗", "discount"),
        ("尾款怎么比说的多了", "amount"),
        ("定金没抵扣", "amount"),
        ("定金付了两次", "amount"),
        ("预售什么时候发货", "ship"),
        ("预售的我急用，能提前拍吗", "early"),
        ("可以直接付全款吗，预售的", "early"),
        ("定金", None),
    ],
)
def test_the_opening_words_tell_the_topic(text: str, topic: str | None) -> None:
    assert parse_opening(release().playbooks["presale_deposit"], text).get("deposit_topic") == topic


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("deposit_back", "退吧", True),
        ("deposit_back", "先不退了", False),
        ("deposit_back", "要", True),
        ("early_accepted", "没关系，我急用", True),
        ("early_accepted", "那算了", False),
    ],
)
def test_free_answers_are_understood(fact: str, text: str, value: bool) -> None:
    assert parse_answer(release().playbooks["presale_deposit"].facts[fact], text, 0, ()) is value
