"""P-LOG-03 and P-LOG-04 walked row by row: why nothing can be found, and who is made good before anybody searches."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus, Parcel, Refund
from aftersales.domain.wording import describe
from tests.unit.orders import ago, event, parcel, product
from tests.unit.procedures import Walk, release, walk
from tests.unit.shipping_orders import REFUNDING, XINJIANG
from tests.unit.stalled_orders import (
    CHECK,
    LIMIT_FEN,
    RECALL,
    REFUND,
    RESENT,
    RESHIP,
    STOP,
    halted,
    sent,
    unscanned,
)

FLAG = ("order_flag", "backoffice")


def lost(seen: OrderView, **told: Value) -> Walk:
    return walk("no_tracking_info", seen, **told)


@pytest.mark.parametrize(
    ("status", "row"),
    [
        (OrderStatus.PENDING_PAYMENT, "track_parcel.unpaid"),
        (OrderStatus.PAID, "track_parcel.not_shipped"),
        (OrderStatus.CLOSED, "track_parcel.closed"),
    ],
)
def test_an_order_that_was_not_sent_has_nothing_to_find(status: OrderStatus, row: str) -> None:
    assert lost(sent(status=status)).row == row


def test_until_the_limit_the_truth_is_told_and_the_warehouse_urged() -> None:
    found = lost(unscanned(48))
    assert (found.row, found.tasks) == ("no_tracking_info.not_picked_up", [("urge_ship", "warehouse")])
    assert lost(unscanned(48.1)).asks == "remedy_sf"


def test_a_big_sale_gives_the_courier_longer() -> None:
    on_the_day = ago(days=14)
    assert on_the_day.day == 11
    assert lost(unscanned(72, paid_at=on_the_day)).row == "no_tracking_info.not_picked_up"
    assert lost(unscanned(72.1, paid_at=on_the_day)).asks == "remedy_sf"


@pytest.mark.parametrize("hours", [20, 47.9])
def test_the_post_is_looked_up_on_its_own_site(hours: float) -> None:
    found = lost(unscanned(hours, carrier="ems"))
    assert (found.row, found.tasks) == ("no_tracking_info.postal", [])
    assert lost(sent(Parcel("ems", "10"))).row == "no_tracking_info.postal"


def test_the_post_goes_before_a_missing_pickup_until_it_stands_still() -> None:
    far = unscanned(95.9, carrier="ems", address=XINJIANG)
    assert lost(far).row == "no_pickup_scan.postal"
    assert walk("track_parcel", far).row == "no_pickup_scan.postal"
    assert lost(unscanned(96, carrier="ems", address=XINJIANG)).asks == "remedy"


def test_without_an_address_only_the_waybill_is_given() -> None:
    for hours, row in ((20, "no_tracking_info.postal_plain"), (60, "no_pickup_scan.postal_plain")):
        seen = unscanned(hours, carrier="ems", address=XINJIANG)
        couriers = {code: replace(courier, query_url="") for code, courier in seen.shop.couriers.items()}
        bare = replace(seen, shop=replace(seen.shop, couriers=couriers))
        assert lost(bare).row == row


def test_another_courier_in_the_note_goes_to_the_parcel_team() -> None:
    found = lost(unscanned(5, note="改发中通"))
    assert (found.row, found.handoff, found.tasks) == ("no_tracking_info.noted", "parcel", [])
    assert lost(unscanned(5, note="发圆通，送门铃")).row == "no_tracking_info.not_picked_up"
    assert lost(unscanned(5, carrier="epacket", note="走EMS")).row == "no_tracking_info.postal"


def test_the_waybill_that_the_note_gives_is_told_once() -> None:
    seen = unscanned(5, note="改发中通，单号738800001234567")
    found = lost(seen)
    assert (found.row, found.tasks) == ("no_tracking_info.noted_told", [("order_flag", "parcel")])
    assert describe(seen, found.facts)["noted_parcel"] == "中通快递 738800001234567"
    again = lost(replace(seen, ordered_details={"noted_waybill"}))
    assert (again.row, again.handoff) == ("no_tracking_info.noted", "parcel")


@pytest.mark.parametrize(
    "note",
    [
        "改发中通，联系电话13800001234",
        "改发中通 73880001234567 或 73880001234568",
        "改发中通 YT1",
        "改发中通或申通 73880001234567",
    ],
)
def test_a_note_that_leaves_doubt_gives_no_waybill(note: str) -> None:
    assert lost(unscanned(5, note=note)).row == "no_tracking_info.noted"
    assert "noted_waybill" not in read_order_facts(unscanned(5, note="发圆通 73880001234567"))


def test_who_asks_where_to_look_is_given_the_site_or_the_orders_page() -> None:
    told: dict[str, Value] = {"site_told": "site", "waybill_trouble": "site"}
    assert lost(unscanned(5, carrier="ems"), **told).row == "no_tracking_info.site"
    assert lost(halted(5), **told).row == "no_tracking_info.site_plain"
    assert lost(halted(5), waybill_trouble="site").row == "no_tracking_info.seen_site_plain"
    assert lost(sent(status=OrderStatus.PAID), **told).row == "track_parcel.not_shipped"


def test_a_waybill_of_somebody_else_goes_to_the_parcel_team() -> None:
    for seen in (unscanned(5), unscanned(90), halted(5)):
        found = lost(seen, waybill_trouble="foreign")
        assert (found.row, found.handoff) == ("no_tracking_info.doubted", "parcel")


def test_a_parcel_that_has_scans_is_told_while_asking_what_the_buyer_sees() -> None:
    assert lost(halted(5)).asks == "waybill_trouble"
    for answer in ("nothing", "unknown"):
        assert lost(halted(5), waybill_trouble=answer).row == "no_tracking_info.seen"
    assert lost(halted(60), waybill_trouble="nothing").asks == "urgency"
    assert lost(halted(5, EventKind.RETURNING), waybill_trouble="nothing").row == "track_parcel.turned_back"


def test_a_sent_order_without_any_times_is_told_by_its_waybill() -> None:
    assert lost(sent(Parcel("yto", "YT1"))).row == "track_parcel.waybill_only"
    assert lost(sent()).handoff == "parcel"


def test_a_running_refund_holds_the_parcel_back() -> None:
    soon = lost(unscanned(5, refunds=REFUNDING))
    assert (soon.row, soon.tasks) == ("no_tracking_info.refund_requested", [STOP])
    late = lost(unscanned(90, refunds=REFUNDING))
    assert (late.row, late.tasks) == ("no_pickup_scan.applied", [STOP, CHECK, FLAG])
    arranged = lost(unscanned(90, tasks=("stop_shipping", "refund")))
    assert (arranged.row, arranged.tasks) == ("stalled_refund.running", [])


def test_who_was_never_sent_anything_is_made_good_before_the_search() -> None:
    reship = lost(unscanned(), remedy_sf="reship")
    assert (reship.row, reship.tasks) == ("no_pickup_scan.reship_sf", [RESHIP, RECALL, CHECK])
    refund = lost(unscanned(), remedy_sf="refund")
    assert (refund.row, refund.tasks) == ("stalled_refund.refund_unscanned", [STOP, REFUND, RECALL, CHECK])


@pytest.mark.parametrize("address", [XINJIANG, "某地1号"])
def test_sf_is_not_promised_where_it_may_not_go(address: str) -> None:
    seen = unscanned(address=address)
    assert lost(seen).asks == "remedy"
    assert lost(seen, remedy="reship").row == "no_pickup_scan.reship"
    assert lost(seen, remedy="reship").tasks == [RESHIP, RECALL, CHECK]
    assert lost(seen, remedy="refund").row == "stalled_refund.refund_unscanned"
    assert lost(seen, remedy="wait").waits_for == "warehouse_found"


def test_who_waits_has_the_warehouse_searched() -> None:
    for answer in ("wait", "unknown"):
        assert lost(unscanned(), remedy_sf=answer).waits_for == "warehouse_found"
    missed = lost(unscanned(), remedy_sf="wait", warehouse_found="missed")
    assert (missed.row, missed.tasks) == ("no_pickup_scan.found", [("urge_ship", "warehouse")])
    handed: dict[str, Value] = {"remedy_sf": "wait", "warehouse_found": "sent"}
    assert lost(unscanned(), **handed).waits_for == "courier_reply"
    assert lost(unscanned(), **handed, courier_reply="done").row == "courier_urged.answered"


def test_goods_out_of_stock_are_refunded_if_the_buyer_agrees() -> None:
    none = unscanned(tea=product(stock=0))
    assert lost(none).asks == "refund_instead"
    assert lost(none, refund_instead=True).row == "stalled_refund.refund_unscanned"
    assert lost(none, refund_instead=False).waits_for == "warehouse_found"
    unknown = lost(unscanned(tea=product(stock=None)))
    assert (unknown.row, unknown.handoff, unknown.tasks) == ("no_pickup_scan.stock_unknown", "parcel", [CHECK])


def test_the_limit_itself_needs_no_review_and_a_fen_more_does() -> None:
    assert lost(unscanned(price_fen=LIMIT_FEN)).asks == "remedy_sf"
    dear = unscanned(price_fen=LIMIT_FEN + 1)
    assert lost(dear).waits_for == "remedy_allowed"
    assert lost(dear, remedy_allowed=True, remedy_sf="refund").row == "stalled_refund.refund_unscanned"
    refused = lost(dear, remedy_allowed=False)
    assert (refused.row, refused.handoff, refused.tasks) == ("no_pickup_scan.dear", "parcel", [CHECK])


@pytest.mark.parametrize("tea", [product(oversize=True), product("OTHER")])
def test_bulky_or_unknown_goods_are_reviewed_first(tea: Any) -> None:
    assert lost(unscanned(tea=tea)).waits_for == "remedy_allowed"
    refused = lost(unscanned(tea=tea), remedy_allowed=False)
    assert (refused.row, refused.handoff, refused.tasks) == ("no_pickup_scan.large", "parcel", [CHECK])


def test_of_several_parcels_nobody_guesses_what_the_missing_one_is_worth() -> None:
    seen = sent(parcel(event(ago(hours=5), EventKind.TRANSIT)), parcel(shipped=ago(hours=60), waybill="YT2"))
    found = lost(seen)
    assert (found.row, found.handoff, found.tasks) == ("no_pickup_scan.several", "parcel", [CHECK])


def test_nothing_is_sent_or_paid_twice() -> None:
    assert lost(unscanned(tasks=RESENT)).waits_for == "reship_missing"
    assert lost(unscanned(tasks=RESENT), reship_missing=False).row == "stalled_refund.reship_coming"
    assert lost(unscanned(tasks=RESENT), reship_missing=True).row == "stalled_refund.refund_unscanned"
    assert lost(unscanned(tasks=("refund",))).row == "stalled_refund.again"


def test_an_order_received_without_scans_is_not_made_good() -> None:
    done = unscanned(90, status=OrderStatus.COMPLETED)
    assert lost(done).row == "no_pickup_scan.received"
    assert walk("track_parcel", done).row == "no_pickup_scan.received"


def test_a_refund_that_was_rejected_stops_nothing() -> None:
    assert lost(unscanned(refunds=(Refund("refund_only", "rejected", 16800),))).asks == "remedy_sf"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("查不到物流", "nothing"),
        ("单号查无此件", "nothing"),
        ("你给的单号查出来是别人的包裹", "foreign"),
        ("物流显示的地址不是我这里", "foreign"),
        ("申通查不到，是不是选错快递了", "foreign"),
        ("上个月买的到现在没有物流信息", "nothing"),
        ("怎么没有快递单号", None),
    ],
)
def test_the_opening_tells_what_is_wrong_with_the_waybill(text: str, told: str | None) -> None:
    book = release().playbooks["no_tracking_info"]
    assert parse_opening(book, text).get("waybill_trouble") == told


@pytest.mark.parametrize(
    ("text", "meant"),
    [("查不到", "nothing"), ("一片空白", "nothing"), ("是别人的", "foreign"), ("收件人不是我", "foreign")],
)
def test_what_the_buyer_sees_is_understood(text: str, meant: str) -> None:
    rule = release().playbooks["no_tracking_info"].facts["waybill_trouble"]
    assert parse_answer(rule, text, 0, rule.choices) == meant
