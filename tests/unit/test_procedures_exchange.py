"""P-RET-02 walked: stock of the wanted goods, the buyer's postage, urgent goods by a deposit or a waybill."""

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus, ReturnParcel
from tests.unit.orders import order, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.return_orders import APPLIED, ISSUED, PARTLY_REFUNDED, WISH, at_home, returnable, two_kinds
from tests.unit.shipping_orders import sent

SAME: dict[str, Value] = {**WISH, "exchange_kind": "same"}
OTHER: dict[str, Value] = {**WISH, "exchange_kind": "other", "target_text": "红茶 125g"}
URGENT: dict[str, Value] = {**SAME, "exchange_way": "urgent"}
DEPOSIT: dict[str, Value] = {**URGENT, "advance_way": "deposit"}
WAYBILL: dict[str, Value] = {**URGENT, "advance_way": "waybill"}
SHIP = [("exchange_ship", "warehouse")]
REISSUE = ("invoice_reissue", "finance")


def swap(seen: OrderView, **told: Value) -> Walk:
    return walk("exchange_goods", seen, **told)


def row(found: Walk) -> str:
    return found.row.partition(".")[2]


@pytest.mark.parametrize(("days", "fits"), [(0, True), (7, True), (8, False)])
def test_an_exchange_without_a_fault_has_the_days_of_a_return(days: int, fits: bool) -> None:
    found = swap(at_home(days), **SAME)
    assert (found.asks == "exchange_way") if fits else (row(found) == "too_late" and found.tasks == [])
    unlisted = swap(view(order(OrderStatus.SIGNED), returnable()), **SAME)
    assert (row(unlisted), unlisted.handoff) == ("days_untold", "backoffice")


def test_a_fault_leads_to_the_shops_own_cost() -> None:
    assert swap(at_home(30)).asks == "return_reason"
    assert swap(at_home(3), return_reason="quality").asks == "fault_kind"
    assert swap(at_home(3), return_reason="damaged").asks == "damage_kind"
    assert swap(at_home(3), return_reason="wrong").asks == "evidence_photos"
    assert swap(at_home(3), return_reason="mismatch").asks == "mismatch_kind"


def test_the_condition_of_the_goods_is_asked_once() -> None:
    personal: dict[str, Value] = {"return_reason": "personal"}
    assert swap(at_home(), **personal).asks == "goods_state"
    assert row(swap(at_home(), goods_state="used", **personal)) == "used"
    assert row(swap(at_home(), goods_state="unknown", **personal)) == "state_untold"
    opened: dict[str, Value] = {**personal, "goods_state": "opened"}
    assert swap(at_home(), **opened).asks == "evidence_photos"
    assert row(swap(at_home(), evidence_photos="refused", **opened)) == "no_photo"
    assert swap(at_home(), evidence_photos=1, **opened).waits_for == "opened_fine"
    assert row(swap(at_home(), evidence_photos=1, opened_fine=False, **opened)) == "opened"
    assert swap(at_home(), evidence_photos=1, opened_fine=True, **opened).asks == "exchange_kind"


def test_of_several_lines_the_buyer_says_which_and_how_many() -> None:
    assert swap(two_kinds(), **SAME).asks == "missing_sku"
    assert row(swap(two_kinds(), missing_sku="unknown", **SAME)) == "which_untold"
    assert swap(two_kinds(), missing_sku="LOCK", **SAME).asks == "exchange_way"
    assert swap(two_kinds(), missing_sku="BELL", **SAME).asks == "return_qty"
    assert row(swap(two_kinds(), missing_sku="BELL", return_qty="unknown", **SAME)) == "qty_untold"
    assert swap(two_kinds(), missing_sku="BELL", return_qty=2, **SAME).asks == "exchange_way"
    assert row(swap(at_home(1, returnable(free=False)), **SAME)) == "excluded"
    assert row(swap(at_home(1, returnable(free=None)), **SAME)) == "class_untold"


def test_the_same_goods_are_exchanged_when_the_stock_holds_them() -> None:
    assert swap(at_home(), **WISH).asks == "exchange_kind"
    assert row(swap(at_home(), exchange_kind="unknown", **WISH)) == "kind_untold"
    assert row(swap(at_home(1, returnable(stock=None)), **SAME)) == "stock_untold"
    assert swap(at_home(1, returnable(stock=0)), **SAME).asks == "no_stock_wish"
    few = at_home(1, returnable(stock=1), qty=2)
    assert swap(few, return_qty=2, **SAME).asks == "no_stock_wish"
    assert swap(few, return_qty=1, **SAME).asks == "exchange_way"


def test_other_goods_are_looked_up_in_the_warehouse() -> None:
    assert swap(at_home(), exchange_kind="other", **WISH).asks == "target_text"
    assert row(swap(at_home(), **{**OTHER, "target_text": "refused"})) == "target_untold"
    assert swap(at_home(), **OTHER).waits_for == "target_free"
    assert swap(at_home(), target_free=True, **OTHER).asks == "exchange_way"
    assert swap(at_home(), target_free=False, **OTHER).asks == "no_stock_wish"


