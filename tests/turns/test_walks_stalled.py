"""P-LOG-02 to P-LOG-04 as chats: a parcel that stopped or never started, and what a finished task brings."""

from datetime import timedelta

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.keep_promises import keep_promises
from tests.shop_bench import Bench, Chat
from tests.turns.walking import case_of, complete, kinds, put, tasks_of

ORDER_NO = "2026110000009902"


def buyer_of(
    bench: Bench, sku: str = "TEA-BC250", *, scanned_h: float | None = 60, shipped_h: float = 100, **fields: object
) -> Chat:
    """A buyer whose parcel was last scanned `scanned_h` hours ago (None: never); `fields` replace the file's."""
    tell(bench, sku, scanned_h, shipped_h, **fields)
    return bench.chat("walker")


def tell(bench: Bench, sku: str, scanned_h: float | None, shipped_h: float = 100, **fields: object) -> None:
    """The order as the platform tells it now; told again it replaces what was known of the parcel."""
    items = [(sku, 1)]
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009901", "浙江省", "杭州", "文三路9号"))
    parcel = draft.parcel(items, shipped_h, stations=0 if scanned_h is None else 3, last_h=scanned_h or 0)
    of: Json = draft.sent(items, shipped_h, [parcel]) | fields
    put(bench, of)


def test_an_urgent_buyer_gets_sf_by_two_buttons_and_the_original_is_recalled(bench: Bench) -> None:
    chat = buyer_of(bench)
    assert chat.say("物流三天没动了", "parcel_stalled") == ["stalled_parcel.ask_urgent"]
    assert chat.press("急用") == ["stalled_remedy.ask_sf"]
    assert chat.press("补发顺丰") == ["stalled_remedy.reship_sf"]
    assert kinds(chat, "parcel_stalled") == ["recall_parcel", "reship"]
    assert case_of(chat, "parcel_stalled").row == "stalled_remedy.reship_sf"
    assert case_of(chat, "parcel_stalled").responsibility == "courier"


