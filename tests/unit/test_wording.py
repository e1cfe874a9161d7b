"""Variables as buyers read them."""

from dataclasses import replace

from aftersales.domain.calendar import format_time
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus
from aftersales.domain.wording import VARIABLES, describe, format_event, mask_signer
from tests.unit.orders import NOW, ago, event, line, order, parcel, signed_parcel, view
from tests.unit.procedures import release


def words(seen: OrderView) -> dict[str, str]:
    return describe(seen, read_order_facts(seen))


def test_only_listed_variables_come_out_and_none_is_empty() -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(hours=5), EventKind.TRANSIT)),))
    found = words(view(of, delivery_days=[2.0] * 20))
    assert found.keys() <= VARIABLES.keys() | release().shop.settings.keys()
    assert all(found.values())


def test_times_are_shanghai_times() -> None:
    assert format_time(NOW) == "11月25日 12:00"


def test_an_event_names_its_place_once_and_hides_phone_numbers() -> None:
    at = ago(hours=1)
    assert format_event(event(at, EventKind.TRANSIT, "杭州", "快件到达杭州")) == "11月25日 11:00 快件到达杭州"
    assert format_event(event(at, EventKind.TRANSIT, "宁波", "")) == "11月25日 11:00 宁波，运输途中"
    told = format_event(event(at, EventKind.DELIVERING, "", "派件员电话13812345678"))
    assert "13812345678" not in told
    assert "5678" in told


def test_the_promise_falls_back_to_the_usual_hours() -> None:
    assert words(view(order(paid_at=ago(hours=24))))["ship_deadline"] == "11月26日 12:00"
    promised = order(promised_ship_at=ago(hours=2))
    assert words(view(promised))["ship_deadline"] == "11月25日 10:00"
    assert "ship_deadline" not in words(view(order(paid_at=None)))


def test_expected_days_are_one_day_or_a_span() -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(days=1), EventKind.PICKUP)),))
    assert words(view(of, delivery_days=[3.0] * 20))["expected_day"] == "11月27日前后"
    assert words(view(of, delivery_days=[3.0] * 11 + [5.0] * 9))["expected_day"] == "11月27日至29日前后"
    assert words(view(of, delivery_days=[3.0] * 11 + [7.0] * 9))["expected_day"] == "11月27日至12月1日前后"
    assert "expected_day" not in words(view(of, delivery_days=[3.0] * 19))


def test_each_parcel_gets_its_line() -> None:
    sent = (signed_parcel(ago(hours=2)), parcel(shipped=ago(hours=1), waybill="YT2"))
    found = words(view(order(OrderStatus.SHIPPED, parcels=sent)))
    first, second = found["parcel_lines"].split("\n")
    assert first.startswith("① 圆通速递 YT9：11月25日 10:00")
    assert second == "② 圆通速递 YT2：11月25日 11:00 仓库发出，快递还没有揽收记录"
    assert found["other_parcels"] == "圆通速递 YT2：11月25日 11:00 仓库发出，快递还没有揽收记录"


def test_the_signer_is_told_and_a_name_is_masked() -> None:
    at_station = order(OrderStatus.SIGNED, parcels=(signed_parcel(ago(hours=2), signer="驿站"),))
    assert words(view(at_station))["signed_event"] == "11月25日 10:00（驿站签收）"
    named = replace(at_station, parcels=(signed_parcel(ago(hours=2), signer="王小明"),))
    assert "小明" not in words(view(named))["signed_event"]
    assert mask_signer("家人") == "家人"


def test_amounts_are_in_yuan() -> None:
    late = order(lines=[line(price_fen=16850)], paid_at=ago(days=4))
    found = words(view(late))
    assert (found["late_payout"], found["refund_amount"]) == ("8.43元", "168.5元")
