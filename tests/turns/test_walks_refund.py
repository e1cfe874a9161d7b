"""P-REF-01, 02, 03 and 07 as chats: what a buyer who wants the money back hears, and what finished work brings."""

from datetime import timedelta

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from tests.shop_bench import Bench, Chat
from tests.turns.walking import case_of, complete, kinds, put, tasks_of

ORDER_NO = "2026110000009911"
BOOK = "refund_request"
TEA = [("TEA-ML200", 1)]
STATIONS = {"shipped": 0, "moving": 3, "delivering": 4}


def buyer_of(bench: Bench, state: str, hours: float = 5, *, late: bool = False, **fields: object) -> Chat:
    """A buyer with one order: paid or signed `hours` ago, or on the road and last seen then; sent late or in time."""
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009911", "浙江省", "杭州", "文三路9号"))
    if state == "paid":
        of: Json = draft.order(TEA, "paid", hours)
    elif state == "signed":
        of = draft.signed(TEA, hours)
    else:
        parcel = draft.parcel(TEA, hours + 30, stations=STATIONS[state], last_h=hours)
        of = draft.sent(TEA, hours + 30, [parcel])
        of["promised_ship_at"] = draft.ago(hours + (31 if late else 29))
    put(bench, of | fields)
    return bench.chat("walker")


def application(state: str, amount_fen: int) -> list[Json]:
    return [{"kind": "refund_only", "state": state, "amount_fen": amount_fen}]


def test_an_unsent_order_is_refunded_once_and_never_sent(bench: Bench) -> None:
    chat = buyer_of(bench, "paid")
    assert chat.say("不想要了，退款", "refund_request") == ["cancel_order.cancelled"]
    assert kinds(chat, BOOK) == ["refund", "stop_shipping"]
    assert chat.say("退款了吗，给我退款", "refund_request") == ["cancel_order.refund_requested"]
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list(team="backoffice")].count("refund") == 1


def test_one_who_only_asks_is_asked_back_before_anything_is_done(bench: Bench) -> None:
    chat = buyer_of(bench, "paid")
    assert chat.say("没发货能退款吗", "refund_request") == ["refund_request.ask_now"]
    assert chat.say("先不用，我再想想", "deny") == ["refund_request.not_now"]
    assert kinds(chat, BOOK) == []
    assert chat.say("怎么申请退款", "refund_request") == ["refund_request.ask_now"]
    assert chat.say("好的，办吧", "affirm") == ["cancel_order.cancelled"]


def test_a_parcel_on_the_road_comes_back_and_is_refunded(bench: Bench) -> None:
    chat = buyer_of(bench, "moving")
    assert chat.say("退款吧不想要了", "refund_request") == ["cancel_order.intercepting"]
    assert complete(chat, BOOK, "done") == ["cancel_order.coming_back"]
    assert complete(chat, BOOK, "ok") == ["cancel_order.returned"]
    assert (kinds(chat, BOOK), case_of(chat, BOOK).sop) == (["refund"], "P-REF-02")


def test_a_parcel_that_was_caught_is_refunded_though_it_is_scanned_as_out_for_delivery(bench: Bench) -> None:
    chat = buyer_of(bench, "moving")
    assert chat.say("退款吧不想要了", "refund_request") == ["cancel_order.intercepting"]
    buyer_of(bench, "delivering", 1)
    assert complete(chat, BOOK, "done") == ["cancel_order.coming_back"]
    assert complete(chat, BOOK, "ok") == ["cancel_order.returned"]
    assert kinds(chat, BOOK) == ["refund"]


def test_a_late_parcel_that_is_kept_is_paid_out_after_the_receipt(bench: Bench) -> None:
    chat = buyer_of(bench, "moving", late=True)
    assert chat.say("没按时发货，我要退款", "refund_request") == ["refund_late.ask_wanted"]
    told = chat.say("先说下快递到哪了", "track_parcel")
    assert told[1:] == ["chat.resume", "refund_late.ask_wanted"]
    assert chat.press("要货，收到再赔付") == ["refund_late.confirm_then_payout"]
    assert [task.kind for task in tasks_of(chat, BOOK)] == ["order_flag"]
    assert complete(chat, BOOK, "done") == ["refund_late.payout"]
    (paid,) = tasks_of(chat, BOOK)
    assert (paid.kind, paid.team, paid.details["late_payout_fen"]) == ("compensate", "backoffice", "500")


def test_a_late_parcel_that_is_refused_brings_the_refund_and_the_payout(bench: Bench) -> None:
    chat = buyer_of(bench, "delivering", late=True)
    assert chat.say("发货超时了，退款", "refund_request") == ["refund_late.ask_wanted"]
    assert chat.say("不要了", "deny") == ["refund_late.refuse"]
    assert complete(chat, BOOK, "ok") == ["refund_late.returned"]
    assert kinds(chat, BOOK) == ["compensate", "refund"]


def test_a_parcel_sent_in_time_is_explained_and_kept(bench: Bench) -> None:
    chat = buyer_of(bench, "moving")
    assert chat.say("物流太慢了，给我退款", "refund_request") == ["refund_late.ask_keep"]
    assert chat.say("那还要吧", "affirm") == ["refund_late.on_the_way"]
    assert kinds(chat, BOOK) == []


def test_a_stalled_parcel_is_refunded_and_called_back(bench: Bench) -> None:
    chat = buyer_of(bench, "moving", 60)
    assert chat.say("快递不动了，退款", "refund_request") == ["stalled_refund.refund"]
    assert {"refund", "recall_parcel"} <= set(kinds(chat, BOOK))


