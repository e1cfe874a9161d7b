"""P-SHIP-02 to P-SHIP-06 as chats: what the buyer hears, whose work is left, and what a finished task brings."""

from datetime import datetime, timedelta

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.domain.calendar import SHANGHAI
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import case_of, complete, kinds, put, tasks_of

ORDER_NO = "2026110000009901"
BIG_SALE = datetime(2026, 12, 12, 10, 0, tzinfo=SHANGHAI)


def buyer_of(bench: Bench, sku: str, hours: float = 5, province: str = "浙江省", **fields: object) -> Chat:
    """A buyer whose only order was paid `hours` ago and is not sent yet; `fields` replace those of its file."""
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009901", province, "杭州", "文三路9号"))
    of: Json = draft.order([(sku, 1)], "paid", hours) | fields
    put(bench, of)
    return bench.chat("walker")


def test_a_buyer_who_waits_for_sold_out_goods_is_noted_by_a_button(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-JJM125")
    assert chat.say("是不是没货了", "out_of_stock") == ["stock_shortage.ask_choice"]
    assert "5天" in chat.messages()[-1].text
    assert chat.press("愿意等") == ["stock_shortage.wait"]
    assert kinds(chat, "out_of_stock") == ["compensate", "order_flag"]
    (given,) = [task for task in tasks_of(chat, "out_of_stock") if task.kind == "compensate"]
    assert given.details["offer_step_1"] == "500"


def test_an_urgent_buyer_gets_other_goods_by_sf_once_they_are_found(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-JJM125")
    chat.say("没货了吗，我急用", "out_of_stock")
    assert chat.say("那换一款吧", "provide_info") == ["stock_shortage.ask_swap"]
    assert chat.say("安溪铁观音 500g 礼盒", "provide_info") == ["stock_shortage.checking_swap"]
    (change,) = tasks_of(chat, "out_of_stock")
    assert (change.kind, change.details) == ("order_change", {"swap_text": "安溪铁观音 500g 礼盒"})
    assert complete(chat, "out_of_stock", "done") == ["stock_shortage.swapped_sf"]
    assert kinds(chat, "out_of_stock") == ["upgrade_courier"]


def test_a_late_order_that_can_never_be_filled_is_refunded(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-D2", 96)
    assert chat.say("怎么还不发货", "urge_shipment") == ["stock_shortage.ask_gone"]
    assert chat.say("不要了，退款", "refund_request") == ["cancel_order.late_reviewed"]
    assert kinds(chat, "urge_shipment") == ["compensate", "refund", "stop_shipping"]
    assert case_of(chat, "urge_shipment").row == "cancel_unshipped.late_reviewed"


def test_a_new_address_is_changed_and_told_and_another_topic_waits_in_between(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-ML200")
    assert chat.say("地址写错了，能改吗", "change_address") == ["change_address.ask_address"]
    asked = chat.say("顺便问下什么时候发货", "urge_shipment")
    assert asked == ["urge_shipment.on_time", "chat.resume", "change_address.ask_address"]
    assert chat.say("浙江省杭州市拱墅区莫干山路1号", "provide_info") == ["change_address.registered"]
    (change,) = tasks_of(chat, "change_address")
    assert (change.team, change.details) == ("backoffice", {"new_address": "浙江省杭州市拱墅区莫干山路1号"})
    assert chat.say("改好了吗", "urge_reply") == ["chat.case_waiting"]
    assert complete(chat, "change_address", "done") == ["change_address.changed"]
    assert kinds(chat, "change_address") == ["order_flag"]


def test_on_a_big_sale_day_the_address_is_followed_up_and_may_end_in_a_refund(bench: Bench) -> None:
    bench.clock.at = BIG_SALE
    chat = buyer_of(bench, "TEA-ML200")
    chat.say("地址写错了，能改吗", "change_address")
    assert chat.say("浙江省杭州市拱墅区莫干山路1号", "provide_info") == ["change_address.registered_big_sale"]
    bench.clock.at += timedelta(days=1)
    assert complete(chat, "change_address", "impossible") == ["change_impossible.ask"]
    assert chat.press("退款") == ["cancel_order.cancelled"]
    assert kinds(chat, "change_address") == ["refund", "stop_shipping"]


def test_an_address_on_the_road_is_asked_of_the_courier(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("快递在路上能换地址不", "change_address")
    assert chat.say("杭州市拱墅区莫干山路1号", "provide_info") == ["change_address.redirecting"]
    assert [task.kind for task in tasks_of(chat, "change_address")] == ["intercept_parcel"]
    assert complete(chat, "change_address", "impossible") == ["change_address.not_redirected"]


def test_a_packing_wish_is_noted_in_one_turn_and_other_goods_after_one_question(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-ML200")
    assert chat.say("麻烦包装结实点", "modify_order") == ["modify_order.wish"]
    (flag,) = tasks_of(chat, "modify_order")
    assert (flag.kind, flag.team, flag.details) == ("order_flag", "warehouse", {"change": "sturdy"})
    other = bench.chat("demo-feng")
    assert other.say("拍错了，能改吗", "modify_order") == ["modify_order.ask_goods"]
    assert other.say("茉莉花茶改成三袋", "provide_info") == ["modify_order.registered"]
    assert complete(other, "modify_order", "done") == ["modify_order.changed"]


def test_a_price_is_changed_before_the_payment(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-ML200", status="pending_payment", paid_at=None, paid_fen=0)
    assert chat.say("拍下了，改一下价格", "modify_order") == ["modify_order.ask_price"]
    assert chat.say("说好45元", "provide_info") == ["modify_order.price_checking"]
    assert complete(chat, "modify_order", "done") == ["modify_order.price_changed"]


def test_a_cancelled_order_is_refunded_once_and_never_sent(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-ML200")
    assert chat.say("不想要了，取消订单", "cancel_order") == ["cancel_order.cancelled"]
    assert kinds(chat, "cancel_order") == ["refund", "stop_shipping"]
    assert chat.say("取消了吗", "cancel_order") == ["cancel_order.refund_requested"]
    assert chat.say("什么时候发货", "urge_shipment") == ["refund_under_way.ask_wanted"]
    assert chat.press("不要了，照旧退款") == ["refund_under_way.stays"]
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list(team="backoffice")] == ["refund"]


def test_a_sent_order_is_intercepted_comes_back_and_is_refunded(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.intercepting"]
    assert complete(chat, "cancel_order", "done") == ["cancel_order.coming_back"]
    assert complete(chat, "cancel_order", "ok") == ["cancel_order.returned"]
    assert (kinds(chat, "cancel_order"), case_of(chat, "cancel_order").sop) == (["refund"], "P-REF-02")


def test_a_parcel_that_was_not_stopped_may_be_refused(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("取消订单", "cancel_order")
    assert complete(chat, "cancel_order", "impossible") == ["cancel_order.not_intercepted"]
    delivering = bench.chat("demo-wu", "2026110000000111")
    assert delivering.say("取消订单", "cancel_order") == ["cancel_order.refuse"]


@pytest.mark.parametrize(
    ("province", "asked", "registered", "fee"),
    [
        ("浙江省", "change_courier.ask_sf", "change_courier.sf_registered", "courier_upgrade_sf"),
        ("新疆", "change_courier.ask_remote_ems", "change_courier.remote_ems_registered", "courier_upgrade_ems_remote"),
    ],
)
def test_a_faster_courier_is_offered_at_its_price(
    bench: Bench, province: str, asked: str, registered: str, fee: str
) -> None:
    chat = buyer_of(bench, "TEA-ML200", province=province)
    assert chat.say("可以发顺丰吗", "change_courier") == [asked]
    assert "10元" in chat.messages()[-1].text
    assert chat.say("可以，我补", "affirm") == [registered]
    (upgrade,) = tasks_of(chat, "change_courier")
    assert (upgrade.kind, upgrade.details[fee]) == ("upgrade_courier", "1000")
    done = "change_courier.sf_done" if province == "浙江省" else "change_courier.ems_done"
    assert complete(chat, "change_courier", "done") == [done]


def test_a_sent_parcel_keeps_its_courier(bench: Bench) -> None:
    assert bench.chat("demo-wang").say("换个快递发吧", "change_courier") == ["change_courier.shipped"]


def test_several_parcels_are_told_and_unsent_orders_combined(bench: Bench) -> None:
    several = bench.chat("demo-qian")
    assert several.say("为什么分成两个包裹", "combine_shipment") == ["combine_shipment.several"]
    assert several.messages()[-1].text.count("\n") >= 2
    chat = buyer_of(bench, "TEA-ML200")
    assert chat.say("两个订单一起发可以吗", "combine_shipment") == ["combine_shipment.ask_other"]
    assert chat.say("昨天拍的龙井那单", "provide_info") == ["combine_shipment.checking"]
    assert complete(chat, "combine_shipment", "impossible") == ["combine_shipment.not_combined"]


def test_an_address_told_at_once_is_not_asked_for(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-ML200")
    text, address = "收货地址改成拱墅区莫干山路1号吧", "拱墅区莫干山路1号"
    start = text.index(address)
    told = (Entity("address", address, start, start + len(address)),)
    assert chat.say(text, "change_address", entities=told) == ["change_address.registered"]
    (change,) = tasks_of(chat, "change_address")
    assert change.details == {"new_address": address}


def test_what_was_just_granted_is_told_and_not_asked_again(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 72)
    assert chat.say("怎么还不发货", "urge_shipment") == ["late_shipment.ask_wanted"]
    assert chat.say("还要", "affirm") == ["late_shipment.payout"]
    for text, intent in [
        ("那到底几点发", "urge_shipment"),
        ("怎么还没物流", "track_parcel"),
        ("有货吗", "out_of_stock"),
    ]:
        assert chat.say(text, intent) == ["late_shipment.in_hand"]
    bench.clock.at += timedelta(hours=5)
    assert chat.say("还不发", "urge_shipment") == ["late_shipment.again"]


@pytest.mark.parametrize("text", ["要多久", "要等几天啊", "等我想想"])
def test_who_asks_how_long_at_a_shortage_hears_it_and_may_still_choose(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, "TEA-JJM125")
    assert chat.say("怎么还不发货", "urge_shipment") == ["stock_shortage.ask_choice"]
    assert chat.say(text, "unclear") == ["stock_shortage.ask_again"]
    assert "5天" in chat.messages()[-1].text
    assert chat.say("等", "unclear") == ["stock_shortage.wait"]


def test_a_bare_wait_answers_and_a_second_thought_is_heard(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-JJM125")
    chat.say("怎么还不发货", "urge_shipment")
    assert chat.say("有没有别的", "unclear") == ["stock_shortage.ask_swap"]
    assert chat.say("还是等吧", "provide_info") == ["stock_shortage.wait"]


def test_who_waited_for_sold_out_goods_may_still_swap(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-JJM125")
    chat.say("是不是没货了", "out_of_stock")
    chat.press("愿意等")
    assert chat.say("还是换吧", "exchange_goods") == ["stock_shortage.ask_swap"]
    assert chat.say("龙井", "provide_info", entities=(Entity("product", "TEA-LJ250", 0, 2),)) == [
        "stock_shortage.checking_swap"
    ]
