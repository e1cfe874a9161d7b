"""P-LOG-06 and P-LOG-07 walked row by row: where the courier does not go, and how and when a parcel is brought."""

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.delivery_orders import ROAD, received, road, two_parcels
from tests.unit.orders import order, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.shipping_orders import HELD, REFUNDING

UNPAID, CLOSED = view(order(OrderStatus.PENDING_PAYMENT, paid_at=None)), view(order(OrderStatus.CLOSED))
TOLD: dict[str, Value] = {"area_state": "told"}


def area(seen: OrderView, **told: Value) -> Walk:
    return walk("unreachable_area", seen, **told)


def bring(seen: OrderView, **told: Value) -> Walk:
    return walk("delivery_service", seen, **told)


@pytest.mark.parametrize(("paid_fen", "large"), [(4499, False), (4500, True)])
def test_three_times_the_fee_is_a_large_order(paid_fen: int, large: bool) -> None:
    assert read_order_facts(road(price_fen=paid_fen))["order_is_large"] is large


@pytest.mark.parametrize("kind", ROAD)
def test_a_large_and_urgent_order_is_handed_to_the_post(kind: EventKind | None) -> None:
    seen = road(kind, 4500)
    assert area(seen).asks == "area_state"
    assert area(seen, **TOLD).asks == "urgent"
    assert area(seen, **TOLD, urgent="urgent").waits_for == "transferred"
    done = area(seen, **TOLD, urgent="urgent", transferred="done")
    assert (done.row, done.tasks) == ("unreachable_area.transferred", [("order_flag", "backoffice")])
    failed = area(seen, **TOLD, urgent="urgent", transferred="impossible")
    assert (failed.row, failed.handoff) == ("unreachable_area.not_transferred", "parcel")
    assert area(seen, **TOLD, urgent="unknown").row == "unreachable_area.urgency_untold"


@pytest.mark.parametrize("told", [{"urgent": "patient"}, {}])
def test_all_others_are_recalled_and_sent_again_by_post(told: dict[str, Value]) -> None:
    seen = road(price_fen=4500 if told else 4499)
    assert area(seen, **TOLD, **told).waits_for == "recalled"
    assert area(seen, **TOLD, **told, recalled="done").waits_for == "back_for_post"
    again = area(seen, **TOLD, **told, recalled="done", back_for_post="ok")
    assert (again.row, again.tasks) == (
        "unreachable_area.sent_again",
        [("reship", "warehouse"), ("order_flag", "backoffice")],
    )
    lost = area(seen, **TOLD, **told, recalled="impossible")
    assert (lost.row, lost.handoff) == ("unreachable_area.not_recalled", "parcel")
    odd = area(seen, **TOLD, **told, recalled="done", back_for_post="short")
    assert (odd.row, odd.tasks) == ("unreachable_area.otherwise", [])


def test_what_comes_back_by_itself_is_not_recalled() -> None:
    assert area(road(EventKind.RETURNING)).waits_for == "back_for_post"


@pytest.mark.parametrize("kind", ROAD)
def test_a_question_moves_no_parcel(kind: EventKind | None) -> None:
    found = area(road(kind), area_state="asking")
    assert found.row.startswith("track_parcel.")
    assert "recall_parcel" not in dict(found.tasks)
    assert area(road(kind), area_state="unknown").row == "unreachable_area.state_untold"


def test_an_unsent_order_goes_by_post_if_the_buyer_likes() -> None:
    seen = view(order())
    assert area(seen).asks == "by_post"
    assert area(seen, by_post=True).waits_for == "post_set"
    assert area(seen, by_post=True, post_set="done").row == "unreachable_area.by_post"
    assert area(seen, by_post=True, post_set="impossible").row == "unreachable_area.not_by_post"
    assert area(seen, by_post="unknown").row == "unreachable_area.not_by_post"
    kept = area(seen, by_post=False)
    assert (kept.row, kept.tasks) == ("unreachable_area.kept", [])


@pytest.mark.parametrize(
    ("seen", "row"),
    [
        (UNPAID, "unreachable_area.unpaid"),
        (CLOSED, "track_parcel.closed"),
        (view(order(refunds=REFUNDING)), "refund_under_way.refund_requested"),
        (received(), "track_parcel.signed"),
        (road(refunds=REFUNDING), "unreachable_area.refund_running"),
        (road(seen={"ordered_tasks": ("reship",)}), "unreachable_area.again"),
        (two_parcels(), "unreachable_area.several"),
        (road(carrier="ems"), "unreachable_area.post_already"),
    ],
)
def test_the_record_goes_before_the_post(seen: OrderView, row: str) -> None:
    found = area(seen, **TOLD, recalled="done", back_for_post="ok")
    assert found.row == row
    assert "reship" not in dict(found.tasks)


WAITS: list[tuple[str, str, str, str, dict[str, Value]]] = [
    ("no_door", "door_after_all", "door_after_all", "no_door", {}),
    ("home", "to_the_door", "home_done", "home_not_done", {}),
    ("time", "rebooked", "rebooked", "otherwise", {"delivery_day": "saturday"}),
    ("time", "rebooked", "rebooked", "otherwise", {"delivery_day": "another", "delivery_time": "3号上午"}),
    ("place", "placed", "placed", "otherwise", {"leave_at": "door"}),
    ("place", "placed", "placed", "otherwise", {"leave_at": "another", "delivery_place": "小卖部"}),
    ("pickup", "pickup_told", "pickup_done", "pickup_not_done", {}),
    ("call", "called", "called", "otherwise", {}),
]