def test_goods_nobody_picked_up_are_refunded_without_a_wait(bench: Bench) -> None:
    chat = buyer_of(bench, "shipped", 30)
    assert chat.say("一直没揽收，给我退款", "refund_request") == ["refund_shipped.never_picked_up"]
    assert kinds(chat, BOOK) == ["check_warehouse", "refund", "stop_shipping"]
    assert chat.say("怎么还没退款，退钱", "refund_request") == ["cancel_order.refund_requested"]
    assert "refund" not in kinds(chat, BOOK)[3:]


def test_signed_goods_are_led_to_the_return_and_after_its_days_to_the_fault(bench: Bench) -> None:
    chat = buyer_of(bench, "signed", 24)
    assert chat.say("不喜欢，退款", "refund_request") == ["return_goods.ask_state"]
    assert chat.say("没拆过", "provide_info") == ["return_goods.send_back"]
    assert "/slip/" in chat.messages()[-1].text


def test_after_the_return_days_only_a_fault_helps(bench: Bench) -> None:
    chat = buyer_of(bench, "signed", 24)
    bench.clock.at += timedelta(days=10)
    assert chat.say("我要退款", "refund_request") == ["refund_request.ask_fault"]
    assert chat.say("有质量问题，坏了", "provide_info") == ["quality_issue.ask_kind"]


def test_an_amount_too_high_is_explained_and_changed(bench: Bench) -> None:
    chat = buyer_of(bench, "moving", refunds=application("applied", 99900))
    assert chat.say("我申请退款了，同意一下", "refund_request") == ["refund_applied.ask_amount"]
    assert "999元" in chat.messages()[-1].text
    assert chat.say("可以，我改", "affirm") == ["refund_applied.change_amount"]
    assert kinds(chat, BOOK) == ["order_flag"]


def test_a_wrong_refusal_is_looked_at_again_and_taken_back(bench: Bench) -> None:
    chat = buyer_of(bench, "signed", 24, refunds=application("rejected", 4500))
    assert chat.say("为什么拒绝退款", "refund_request") == ["refund_applied.checking"]
    assert complete(chat, BOOK, "yes") == ["refund_applied.refused_wrongly"]
    assert kinds(chat, BOOK) == ["order_flag"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("退多少", ["refund_request.ask_call_back"]),
        ("退款多久到账", ["refund_request.ask_call_back"]),
        ("退", ["cancel_order.intercepting"]),
        ("退款", ["cancel_order.intercepting"]),
    ],
)
def test_how_much_would_come_back_is_no_yes(bench: Bench, text: str, said: list[str]) -> None:
    chat = buyer_of(bench, "moving")
    assert chat.say("能退款吗", "refund_request") == ["refund_request.ask_call_back"]
    assert chat.say(text, "refund_request") == said
    assert kinds(chat, BOOK) == (["intercept_parcel"] if "intercepting" in said[0] else [])


@pytest.mark.parametrize(("text", "states"), [("退款", ()), ("退款", ("rejected",)), ("不想要了，退款", ("rejected",))])
def test_a_bare_wish_calls_no_parcel_back_without_a_yes(bench: Bench, text: str, states: tuple[str, ...]) -> None:
    chat = buyer_of(bench, "moving", refunds=[each for state in states for each in application(state, 4900)])
    assert chat.say(text, "refund_request") == ["refund_request.ask_call_back"]
    assert kinds(chat, BOOK) == []
    assert chat.say("先不用", "deny") == ["refund_request.not_called_back"]
    assert chat.say(text, "refund_request") == ["refund_request.ask_call_back"]
    assert chat.say("拦吧", "affirm") == ["cancel_order.intercepting"]
    assert chat.say("退款", "refund_request") == ["chat.case_waiting"]


def on_the_road(bench: Bench, **fields: object) -> Chat:
    buyer = Buyer("walker", "沈安", "13800009951", "浙江省", "杭州", "文三路9号")
    draft, items = Draft(bench.clock.at, "2026110000009951", buyer), [("TEA-LJ250", 1)]
    put(bench, draft.sent(items, 40, [draft.parcel(items, 39, stations=3, last_h=6)]) | fields)
    return bench.chat("walker")


def test_goods_that_came_back_are_refunded_and_not_recalled(bench: Bench) -> None:
    chat = on_the_road(bench)
    assert chat.say("不想要了 退款", "refund_request") == ["cancel_order.intercepting"]
    assert complete(chat, "refund_request", "done") == ["cancel_order.coming_back"]
    assert chat.say("钱呢", "refund_status") == ["chat.case_parcel_back"]
    bench.clock.at += timedelta(days=3)
    assert complete(chat, "refund_request", "ok") == ["cancel_order.returned"]
    assert kinds(chat, "refund_request") == ["refund"]
    assert chat.say("退款到账了吗", "refund_status") == ["refund_status.ordered_amount"]
    complete(chat, "refund_request", "done")
    assert chat.say("没到啊", "track_parcel") == ["refund_status.ordered_done"]


def test_who_asks_why_it_was_refused_is_looked_after(bench: Bench) -> None:
    refused = [{"kind": "refund_only", "state": "rejected", "amount_fen": 16800}]
    chat = on_the_road(bench, refunds=refused)
    assert chat.say("为什么拒绝我退款", "refund_request") == ["refund_applied.checking"]


def test_who_refuses_the_parcel_is_not_asked_to_have_it_called_back(bench: Bench) -> None:
    refused = [{"kind": "refund_only", "state": "rejected", "amount_fen": 16800}]
    chat = on_the_road(bench, refunds=refused)
    assert chat.say("那还能退吗", "refund_request") == ["refund_request.ask_call_back"]
    assert chat.say("那我拒收", "intercept_parcel") == ["intercept_parcel.refuse"]
