"""P-SHIP-04, P-REF-01, P-REF-05 and P-REF-07 as chats: threats, parts and second thoughts about unsent goods."""

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.domain.conversations import Owner
from aftersales.use_cases.complete_task import complete_task
from tests.shop_bench import Bench, Chat
from tests.turns.walking import MANAGER, case_of, kinds, last_text, owner_of, put, tasks_of

BUYER = Buyer("walker", "沈安", "13800009913", "浙江省", "杭州", "文三路9号")


def buyer_of(bench: Bench, items: dict[str, int], state: str = "paid", hours: float = 5, **fields: object) -> Chat:
    """A buyer whose only order was paid (or signed) `hours` ago; `fields` replace those of its file."""
    draft, lines = Draft(bench.clock.at, "2026110000009913", BUYER), list(items.items())
    of: Json = draft.signed(lines, hours) if state == "signed" else draft.order(lines, state, hours)
    put(bench, of | fields)
    return bench.chat("walker")


def payments(bench: Bench, *amounts_fen: int) -> list[Json]:
    at = Draft(bench.clock.at, "", BUYER).ago(5)
    return [{"amount_fen": fen, "at": at, "channel": "alipay", "state": "succeeded"} for fen in amounts_fen]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("别取消，我还要的", "cancel_order"),
        ("点错了 还是给我发吧", "cancel_order"),
        ("先别退了，照常发吧", "refund_request"),
        ("不退了，还是给我发吧", "return_goods"),
        ("不取消了", "cancel_refund"),
        ("还是发货吧", "urge_shipment"),
        ("我还要的，地址改到文三路1号", "change_address"),
        ("不退了，继续发吧，到哪了", "track_parcel"),
    ],
)
def test_second_thoughts_after_a_cancellation_reach_a_person_at_once(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.cancelled"]
    assert chat.say(text, intent) == ["cancel_refund.cancel_undone"]
    assert "取消" in last_text(chat)
    assert owner_of(chat) is Owner.WAITING
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list()].count("stop_shipping") == 1


@pytest.mark.parametrize("intent", ["refund_request", "return_goods"])
def test_who_asks_whether_we_refund_at_all_withdraws_nothing(bench: Bench, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    chat.say("取消订单", "cancel_order")
    assert chat.say("那还退不退了", intent) == ["cancel_order.refund_requested"]
    assert owner_of(chat) is Owner.BOT


def test_before_anything_is_registered_the_order_just_stays(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    assert chat.say("别取消，我还要的", "cancel_order") == ["cancel_order.keep"]
    assert kinds(chat, "cancel_order") == []


def test_a_threat_hurries_and_a_late_one_is_asked_what_is_wanted(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    assert chat.say("今天必须发 不然退款", "refund_request") == ["urge_shipment.on_time"]
    assert kinds(chat, "refund_request") == ["urge_ship"]
    bench.clock.at = bench.clock.at.replace(day=bench.clock.at.day + 3)
    assert chat.say("再不发我就取消了", "cancel_order") == ["late_shipment.ask_wanted"]
    assert chat.say("算了不要了", "deny") == ["cancel_order.late"]


def test_an_application_on_the_platform_stops_the_parcel(bench: Bench) -> None:
    applied = [{"kind": "refund_only", "state": "applied", "amount_fen": 4500}]
    chat = buyer_of(bench, {"TEA-ML200": 1}, refunds=applied)
    assert chat.say("我都申请退款了你们别发货", "cancel_refund") == ["cancel_order.refund_requested"]
    assert kinds(chat, "cancel_refund") == ["stop_shipping"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("三盒退一盒", "return_goods"), ("取消一包", "cancel_order"), ("退一罐，另一罐照发", "refund_request")],
)
def test_one_of_three_boxes_is_never_the_whole_order(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 3})
    assert chat.say(text, intent) == ["cancel_order.part_to_person"]
    assert kinds(chat, intent) == []
    assert owner_of(chat) is Owner.WAITING


def test_one_of_two_goods_is_taken_out_and_the_only_piece_is_confirmed(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1, "TEA-LJ250": 1})
    assert chat.say("退一罐，另一罐照发", "return_goods") == ["cancel_order.ask_which"]
    assert chat.say("龙井", "provide_info") == ["cancel_order.part"]
    (change,) = tasks_of(chat, "return_goods")
    assert (change.kind, change.details["cancel_sku"]) == ("order_change", "TEA-LJ250")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("茉莉退掉 龙井要", "refund_request"),
        ("茉莉退掉 龙井要", "cancel_order"),
        ("茉莉退掉 龙井要", "return_goods"),
        ("茉莉花茶不要了 龙井还要的", "refund_request"),
        ("取消茉莉那袋", "cancel_order"),
        ("茉莉花茶退款", "refund_request"),
    ],
)
def test_goods_that_are_named_are_taken_out_alone(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1, "TEA-LJ250": 1})
    assert chat.say(text, intent) == ["cancel_order.part"]
    (change,) = tasks_of(chat, intent)
    assert (change.kind, change.details["cancel_sku"]) == ("order_change", "TEA-ML200")