@pytest.mark.parametrize("kind", ROAD)
@pytest.mark.parametrize(("wish", "fact", "done", "failed", "told"), WAITS)
def test_the_courier_is_asked_by_us_and_answers(
    kind: EventKind | None, wish: str, fact: str, done: str, failed: str, told: dict[str, Value]
) -> None:
    given: dict[str, Value] = {"delivery_wish": wish, **told}
    assert bring(road(kind), **given).waits_for == fact
    assert bring(road(kind), **{**given, fact: "done"}).row == f"delivery_service.{done}"
    refused = bring(road(kind), **{**given, fact: "impossible"})
    assert (refused.row, refused.handoff) == (f"delivery_service.{failed}", "parcel")


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ({"delivery_wish": "time", "delivery_day": "saturday"}, "noted_time"),
        ({"delivery_wish": "place", "leave_at": "guard"}, "noted_place"),
        ({"delivery_wish": "home"}, "noted"),
        ({"delivery_wish": "call"}, "noted"),
    ],
)
def test_before_the_sending_the_wish_is_noted(told: dict[str, Value], row: str) -> None:
    found = bring(view(order()), **told)
    assert (found.row, found.tasks) == (f"delivery_service.{row}", [("order_flag", "warehouse")])


def test_only_what_is_still_open_is_asked() -> None:
    assert bring(road()).asks == "delivery_wish"
    assert bring(road(), delivery_wish="unknown").row == "delivery_service.wish_untold"
    assert bring(road(), delivery_wish="time").asks == "delivery_day"
    assert bring(road(), delivery_wish="time", delivery_day="another").asks == "delivery_time"
    assert bring(road(), delivery_wish="place").asks == "leave_at"
    assert bring(road(), delivery_wish="place", leave_at="another").asks == "delivery_place"
    untold: list[tuple[str, dict[str, Value]]] = [
        ("day_untold", {"delivery_wish": "time", "delivery_day": "unknown"}),
        ("time_untold", {"delivery_wish": "time", "delivery_day": "another", "delivery_time": "refused"}),
        ("spot_untold", {"delivery_wish": "place", "leave_at": "unknown"}),
        ("place_untold", {"delivery_wish": "place", "leave_at": "another", "delivery_place": "refused"}),
    ]
    for row, told in untold:
        assert bring(road(), **told).row == f"delivery_service.{row}"


def test_a_parcel_left_at_the_station_may_still_be_brought() -> None:
    assert bring(received(), delivery_wish="no_door").waits_for == "door_after_all"
    assert bring(received(), delivery_wish="home").waits_for == "to_the_door"
    assert bring(received(), delivery_wish="pickup").waits_for == "pickup_told"
    for wish in ("time", "place"):
        assert bring(received(), delivery_wish=wish).row == "track_parcel.signed"


def test_the_record_goes_before_the_wish() -> None:
    assert bring(UNPAID).row == "track_parcel.unpaid"
    assert bring(CLOSED).row == "track_parcel.closed"
    held = bring(view(order(refunds=REFUNDING)))
    assert (held.row, held.tasks) == ("refund_under_way.refund_requested", HELD)
    running = bring(road(refunds=REFUNDING), delivery_wish="home")
    assert (running.row, running.tasks) == ("delivery_service.refund_running", [])
    assert bring(road(EventKind.RETURNING)).row == "track_parcel.turned_back"


@pytest.mark.parametrize(
    ("playbook", "text", "fact", "value"),
    [
        ("unreachable_area", "快递说我们这边超区了送不到", "area_state", "told"),
        ("unreachable_area", "我们村能送到吗", "area_state", "asking"),
        ("unreachable_area", "送不到，我急用啊", "urgent", "urgent"),
        ("unreachable_area", "送不到，不急，可以等", "urgent", "patient"),
        ("unreachable_area", "送不到怎么办", "urgent", None),
        ("delivery_service", "快递不送上门，让我自己去拿", "delivery_wish", "no_door"),
        ("delivery_service", "村里送不送上门", "delivery_wish", "home"),
        ("delivery_service", "别放驿站，送家里来", "delivery_wish", "home"),
        ("delivery_service", "能改送货时间吗，周六送", "delivery_day", "saturday"),
        ("delivery_service", "放门口就好", "delivery_wish", "place"),
        ("delivery_service", "放门口就好", "leave_at", "door"),
        ("delivery_service", "可以自提吗", "delivery_wish", "pickup"),
        ("delivery_service", "让快递送前打电话给我", "delivery_wish", "call"),
    ],
)
def test_the_opening_words_tell_the_wish(playbook: str, text: str, fact: str, value: str | None) -> None:
    assert parse_opening(release().playbooks[playbook], text).get(fact) == value


@pytest.mark.parametrize(("text", "value"), [("不急", "patient"), ("挺急的", "urgent"), ("都行", "patient")])
def test_hurried_answers_to_how_urgent_it_is(text: str, value: str) -> None:
    rule = release().playbooks["unreachable_area"].facts["urgent"]
    assert parse_answer(rule, text, 0, rule.choices) == value


def test_of_a_signed_parcel_the_courier_is_asked_to_call() -> None:
    seen = received()
    assert bring(seen, delivery_wish="call").waits_for == "courier_found"
    assert bring(seen, delivery_wish="call", courier_found="done").row == "delivery_service.called_signed"
    failed = bring(seen, delivery_wish="call", courier_found="impossible")
    assert (failed.row, failed.handoff) == ("delivery_service.not_called_signed", "parcel")
    assert bring(road(), delivery_wish="call").waits_for == "called"
    assert bring(seen, delivery_wish="pickup").waits_for == "pickup_told"
    assert bring(seen, delivery_wish="place").row == "track_parcel.signed"
