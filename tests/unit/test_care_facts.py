"""Refunds, returns, warranty and services as the record tells them: each fact at its boundary, absent when unknown."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from aftersales.domain.calendar import SHANGHAI, add_months
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import (
    Compensation,
    EventKind,
    Invoice,
    OrderStatus,
    Part,
    Payment,
    Presale,
    Promotion,
    Refund,
    ReturnParcel,
)
from aftersales.domain.wording import describe
from tests.unit.orders import NOW, ago, event, line, order, parcel, product, signed_parcel, view


def read(seen: OrderView, name: str) -> Value | None:
    return read_order_facts(seen).get(name)


def signed(days: float, **of_product: Any) -> OrderView:
    return view(order(OrderStatus.SIGNED, parcels=(signed_parcel(ago(days=days)),)), product(**of_product))


def refunded(channel: str, **since: float) -> OrderView:
    refund = Refund("refund_only", "succeeded", 16800, channel, ago(days=20), ago(**since))
    return view(order(OrderStatus.CLOSED, refunds=(refund,)))


@pytest.mark.parametrize(("days", "inside"), [(0, True), (7, True), (8, False)])
def test_seven_days_end_with_the_seventh_day_after_signing(days: int, inside: bool) -> None:
    assert read(signed(days), "in_return_days") is inside
    assert read(signed(days), "in_damage_days") is inside


def test_an_order_that_nobody_signed_has_no_return_days() -> None:
    assert read(view(order(OrderStatus.SHIPPED)), "in_return_days") is None


@pytest.mark.parametrize(
    ("days", "stage"), [(7, "return"), (8, "exchange"), (15, "exchange"), (16, "warranty"), (400, "over")]
)
def test_a_fault_entitles_to_less_as_time_goes_by(days: int, stage: str) -> None:
    assert read(signed(days, warranty_months=12), "quality_stage") == stage


def test_the_warrantys_last_day_counts() -> None:
    signed_on = datetime(2025, 11, 25, 10, tzinfo=SHANGHAI)
    of = order(OrderStatus.COMPLETED, parcels=(signed_parcel(signed_on),))
    seen = view(of, product(warranty_months=12))
    assert read(seen, "in_warranty") is True
    assert read(replace(seen, now=NOW + timedelta(days=1)), "in_warranty") is False
    assert describe(seen, read_order_facts(seen))["warranty_until"] == "2026年11月25日"


def test_a_month_without_that_day_ends_a_month_earlier() -> None:
    assert add_months(datetime(2026, 1, 31, tzinfo=SHANGHAI), 1).date() == date(2026, 2, 28)
    assert add_months(datetime(2026, 12, 15, tzinfo=SHANGHAI), 1).date() == date(2027, 1, 15)


@pytest.mark.parametrize(("channel", "inside", "over"), [("alipay", 24, 25), ("net_bank", 24, 25)])
def test_a_wallet_has_a_day(channel: str, inside: int, over: int) -> None:
    assert read(refunded(channel, hours=inside), "refund_overdue") is False
    assert read(refunded(channel, hours=over), "refund_overdue") is True


def test_a_card_counts_working_days() -> None:
    assert read(refunded("credit_card", days=14), "refund_overdue") is False
    assert read(refunded("credit_card", days=15), "refund_overdue") is True
    assert read(refunded("debit_card", days=9), "refund_overdue") is False
    assert read(refunded("debit_card", days=12), "refund_overdue") is True


def test_a_refund_without_a_time_of_success_is_not_judged() -> None:
    running = Refund("refund_only", "processing", 100, "alipay", ago(days=9))
    seen = view(order(refunds=(running,)))
    assert read(seen, "refund_overdue") is None
    assert read(seen, "refund_state") == "processing"
    assert read(view(order()), "refund_state") == "none"


def test_the_latest_refund_counts_and_one_too_high_is_seen() -> None:
    older = Refund("refund_only", "closed", 100, None, ago(days=3))
    newer = Refund("refund_only", "applied", 16801, None, ago(days=1))
    assert read(view(order(refunds=(newer, older))), "refund_state") == "applied"
    assert read(view(order(refunds=(newer,))), "refund_too_high") is True
    assert read(view(order(refunds=(replace(newer, amount_fen=16800),))), "refund_too_high") is False


def test_who_paid_twice_has_the_second_payment_to_get_back() -> None:
    once = Payment(16800, ago(days=1), "alipay", "succeeded")
    failed = replace(once, state="failed")
    assert read(view(order(payments=(once, failed))), "paid_twice") is False
    twice = view(order(payments=(once, once)))
    assert read(twice, "paid_twice") is True
    assert describe(twice, read_order_facts(twice))["overpaid"] == "168元"


@pytest.mark.parametrize(
    ("presale", "state"),
    [
        (None, "none"),
        (Presale(100, ago(days=-1)), "due"),
        (Presale(100, ago(minutes=1)), "overdue"),
        (Presale(100, ago(days=1), ago(days=2)), "paid"),
    ],
)
def test_a_balance_is_due_until_its_deadline(presale: Presale | None, state: str) -> None:
    assert read(view(order(presale=presale)), "balance_state") == state


def test_what_went_back_before_is_remembered() -> None:
    seen = view(order(), ordered_tasks=("refund_deposit",))
    assert (read(seen, "deposit_refund_before"), read(seen, "postage_before")) == (True, False)
    seen = replace(seen, ordered_tasks=("refund_postage",))
    assert (read(seen, "deposit_refund_before"), read(seen, "postage_before")) == (False, True)


def test_gifts_sent_again_and_changes_are_remembered() -> None:
    seen = view(order(), ordered_tasks=("resend_gift",))
    names = ("gift_resent_before", "gift_resend_done", "changed_before")
    assert [read(seen, name) for name in names] == [True, False, False]
    done = replace(seen, finished_tasks=("resend_gift",))
    assert read(done, "gift_resend_done") is True
    assert [read(view(order(), ordered_tasks=("order_change",)), name) for name in names] == [False, False, True]
    told = view(order(), ordered_details=("vip_percent",))
    assert (read(told, "vip_changed_before"), read(seen, "vip_changed_before")) == (True, False)


@pytest.mark.parametrize(("paid_days", "listed"), [(4, True), (4.1, False)])
def test_a_list_counts_for_orders_paid_since_its_promotion_began(paid_days: float, listed: bool) -> None:
    named = Promotion("秋茶节", ago(days=4), ago(days=-6), "前2名送茶杯", winners=("2026110000000104", "20261100227"))
    seen = view(order(paid_at=ago(days=paid_days)), promotions=(named,))
    assert (read(seen, "winners_listed"), read(seen, "list_published")) == (listed, True)
    assert describe(seen, {})["winner_list"] == "秋茶节：共2单，订单号后四位 0104、0227"
    unnamed = replace(seen, promotions=(replace(named, winners=()),))
    assert (read(unnamed, "winners_listed"), read(unnamed, "list_published")) == (False, False)
    assert "winner_list" not in describe(unnamed, {})
    assert read(view(order(paid_at=None), promotions=(named,)), "winners_listed") is False


@pytest.mark.parametrize(
    ("level", "percent", "words"), [("vip1", 98, "98折"), ("vip3", 90, "9折"), ("vip9", None, None), (None, None, None)]
)
def test_a_level_has_the_discount_of_its_setting(level: str | None, percent: int | None, words: str | None) -> None:
    seen = view(order(membership=level))
    assert (read(seen, "vip_percent"), describe(seen, {}).get("vip_discount")) == (percent, words)


@pytest.mark.parametrize(("special", "some", "all_"), [((), False, False), ((0,), True, False), ((0, 1), True, True)])
def test_special_prices_of_some_and_of_all_lines_differ(special: tuple[int, ...], some: bool, all_: bool) -> None:
    lines = [replace(line(f"T{nth}"), special_price=nth in special) for nth in (0, 1)]
    seen = view(order(lines=lines))
    assert (read(seen, "special_price"), read(seen, "special_price_only")) == (some, all_)


@pytest.mark.parametrize(("paid_days", "timing"), [(5, "before"), (4, "during"), (0, "during")])
def test_the_payment_is_before_or_in_the_running_promotion(paid_days: int, timing: str) -> None:
    running = (Promotion("秋茶节", ago(days=4), ago(days=-6)),)
    seen = view(order(paid_at=ago(days=paid_days)), promotions=running)
    assert read(seen, "promotion_timing") == timing
    balance = replace(seen, order=replace(seen.order, presale=Presale(100, None, ago(days=5))))
    assert read(balance, "promotion_timing") == "before"
    assert read(replace(seen, promotions=()), "promotion_timing") is None
    assert read(view(order(paid_at=None), promotions=running), "promotion_timing") is None


def test_the_used_coupons_are_named() -> None:
    used = view(order(coupons=("满300减30", "店铺券10元")))
    assert (read(used, "coupon_used"), read(view(order()), "coupon_used")) == (True, False)
    assert describe(used, read_order_facts(used))["coupons"] == "满300减30、店铺券10元"
    assert read(used, "coupon_remedy_fen") == 0


def test_a_balance_without_a_deadline_names_the_page() -> None:
    seen = view(order(presale=Presale(100)))
    assert describe(seen, read_order_facts(seen))["balance_deadline"] == "以订单页显示的为准"
    dated = view(order(presale=Presale(100, ago(days=-1))))
    assert describe(dated, read_order_facts(dated))["balance_deadline"] == "11月26日 12:00"
    assert "balance_deadline" not in describe(view(order()), {})


@pytest.mark.parametrize(("made_days_ago", "near"), [(200, False), (202, True)])
def test_near_expiry_is_less_than_a_third_left(made_days_ago: int, near: bool) -> None:
    made = (NOW - timedelta(days=made_days_ago)).date()
    assert read(signed(1, shelf_life_days=300, production_date=made), "near_expiry") is near


def test_parts_excluded_goods_and_compensation_are_read() -> None:
    parts = (Part("螺丝", 1), Part("电池盖", 0))
    of = order(OrderStatus.SIGNED, compensations=(Compensation(500, ago(days=1), "差价"),))
    seen = view(of, product(parts=parts, seven_day_return=False))
    assert read(seen, "part_in_stock") is False
    assert read(seen, "return_excluded") is True
    assert read(view(of, product(seven_day_return=True)), "return_excluded") is False
    assert read(view(of), "return_excluded") is None
    assert read(seen, "earlier_compensation_fen") == 500


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        (EventKind.PICKUP, "moving"),
        (EventKind.DELIVERING, "delivering"),
        (EventKind.SIGNED, "signed"),
        (EventKind.RETURNING, "back"),
    ],
)
def test_the_parcels_phase_is_its_last_event(kind: EventKind, phase: str) -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(hours=3), kind)),))
    assert read(view(of), "parcel_phase") == phase


SIGNED, REFUSED, RETURNING = EventKind.SIGNED, EventKind.REFUSED, EventKind.RETURNING


@pytest.mark.parametrize(
    ("kinds", "phase", "signed_days"),
    [
        ([EventKind.DELIVERING, SIGNED], "signed", 1),
        ([REFUSED, RETURNING, SIGNED], "back", None),
        ([REFUSED, SIGNED], "back", None),
        ([RETURNING, EventKind.TRANSIT, EventKind.DELIVERING, SIGNED], "back", None),
        ([RETURNING, SIGNED, SIGNED], "back", None),
        ([SIGNED, RETURNING, SIGNED], "signed", 3),
    ],
)
def test_what_turned_back_unsigned_is_signed_for_by_its_sender(
    kinds: list[EventKind], phase: str, signed_days: int | None
) -> None:
    events = [event(ago(days=len(kinds) - nth), kind) for nth, kind in enumerate(kinds)]
    for told in (events, events[::-1]):
        seen = view(order(OrderStatus.SHIPPED, parcels=(parcel(*told),)))
        assert (read(seen, "parcel_phase"), read(seen, "signed_days")) == (phase, signed_days)
        assert read(seen, "all_signed") is (phase == "signed")
        assert ("signed_event" in describe(seen, {})) is (phase == "signed")


@pytest.mark.parametrize(
    ("told", "done"), [({}, False), ({"intercepted": "impossible"}, False), ({"intercepted": "done"}, True)]
)
def test_a_parcel_is_caught_when_the_courier_says_so(told: dict[str, Value], done: bool) -> None:
    assert read(view(order(), case_facts=told), "intercept_done") is done


def test_an_unsent_order_and_one_without_scans_have_their_phases() -> None:
    assert read(view(order()), "parcel_phase") == "none"
    assert (
        read(view(order(OrderStatus.SHIPPED, parcels=(parcel(shipped=ago(hours=2)),))), "parcel_phase") == "unscanned"
    )


def test_services_are_read() -> None:
    of = order(
        invoice=Invoice("issued", title="山岚"),
        returns=(ReturnParcel("SF1", "inspected", ago(days=1), "short"),),
        membership="vip2",
        lines=(replace(line(), special_price=True),),
        gifts_promised=("门铃",),
    )
    facts = read_order_facts(view(of))
    expected = {"invoice_state": "issued", "return_state": "inspected", "inspection": "short", "special_price": True}
    assert {name: facts[name] for name in expected} == expected
    words = describe(view(of), facts)
    assert (words["gifts"], words["vip_discount"], words["return_days"]) == ("门铃", "95折", "7天")


def test_a_jammed_hub_is_one_of_the_shops_list() -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(hours=3), EventKind.TRANSIT, "杭州转运中心")),))
    seen = view(of)
    assert read(seen, "jammed") is False
    assert read(replace(seen, shop=replace(seen.shop, jam_hubs=("杭州转运",))), "jammed") is True