def test_goods_named_in_the_answer_are_taken_out_alone(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1, "TEA-LJ250": 1})
    assert chat.say("我想退货", "return_goods") == ["return_goods.ask_cancel"]
    assert chat.say("茉莉退款 龙井要", "refund_request") == ["cancel_order.part"]


def test_who_asks_about_one_of_the_goods_is_asked_back_first(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1, "TEA-LJ250": 1})
    assert chat.say("茉莉花茶能退款吗", "refund_request") == ["refund_request.ask_now"]
    assert chat.say("好的，退吧", "affirm") == ["cancel_order.part"]


def test_one_of_the_goods_on_the_road_does_not_call_all_of_them_back(bench: Bench) -> None:
    draft, items = Draft(bench.clock.at, "2026110000009913", BUYER), [("TEA-ML200", 1), ("TEA-LJ250", 1)]
    put(bench, draft.sent(items, 30, [draft.parcel(items, 30, stations=3)]))
    chat = bench.chat("walker")
    assert chat.say("茉莉退掉 龙井要", "cancel_order") == ["refund_request.part_sent"]
    assert chat.say("茉莉退掉 龙井要", "refund_request") == ["refund_request.part_sent"]


def test_of_the_only_piece_nothing_is_done_without_a_yes(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    assert chat.say("退一包", "refund_request") == ["cancel_order.ask_whole"]
    assert chat.say("是的，整单取消", "affirm") == ["cancel_order.cancelled"]


def test_a_bare_wish_on_signed_goods_is_asked_why(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1}, "signed", 24)
    assert chat.say("退款", "refund_request") == ["refund_request.ask_reason"]
    assert chat.press("没按时发货") == ["refund_late.ask_keep"]


def test_what_was_paid_twice_goes_back_whole(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1}, payments=payments(bench, 4500, 4900))
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.cancelled"]
    assert "94元" in last_text(chat)
    assert chat.say("我付了两次钱", "payment_issue") == ["payment_issue.double_noted"]
    assert kinds(chat, "payment_issue") == ["order_flag"]


def test_a_promised_payout_neither_stops_the_refund_nor_is_denied(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1}, hours=72)
    assert chat.say("怎么还不发货", "urge_shipment") == ["late_shipment.ask_wanted"]
    assert chat.say("还要", "affirm") == ["late_shipment.payout"]
    assert chat.say("不是说赔偿我吗", "compensation_request") == ["compensation_request.on_its_way"]
    assert "5元" in last_text(chat)
    assert chat.say("赔的钱退了没", "refund_status") == ["refund_status.payout_arranged"]
    assert chat.say("不等了，取消订单", "cancel_order") == ["cancel_order.cancelled"]
    assert kinds(chat, "cancel_order") == ["refund", "stop_shipping"]
    payout = next(task for task in tasks_of(chat, "urge_shipment") if task.kind == "compensate")
    complete_task(bench.services, payout.id, "done", MANAGER)
    chat.said()
    assert chat.say("再补偿点", "compensation_request") == ["compensation_request.again"]


def test_a_rejection_is_spoken_of(bench: Bench) -> None:
    rejected = [{"kind": "refund_only", "state": "rejected", "amount_fen": 4500}]
    chat = buyer_of(bench, {"TEA-ML200": 1}, refunds=rejected)
    assert chat.say("不想要了，退款", "refund_request") == ["cancel_order.rejected_before"]
    assert case_of(chat, "refund_request").sop == "P-REF-07"


def test_goods_out_of_stock_are_no_promise_and_a_question_no_consent(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-JJM125": 1})
    assert chat.say("我的快递到哪了", "track_parcel") == ["stock_shortage.ask_choice"]
    assert "stock_shortage.wait" not in chat.say("要等几天啊", "unclear")
    assert kinds(chat, "track_parcel") == []
    assert chat.say("有龙井吗", "pre_sales")[-1] in {"stock_shortage.ask_swap", "stock_shortage.checking_swap"}


def test_the_waybill_of_the_note_is_given(bench: Bench) -> None:
    draft, items = Draft(bench.clock.at, "2026110000009913", BUYER), [("TEA-ML200", 1)]
    put(bench, draft.sent(items, 20, [draft.parcel(items, 20)]) | {"note": "改发中通，单号738800001234567"})
    chat = bench.chat("walker")
    assert chat.say("单号查不到", "no_tracking_info") == ["no_tracking_info.noted_told"]
    assert "中通快递 738800001234567" in last_text(chat)
    assert chat.say("还是查不到", "no_tracking_info") == ["no_tracking_info.noted"]


def test_the_couriers_number_is_asked_for_after_the_signing(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1}, "signed", 24)
    assert chat.say("快递员电话多少", "delivery_service") == ["delivery_service.arranging_contact"]
    assert kinds(chat, "delivery_service") == ["urge_courier"]
