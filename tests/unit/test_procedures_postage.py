"""P-FEE-01 walked: postage changed before the payment, given back after it, once; explained when it was due."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, OrderStatus, Refund
from tests.unit.orders import ago, order, parcel, view
from tests.unit.procedures import Walk, release, walk

REFUNDED = [("refund_postage", "backoffice"), ("order_flag", "backoffice")]
GOODS = [("reship", "warehouse"), ("order_flag", "backoffice")]


def charged(
    free: bool | None = True, status: OrderStatus = OrderStatus.PAID, postage_fen: int = 800, **more: Any
) -> OrderView:
    return view(order(status, free_postage=free, postage_fen=postage_fen, **{"paid_fen": 17600, **more}))


def unpaid(free: bool | None) -> OrderView:
    return charged(free, OrderStatus.PENDING_PAYMENT, paid_fen=0, paid_at=None)


def fee(seen: OrderView, topic: str = "charged", **told: Value) -> Walk:
    return walk("shipping_fee", seen, fee_topic=topic, **told)


def row(found: Walk) -> str:
    return found.row.removeprefix("shipping_fee.")


def test_before_the_payment_the_postage_is_changed() -> None:
    assert fee(unpaid(True)).waits_for == "postage_changed"
    assert row(fee(unpaid(True), postage_changed="done")) == "unpaid_changed"
    failed = fee(unpaid(True), postage_changed="impossible")
    assert (row(failed), failed.handoff) == ("unpaid_not_changed", "backoffice")


def test_before_the_payment_a_rule_not_met_is_explained() -> None:
    found = fee(unpaid(False))
    assert (row(found), found.tasks) == ("not_met_unpaid", [])
    assert fee(unpaid(None)).handoff == "backoffice"


def test_before_the_sending_the_buyer_chooses_and_silence_means_money() -> None:
    assert fee(charged()).asks == "postage_choice"
    for choice in ("money", "unknown"):
        found = fee(charged(), postage_choice=choice)
        assert (row(found), found.tasks) == ("refund", REFUNDED)


def test_goods_that_are_named_are_worth_the_postage_at_most() -> None:
    told: dict[str, Value] = {"postage_choice": "goods", "goods_text": "换一罐龙井"}
    assert fee(charged(), "charged", **told).waits_for == "goods_fit"
    good = fee(charged(), "charged", **told, goods_fit=True)
    assert (row(good), good.tasks) == ("goods", GOODS)
    assert fee(charged(), "charged", **told, goods_fit=False).asks == "dear_choice"
    for choice, expected in (("money", REFUNDED), ("unknown", REFUNDED), ("goods", [])):
        found = fee(charged(), "charged", **told, goods_fit=False, dear_choice=choice)
        assert found.tasks == expected
        assert (row(found) == "goods_too_dear") == (choice == "goods")
    left = charged(status=OrderStatus.SHIPPED, parcels=(parcel(shipped=ago(hours=1)),))
    assert row(fee(left, "charged", **told, goods_fit=True)) == "refund", "it cannot go along any more"


def test_goods_of_equal_value_only_if_wished() -> None:
    assert fee(charged(), postage_choice="goods").asks == "goods_text"
    found = fee(charged(), postage_choice="goods", goods_text="随便")
    assert (row(found), found.tasks) == ("goods_any", GOODS)
    assert row(fee(charged(), postage_choice="goods", goods_text="refused")) == "refund"
    assert row(fee(replace(charged(), ordered_tasks=("reship", "order_flag")))) == "made_good"


@pytest.mark.parametrize("status", [OrderStatus.SHIPPED, OrderStatus.SIGNED, OrderStatus.COMPLETED])
def test_after_the_sending_the_postage_goes_back_without_a_question(status: OrderStatus) -> None:
    found = fee(charged(status=status, parcels=(parcel(shipped=ago(hours=5)),)))
    assert (row(found), found.tasks) == ("refund", REFUNDED)


def test_the_postage_goes_back_once() -> None:
    seen = charged()
    assert row(fee(replace(seen, ordered_tasks=("refund_postage",)))) == "again"
    assert row(fee(replace(seen, ordered_tasks=("refund",)))) == "made_good"
    given = replace(seen.order, compensations=(Compensation(500, ago(days=1), "外盒"),))
    assert row(fee(replace(seen, order=given))) == "compensated"
    for state, expected in (("applied", "refund_running"), ("succeeded", "refunded"), ("closed", "refunded")):
        refunds = (Refund("refund_only", state, 800),)
        found = fee(replace(seen, order=replace(seen.order, refunds=refunds)))
        assert (row(found), found.tasks) == (expected, [])
    succeeded = replace(seen.order, refunds=(Refund("refund_only", "succeeded", 800),))
    assert row(fee(replace(seen, order=succeeded), "unknown")) == "refunded_free"
    assert fee(charged(paid_fen=0)).handoff == "backoffice"


@pytest.mark.parametrize("status", [OrderStatus.PAID, OrderStatus.SIGNED])
def test_a_rule_not_met_is_explained_and_an_unknown_one_checked(status: OrderStatus) -> None:
    found = fee(charged(False, status))
    assert (row(found), found.tasks) == ("not_met", [])
    assert (row(fee(charged(None, status))), fee(charged(None, status)).handoff) == ("otherwise", "backoffice")


def test_without_postage_on_record_nothing_goes_back() -> None:
    assert row(fee(charged(postage_fen=0))) == "no_postage"
    assert row(fee(charged(postage_fen=0), "ask")) == "asked_free"
    assert row(fee(charged(status=OrderStatus.CLOSED, paid_fen=0))) == "closed"
    assert row(fee(charged(status=OrderStatus.CLOSED))) == "closed_paid"


def test_other_fees_have_their_own_ways() -> None:
    for topic in ("collected", "topup"):
        found = fee(charged(), topic)
        assert (row(found), found.handoff, found.tasks) == ("elsewhere", "backoffice", [])
    assert fee(charged(), "courier").asks == "courier_wish"
    assert row(fee(charged(False), "several")) == "several"
    assert row(fee(charged(False), "ask")) == "asked"
    assert walk("shipping_fee", charged()).asks == "fee_topic"


@pytest.mark.parametrize(
    ("text", "topic", "choice"),
    [
        ("多收我邮费了", "charged", None),
        ("退我邮费", "charged", "money"),
        ("不是包邮吗，怎么还有运费", "charged", None),
        ("改下运费我再付款", "charged", None),
        ("包邮吗", "ask", None),
        ("邮费多少", "ask", None),
        ("顺丰要补多少运费", "courier", None),
        ("补邮费的链接给我", "topup", None),
        ("快递员收我5块派送费", "collected", None),
        ("两单收了两次邮费", "several", None),
        ("邮费", None, None),
    ],
)
def test_the_opening_words_tell_the_topic(text: str, topic: str | None, choice: str | None) -> None:
    told = parse_opening(release().playbooks["shipping_fee"], text)
    assert (told.get("fee_topic"), told.get("postage_choice")) == (topic, choice)


@pytest.mark.parametrize(("text", "value"), [("退吧", "money"), ("换点茶叶也行", "goods"), ("还是退钱", "money")])
def test_the_choice_is_understood(text: str, value: str) -> None:
    rule = release().playbooks["shipping_fee"].facts["postage_choice"]
    assert parse_answer(rule, text, 0, rule.choices) == value