def test_a_patient_buyer_is_told_what_the_courier_says(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("快递怎么不动了", "parcel_stalled")
    assert chat.say("不急，帮我催一下", "provide_info") == ["courier_urged.urging"]
    assert chat.say("还没动", "parcel_stalled") == ["chat.case_waiting"]
    bench.clock.at += timedelta(hours=25)
    keep_promises(bench.services)
    assert chat.said() == ["promise.broken"]
    assert complete(chat, "parcel_stalled", "done") == ["courier_urged.answered"]


def test_a_courier_who_cannot_help_brings_a_person(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("快递怎么不动了，不急", "parcel_stalled")
    assert complete(chat, "parcel_stalled", "impossible") == ["courier_urged.unanswered"]
    with bench.services.uow() as uow:
        assert [ticket.team for ticket in uow.tickets.waiting()] == ["parcel"]


def test_another_topic_waits_in_between(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("物流卡住了", "parcel_stalled")
    asked = chat.say("能改地址吗", "change_address")
    assert asked[0] == "change_address.ask_address"
    assert chat.say("算了先不改，查下物流", "parcel_stalled")[-1] == "stalled_parcel.ask_urgent"


def test_a_refund_is_ordered_once_and_stops_everything(bench: Bench) -> None:
    chat = buyer_of(bench)
    assert chat.say("物流三天没动，我等着用", "parcel_stalled") == ["stalled_remedy.ask_sf"]
    assert chat.say("不要了，退款", "provide_info") == ["stalled_refund.refund"]
    assert "159元" in chat.messages()[-1].text
    assert kinds(chat, "parcel_stalled") == ["recall_parcel", "refund", "stop_shipping"]
    assert chat.say("物流怎么还是不动", "parcel_stalled") == ["stalled_refund.running"]
    assert chat.say("到哪了", "track_parcel") == ["stalled_refund.running"]
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list(team="backoffice")] == ["refund"]


def test_a_dear_lock_is_made_good_only_after_a_look(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-A1")
    assert chat.say("物流不动了，装修等着用", "parcel_stalled") == ["stalled_remedy.reviewing"]
    (review,) = tasks_of(chat, "parcel_stalled")
    assert (review.is_review, review.team, review.details["order_value_fen"]) == (True, "parcel", "79900")
    assert complete(chat, "parcel_stalled", "no") == ["stalled_remedy.urging"]


def test_an_original_that_moves_again_calls_off_the_reship(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("物流不动了，急用", "parcel_stalled")
    chat.press("补发顺丰")
    tell(bench, "TEA-BC250", 2)
    assert chat.say("原来那件又动了？", "parcel_stalled") == ["parcel_stalled.holding_reship"]
    with bench.services.uow() as uow:
        (held,) = [task for task in uow.tasks.list(open_only=True) if task.kind == "stop_shipping"]
    assert held.details["reship_count"] == "1"
    complete_task(bench.services, held.id, "done", "li")
    assert chat.said() == ["parcel_stalled.reship_cancelled"]
    with bench.services.uow() as uow:
        assert "redeliver" in [task.kind for task in uow.tasks.list(open_only=True)]
    assert chat.say("现在到哪了，怎么还没到", "parcel_stalled") == ["parcel_stalled.moving"]


def test_who_was_never_sent_anything_gets_it_again_and_the_warehouse_is_searched(bench: Bench) -> None:
    chat = buyer_of(bench, scanned_h=None)
    assert chat.say("发货四天了查不到物流", "no_tracking_info") == ["no_pickup_scan.ask_sf"]
    assert "还没有揽收记录" in chat.messages()[-1].text
    assert chat.say("给我补发吧", "provide_info") == ["no_pickup_scan.reship_sf"]
    assert kinds(chat, "no_tracking_info") == ["check_warehouse", "recall_parcel", "reship"]
    assert case_of(chat, "no_tracking_info").sop == "P-LOG-04"


def test_goods_left_in_the_warehouse_are_sent_at_once(bench: Bench) -> None:
    chat = buyer_of(bench, scanned_h=None)
    chat.say("到哪了", "track_parcel")
    assert chat.say("再等等吧，先查一下", "provide_info") == ["no_pickup_scan.checking"]
    assert complete(chat, "track_parcel", "missed") == ["no_pickup_scan.found"]
    assert kinds(chat, "track_parcel") == ["urge_ship"]


def test_a_fresh_parcel_is_explained_and_a_foreign_waybill_goes_to_the_team(bench: Bench) -> None:
    chat = buyer_of(bench, scanned_h=None, shipped_h=20)
    assert chat.say("查不到物流", "no_tracking_info") == ["no_tracking_info.not_picked_up"]
    assert kinds(chat, "no_tracking_info") == ["urge_ship"]
    assert chat.say("单号查出来是别人的", "no_tracking_info") == ["no_tracking_info.wrong_waybill"]


def test_what_we_can_see_is_shown_while_asking(bench: Bench) -> None:
    chat = buyer_of(bench, scanned_h=5)
    assert chat.say("没有快递单号吗", "no_tracking_info") == ["no_tracking_info.ask_trouble"]
    assert chat.press("查不到") == ["no_tracking_info.seen"]


def test_after_the_refund_and_recall_no_old_parcel_is_praised(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("物流不动了，急用", "parcel_stalled")
    assert chat.press("退款") == ["stalled_refund.refund"]
    assert chat.say("到哪了", "track_parcel") == ["stalled_refund.running"]
    assert chat.say("还是补发吧", "urge_shipment") == ["cancel_refund.refund_undone"]


@pytest.mark.parametrize(
    ("last_h", "stations", "said"),
    [
        (60, 3, ["stalled_parcel.urging_several"]),
        (3, 3, ["track_parcel.several"]),
        (60, 0, ["no_pickup_scan.several"]),
    ],
)
def test_each_of_two_parcels_is_told_honestly(bench: Bench, last_h: float, stations: int, said: list[str]) -> None:
    items = [("TEA-BC250", 1), ("TEA-ML200", 1)]
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009901", "浙江省", "杭州", "文三路9号"))
    here = draft.parcel(items[:1], 100, stations=5, last_h=20)
    there = draft.parcel(items[1:], 100, stations=stations, last_h=last_h) | {"waybill": "YT8800000000777"}
    put(bench, draft.sent(items, 100, [here, there]))
    chat = bench.chat("walker")
    assert chat.say("一个到了 另一个呢", "track_parcel") == said
    assert all(str(parcel["waybill"]) in chat.messages()[-1].text for parcel in (here, there))


def test_how_it_is_to_be_delivered_reaches_who_urges_the_courier(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("快递怎么不动了，不急", "parcel_stalled")
    assert chat.say("到了放驿站就行", "delivery_service") == ["chat.case_remark"]
    (urge,) = tasks_of(chat, "parcel_stalled")
    assert urge.details["buyer_added"] == "到了放驿站就行"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("原来那个又动了 不用补了", ["courier_urged.urging"]),
        ("还要多久", ["chat.still_here", "stalled_remedy.ask_sf"]),
        ("不用补了 退钱", ["stalled_refund.refund"]),
    ],
)
def test_no_money_moves_on_half_an_answer(bench: Bench, text: str, said: list[str]) -> None:
    chat = buyer_of(bench)
    chat.say("快递卡住不动，急用", "parcel_stalled")
    assert chat.say(text, "unclear", 0.4) == said


def test_when_the_second_parcel_goes_out_is_no_question_of_stock(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("快递卡住不动，急用", "parcel_stalled")
    chat.press("补发顺丰")
    assert chat.say("什么时候补", "out_of_stock") == ["track_parcel.reship_coming"]
