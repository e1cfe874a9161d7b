"""P-PRICE-05 walked: payments that fail, that were made twice, and ways of paying the shop does not offer."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.adapters.files.shop_reader import read_shop
from aftersales.domain.answers import parse_opening
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import Compensation, Invoice, OrderStatus, Payment, Presale, Refund
from aftersales.domain.wording import describe
from tests.unit.orders import ago, line, order, view
from tests.unit.procedures import Walk, release, walk

UNPAID = view(order(OrderStatus.PENDING_PAYMENT, paid_at=None, paid_fen=0))


def payments(*amounts_fen: int) -> tuple[Payment, ...]:
    return tuple(Payment(amount, ago(hours=5), "alipay", "succeeded") for amount in amounts_fen)


def twice(price_fen: int = 16800, status: OrderStatus = OrderStatus.PAID, **more: Any) -> OrderView:
    more = {"payments": payments(price_fen, price_fen), **more}
    return view(order(status, [line(price_fen=price_fen)], **more))


def pay(seen: OrderView, topic: str | None = None) -> Walk:
    return walk("payment_issue", seen, **({"pay_topic": topic} if topic else {}))


def row(found: Walk) -> str:
    return found.row.removeprefix("payment_issue.")


@pytest.mark.parametrize("status", [OrderStatus.PAID, OrderStatus.SHIPPED, OrderStatus.SIGNED, OrderStatus.COMPLETED])
def test_a_second_payment_on_record_goes_back_at_once(status: OrderStatus) -> None:
    found = pay(twice(status=status))
    assert (row(found), found.tasks) == ("paid_twice", [("refund", "backoffice")])
    (task,) = release().playbooks["payment_issue"].rows[0].tasks
    assert task.details == ("overpaid_fen",)
    billed = pay(twice(status=status, invoice=Invoice("issued")))
    assert billed.tasks == [("refund", "backoffice")], "the order itself stays paid as invoiced"


def test_above_the_limit_finance_looks_at_it() -> None:
    assert row(pay(twice(20000))) == "paid_twice"
    found = pay(twice(20001))
    assert (row(found), found.tasks) == ("paid_twice_large", [("refund", "finance")])


@pytest.mark.parametrize("price_fen", [16800, 79900])
@pytest.mark.parametrize("state", ["applied", "processing", "succeeded", "rejected", "closed"])
def test_after_a_refund_nothing_goes_back_by_itself(price_fen: int, state: str) -> None:
    found = pay(twice(price_fen, refunds=(Refund("refund_only", state, price_fen),)), "double")
    running = state in {"applied", "processing"}
    assert found.tasks == ([("order_flag", "backoffice")] if running else [])
    assert row(found) == ("double_noted" if running else "double_unproved")


def test_a_second_payment_named_while_a_refund_runs_is_counted_by_the_back_office() -> None:
    running = (Refund("refund_only", "applied", 16800),)
    unproved = pay(view(order(refunds=running, payments=payments(16800))), "double")
    assert (row(unproved), unproved.tasks) == ("double_refunding", [("order_flag", "backoffice")])
    cancelled = pay(replace(twice(), ordered_tasks=("refund", "stop_shipping")), "double")
    assert (row(cancelled), cancelled.tasks) == ("double_noted", [("order_flag", "backoffice")])


def test_what_was_given_before_is_checked_by_a_person() -> None:
    seen = twice()
    again = pay(replace(seen, ordered_tasks=("refund",)), "double")
    assert (row(again), again.tasks, again.handoff) == ("double_unproved", [], "backoffice")
    given = replace(seen.order, compensations=(Compensation(16800, ago(days=1), "重复付款"),))
    assert row(pay(replace(seen, order=given), "double")) == "double_unproved"


@pytest.mark.parametrize(
    "seen",
    [
        view(order()),
        view(order(payments=payments(16800))),
        view(order(payments=payments(16800, 1000))),
        view(order(payments=(*payments(16800), replace(payments(16800)[0], state="failed")))),
        twice(status=OrderStatus.CLOSED),
        twice(presale=Presale(5000, ago(days=1), ago(days=2))),
        UNPAID,
    ],
)
def test_what_the_record_does_not_prove_is_checked_by_a_person(seen: OrderView) -> None:
    assert pay(seen).asks == "pay_topic"
    found = pay(seen, "double")
    assert (row(found), found.tasks, found.handoff) == ("double_unproved", [], "backoffice")


def test_a_payment_that_fails_is_guided() -> None:
    assert row(pay(UNPAID, "failed")) == "guide"
    assert row(pay(UNPAID, "time")) == "time"
    assert row(pay(view(order(OrderStatus.CLOSED)), "failed")) == "closed"
    assert row(pay(view(order()), "failed")) == "paid_already"
    assert row(pay(view(order()), "deducted")) == "paid_already"


def test_who_tried_what_we_said_is_not_sent_round_again() -> None:
    found = pay(UNPAID, "still")
    assert (row(found), found.tasks, found.handoff) == ("still_failing", [], "backoffice")
    assert row(pay(view(order(OrderStatus.CLOSED)), "still")) == "closed"
    assert row(pay(view(order()), "still")) == "paid_already"
    due = view(order(OrderStatus.PENDING_PAYMENT, presale=Presale(5000, ago(minutes=1))))
    assert pay(due, "still").asks == "deposit_topic"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        *(
            (text, "still")
            for text in ("换了卡还是不行", "试过了，也付不了", "还是付不了啊", "换了手机也一样", "都试了不行")
        ),
        *((text, "failed") for text in ("付不了款", "一直付不了", "支付失败怎么办", "微信付不了")),
        ("还是待付款，钱扣了", "deducted"),
        ("货到付款行不行", "cod"),
        ("花呗可以吗", "method"),
        ("多久不付会关", "time"),
    ],
)
def test_a_second_try_is_told_from_the_first(text: str, topic: str) -> None:
    assert parse_opening(release().playbooks["payment_issue"], text)["pay_topic"] == topic


@pytest.mark.parametrize("seen", [UNPAID, view(order(OrderStatus.CLOSED, paid_fen=0))])
def test_money_gone_without_an_order_is_a_persons_work(seen: OrderView) -> None:
    found = pay(seen, "deducted")
    assert (row(found), found.tasks, found.handoff) == ("deducted", [], "backoffice")
    assert row(pay(seen, "transferred")) == "transferred"


def test_a_balance_is_paid_until_its_deadline() -> None:
    due = view(order(OrderStatus.PENDING_PAYMENT, presale=Presale(5000, ago())))
    assert row(pay(due, "failed")) == "balance_due"
    overdue = view(order(OrderStatus.PENDING_PAYMENT, presale=Presale(5000, ago(minutes=1))))
    assert pay(overdue, "failed").asks == "deposit_topic"


def test_ways_of_paying_are_told_as_the_shop_says() -> None:
    assert row(pay(UNPAID, "cod")) == "cash_on_delivery"
    assert row(pay(UNPAID, "transfer")) == "bank_transfer"
    assert row(pay(UNPAID, "method")) == "method"
    words = describe(UNPAID, read_order_facts(UNPAID))
    assert words["cash_on_delivery"] == release().shop.cash_on_delivery
    assert words["bank_transfer"] == release().shop.bank_transfer
    untold = pay(UNPAID, "unknown")
    assert (row(untold), untold.handoff) == ("otherwise", "backoffice")


def test_a_shop_that_says_nothing_points_to_the_payment_page() -> None:
    shop, problems = read_shop("name: 店\nplatform: taobao\nreturn_address: 杭州\n")
    assert (problems, shop is not None) == ([], True)
    assert shop is not None
    assert "付款页" in shop.cash_on_delivery
    assert "付款页" in shop.bank_transfer


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("付不了款，一直显示系统繁忙", "failed"),
        ("支付宝怎么付不了", "failed"),
        ("花呗付不了", "failed"),
        ("扣钱了还显示未付款", "deducted"),
        ("钱扣了没有订单", "deducted"),
        ("付款了订单不显示", None),
        ("付了两次，一遍退我", "double"),
        ("怎么扣了两笔", "double"),
        ("可以货到付款吗", "cod"),
        ("公司对公转账可以吗", "transfer"),
        ("昨天公司转的款，到了没", "transferred"),
        ("可以用花呗分期不", "method"),
        ("没付款订单会取消吗", "time"),
    ],
)
def test_the_opening_words_tell_the_topic(text: str, topic: str | None) -> None:
    assert parse_opening(release().playbooks["payment_issue"], text).get("pay_topic") == topic