def test_without_stock_the_goods_go_back_or_another_choice_is_made() -> None:
    gone: dict[str, Value] = {**OTHER, "target_free": False}
    assert swap(at_home(), no_stock_wish="return", **gone).waits_for == "goods_back"
    refunded = swap(at_home(9), no_stock_wish="return", goods_back="ok", **gone)
    assert refunded.tasks == [("refund", "backoffice")]
    again: dict[str, Value] = {**gone, "no_stock_wish": "other"}
    assert swap(at_home(), **again).asks == "other_text"
    assert row(swap(at_home(), other_text="unknown", **again)) == "other_untold"
    assert swap(at_home(), other_text="白茶", **again).waits_for == "other_free"
    assert swap(at_home(), other_text="白茶", other_free=True, **again).asks == "exchange_way"
    none = swap(at_home(), other_text="白茶", other_free=False, **again)
    assert (none.row, none.handoff) == ("exchange_target.otherwise", "backoffice")
    assert swap(at_home(), no_stock_wish="unknown", **gone).row == "exchange_target.otherwise"


def test_the_goods_come_back_at_the_buyers_cost_before_others_leave() -> None:
    for way in ("back", "unknown"):
        told: dict[str, Value] = {**SAME, "exchange_way": way}
        assert swap(at_home(price_fen=90000), **told).waits_for == "exchange_back"
        done = swap(at_home(14, returnable(stock=0)), exchange_back="ok", **told)
        assert (row(done), done.tasks) == ("exchanged", SHIP)
        invoiced = swap(at_home(invoice=ISSUED), exchange_back="ok", **told)
        assert (row(invoiced), invoiced.tasks) == ("exchanged_invoiced", [*SHIP, REISSUE])
        for result in ("short", "mismatch", "used"):
            odd = swap(at_home(), exchange_back=result, **told)
            assert (row(odd), odd.tasks, odd.handoff) == ("exchange_odd", [], "backoffice")


def test_a_deposit_lets_the_other_goods_leave_first_and_goes_back_with_good_goods_only() -> None:
    seen = at_home()
    assert swap(seen, **URGENT).asks == "advance_way"
    assert row(swap(seen, advance_way="unknown", **URGENT)) == "advance_untold"
    assert swap(seen, **DEPOSIT).waits_for == "deposit_paid"
    missing = swap(seen, deposit_paid=False, **DEPOSIT)
    assert (row(missing), missing.tasks, missing.handoff) == ("deposit_missing", [], "backoffice")
    paid: dict[str, Value] = {**DEPOSIT, "deposit_paid": True}
    assert swap(seen, **paid).waits_for == "advance_sent"
    assert row(swap(seen, advance_sent="impossible", **paid)) == "deposit_not_sent"
    sent_first: dict[str, Value] = {**paid, "advance_sent": "done"}
    assert swap(seen, **sent_first).waits_for == "deposit_back"
    done = swap(seen, deposit_back="ok", **sent_first)
    assert (row(done), done.tasks) == ("deposit_returned", [("return_deposit", "backoffice")])
    invoiced = swap(at_home(invoice=ISSUED), deposit_back="ok", **sent_first)
    assert (row(invoiced), invoiced.tasks) == ("deposit_invoiced", [("return_deposit", "backoffice"), REISSUE])
    odd = swap(seen, deposit_back="used", **sent_first)
    assert (row(odd), odd.tasks) == ("deposit_odd", [])


def test_a_checked_waybill_lets_the_other_goods_leave_at_once() -> None:
    seen = at_home()
    assert swap(seen, **WAYBILL).asks == "return_waybill"
    assert row(swap(seen, return_waybill="refused", **WAYBILL)) == "no_waybill"
    given: dict[str, Value] = {**WAYBILL, "return_waybill": "YT7001"}
    assert swap(seen, **given).waits_for == "waybill_good"
    assert row(swap(seen, waybill_good=False, **given)) == "waybill_unclear"
    good: dict[str, Value] = {**given, "waybill_good": True}
    assert swap(seen, **good).waits_for == "advance_sent"
    assert row(swap(seen, advance_sent="impossible", **good)) == "waybill_not_sent"
    sent_first: dict[str, Value] = {**good, "advance_sent": "done"}
    assert swap(seen, **sent_first).waits_for == "waybill_back"
    done = swap(seen, waybill_back="ok", **sent_first)
    assert (row(done), done.tasks) == ("waybill_returned", [])
    assert swap(at_home(invoice=ISSUED), waybill_back="ok", **sent_first).tasks == [REISSUE]
    assert row(swap(at_home(invoice=ISSUED), waybill_back="ok", **sent_first)) == "waybill_invoiced"
    late = swap(seen, waybill_back="mismatch", **sent_first)
    assert (late.row, late.handoff) == ("exchange_send.otherwise", "backoffice")


FOUND: dict[str, Value] = {"advance_approved": "granted", "advance_sent": "done"}
PAID: dict[str, Value] = {**DEPOSIT, **FOUND, "deposit_paid": True, "deposit_back": "ok"}
SENT: dict[str, Value] = {**WAYBILL, **FOUND, "return_waybill": "YT7001", "waybill_good": True, "waybill_back": "ok"}


