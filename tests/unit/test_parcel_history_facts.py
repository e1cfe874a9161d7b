"""What the record tells of a parcel nobody can find, and of what was arranged for its order before."""

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import OrderStatus, Parcel
from tests.unit.orders import ago, order, parcel, view
from tests.unit.refund_orders import MONEY
from tests.unit.shipping_orders import XINJIANG
from tests.unit.stalled_orders import halted, sent, unscanned


def read(seen: OrderView, name: str) -> Value | None:
    return read_order_facts(seen).get(name)


@pytest.mark.parametrize(
    ("hours", "address", "stalled"),
    [(47.9, "浙江省", False), (48, "浙江省", True), (95.9, XINJIANG, False), (96, XINJIANG, True)],
)
def test_a_parcel_without_a_scan_stands_still_after_the_same_hours(hours: float, address: str, stalled: bool) -> None:
    assert read(unscanned(hours, address=address), "scan_stalled") is stalled


def test_a_scanned_parcel_and_one_without_times_have_no_such_hours() -> None:
    assert read(halted(90), "scan_stalled") is None
    assert read(sent(Parcel("yto", "YT1")), "scan_stalled") is None


@pytest.mark.parametrize(("carrier", "known"), [("ems", True), ("yto", False), ("nobody", False)])
def test_a_waybill_can_be_looked_up_where_the_shop_knows_an_address(carrier: str, known: bool) -> None:
    assert read(unscanned(carrier=carrier), "query_known") is known
    assert read(view(order()), "query_known") is None


@pytest.mark.parametrize(
    ("note", "carrier", "differs"),
    [
        ("", "yto", False),
        ("送无线门铃一个", "yto", False),
        ("改发中通 73880001", "yto", True),
        ("改发中通 73880001", "zto", False),
        ("圆通或者中通都行", "yto", False),
        ("走ems", "epacket", False),
        ("走ems", "yto", True),
    ],
)
def test_a_note_may_name_another_courier(note: str, carrier: str, differs: bool) -> None:
    assert read(unscanned(carrier=carrier, note=note), "courier_differs") is differs


def test_any_parcel_by_the_noted_courier_will_do() -> None:
    both = (parcel(shipped=ago(hours=5)), parcel(shipped=ago(hours=5), waybill="7388", carrier="zto"))
    assert read(view(order(OrderStatus.SHIPPED, parcels=both, note="中通")), "courier_differs") is False
    assert read(view(order(note="中通")), "courier_differs") is None


@pytest.mark.parametrize(("said", "doubted"), [("foreign", True), ("nothing", False), (None, False)])
def test_a_waybill_is_doubted_when_the_buyer_sees_anothers_goods(said: str | None, doubted: bool) -> None:
    told = {} if said is None else {"waybill_trouble": said}
    assert read(view(order(), case_facts=told), "waybill_doubted") is doubted


def test_haste_is_what_the_buyer_said_at_once() -> None:
    assert read(view(order(), case_facts={"urgency_told": "urgent"}), "urgency_told") == "urgent"
    assert read(view(order()), "urgency_told") is None


@pytest.mark.parametrize(
    ("kind", "name"),
    [("recall_parcel", "recall_ordered"), ("refund", "refund_ordered"), ("stop_shipping", "stop_ordered")],
)
def test_what_other_cases_arranged_is_known(kind: str, name: str) -> None:
    assert read(view(order(), ordered_tasks=(kind,)), name) is True
    assert read(view(order(), ordered_tasks=("urge_ship",)), name) is False


@pytest.mark.parametrize("kind", MONEY)
def test_money_and_goods_given_before_are_one_fact(kind: str) -> None:
    assert read(view(order(), ordered_tasks=("urge_ship", kind)), "money_before") is True
    others = ("return_deposit", "receive_goods", "exchange_ship", "resend_gift", "invoice_cancel")
    assert read(view(order(), ordered_tasks=others), "money_before") is False


@pytest.mark.parametrize("reissued", [False, True])
@pytest.mark.parametrize("cancelled", [False, True])
def test_an_invoice_issued_anew_is_not_reversed(cancelled: bool, reissued: bool) -> None:
    kinds = ["invoice_cancel"] * cancelled + ["invoice_reissue"] * reissued
    assert read(view(order(), ordered_tasks=kinds), "invoice_reversed") is (cancelled and not reissued)


def test_reships_are_counted_and_a_reship_order_is_one() -> None:
    assert read(view(order()), "reship_count") == 0
    assert read(view(order(), ordered_tasks=("reship", "reship_part", "reship")), "reship_count") == 2
    assert read(view(order(reship_of="2026110000000001")), "reship_count") == 1