@pytest.mark.parametrize("kind", ["invoice_reissue", "invoice_cancel"])
@pytest.mark.parametrize(
    ("told", "name", "tasks"),
    [
        ({**SAME, "exchange_way": "back", "exchange_back": "ok"}, "exchanged", SHIP),
        ({**URGENT, "advance_approved": "refused", "unapproved_back": "ok"}, "unapproved", SHIP),
        (PAID, "deposit_returned", [("return_deposit", "backoffice")]),
        (SENT, "waybill_returned", []),
    ],
)
def test_an_invoice_redone_while_the_goods_travel_is_not_issued_a_second_time(
    kind: str, told: dict[str, Value], name: str, tasks: list[tuple[str, str]]
) -> None:
    found = swap(at_home(price_fen=20001, invoice=ISSUED, ordered_tasks=(kind,)), **told)
    assert (row(found), found.tasks) == (name, tasks)


def test_goods_above_the_limit_leave_first_only_when_approved() -> None:
    assert swap(at_home(price_fen=20000), **URGENT).asks == "advance_way"
    dear = at_home(price_fen=20001)
    assert swap(dear, **URGENT).waits_for == "advance_approved"
    assert swap(dear, advance_approved="granted", **URGENT).asks == "advance_way"
    refused: dict[str, Value] = {**URGENT, "advance_approved": "refused"}
    assert swap(dear, **refused).waits_for == "unapproved_back"
    done = swap(dear, unapproved_back="ok", **refused)
    assert (row(done), done.tasks) == ("unapproved", SHIP)
    invoiced = swap(at_home(price_fen=20001, invoice=ISSUED), unapproved_back="ok", **refused)
    assert (row(invoiced), invoiced.tasks) == ("unapproved_invoiced", [*SHIP, REISSUE])
    assert row(swap(dear, unapproved_back="short", **refused)) == "unapproved_odd"


def test_an_order_not_received_is_changed_or_waited_for() -> None:
    assert swap(view(order())).asks == "change"
    assert swap(view(order()), change="goods").asks == "change_text"
    assert swap(view(order(OrderStatus.PENDING_PAYMENT, paid_at=None)), change="goods").row.startswith("modify_order.")
    assert row(swap(sent(EventKind.TRANSIT))) == "on_the_way"
    assert row(swap(sent(None))) == "on_the_way"
    assert row(swap(sent(EventKind.RETURNING))) == "turned_back"
    assert row(swap(view(order(OrderStatus.CLOSED)))) == "closed"


def test_no_second_exchange_and_none_beside_a_refund() -> None:
    for kind in ("receive_goods", "exchange_ship"):
        assert row(swap(at_home(ordered_tasks=(kind,)), **SAME)) == "expected"
    assert row(swap(at_home(ordered_tasks=("refund",)), **SAME)) == "again"
    assert row(swap(at_home(reship_of="1"), **SAME)) == "reshipped"
    assert row(swap(at_home(returns=(ReturnParcel("YT5", "sent"),)), **SAME)) == "sent_back"
    assert row(swap(at_home(refunds=APPLIED), **SAME)) == "refund_running"
    assert row(swap(at_home(refunds=PARTLY_REFUNDED), **SAME)) == "refunded"
    meanwhile = swap(at_home(refunds=APPLIED), exchange_way="back", exchange_back="ok", **SAME)
    assert (row(meanwhile), meanwhile.tasks, meanwhile.handoff) == ("refund_meanwhile", [], "backoffice")
    back_too = at_home(returns=(ReturnParcel("YT5", "received"),))
    assert swap(back_too, exchange_way="back", exchange_back="ok", **SAME).tasks == SHIP


@pytest.mark.parametrize(
    ("text", "reason", "kind", "way"),
    [
        ("可以换货吗", None, None, None),
        ("换个颜色可以不", "personal", "other", None),
        ("口味不喜欢能换别的味吗", "personal", "other", None),
        ("坏了给我换一个新的", "quality", "same", None),
        ("发错颜色了，帮我换成蓝的", "wrong", "other", None),
        ("想换货，急用", None, None, "urgent"),
        ("不着急，换大一码就行", "personal", "other", "back"),
        ("杯子裂了，换货", "damaged", None, None),
        ("换茉莉花茶", None, "other", None),
        ("换成大红袍那款", None, "other", None),
        ("换龙井可以吗", None, "other", None),
        ("不是换龙井，换同款", None, "same", None),
        ("龙井坏了给我换个新的", "quality", "same", None),
        ("换个新的龙井", None, "same", None),
        ("质量问题15天可以换货吧", "quality", None, None),
    ],
)
def test_the_opening_words_tell_why_what_and_how(
    text: str, reason: str | None, kind: str | None, way: str | None
) -> None:
    told = parse_opening(release().playbooks["exchange_goods"], text)
    assert (told.get("return_reason"), told.get("exchange_kind"), told.get("exchange_way")) == (reason, kind, way)
