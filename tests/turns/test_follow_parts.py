"""What buyers say in the second and third turn about parts, repairs and money for an inconvenience."""

from datetime import timedelta

from aftersales.domain.calendar import format_time
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, complete, kinds, last_text, tasks_of


def test_the_price_of_a_part_asked_is_no_wish_to_buy(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    assert chat.say("想单独买个电池盖", "part_request") == ["part_request.ask_buy"]
    assert chat.say("多少钱", "unclear", 0.4) == ["part_request.ask_buy_told"]
    assert kinds(chat, "part_request") == []
    assert chat.say("那登记吧，要", "affirm") == ["part_request.registered_to_buy"]
    assert kinds(chat, "part_request") == ["notify_stock"]


def test_why_there_is_no_warranty_is_no_consent_to_pay(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=24 * 500)
    assert chat.say("锁坏了要维修", "warranty_repair") == ["warranty_repair.ask_paid"]
    assert chat.say("不保修啊？", "warranty_repair") == ["warranty_repair.ask_paid_told"]
    assert chat.say("那不修了太贵", "deny") == ["warranty_repair.leave"]


def paid_five(bench: Bench) -> Chat:
    """A buyer whose small compensation is registered and not paid yet."""
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("客服态度太差，赔我5块", "compensation_request")
    assert kinds(chat, "compensation_request") == ["compensate"]
    return chat


def test_a_threat_beside_a_payout_under_way_hears_how_far_it_is(bench: Bench) -> None:
    chat = paid_five(bench)
    assert chat.say("不退钱就差评", "bad_review_threat") == ["compensation_request.on_its_way"]
    assert "5元" in last_text(chat)
    assert kinds(chat, "bad_review_threat") == []


def test_a_payout_refused_for_want_of_a_picture_says_so(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("包装有点破损，赔我10块", "compensation_request") == ["compensation_request.ask_photo"]
    assert chat.say("没拍照", "provide_info") == ["compensation_request.approving"]
    assert "金额" not in last_text(chat)
    assert complete(chat, "compensation_request", "refused") == ["compensation_request.refused_unshown"]


def test_goods_sent_again_are_told_and_no_return_is_asked_about(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("少了一罐", "missing_item")
    chat.press("不是")
    chat.send_picture()
    assert complete(chat, "missing_item", "short") == ["missing_item.reship"]
    (reship,) = tasks_of(chat, "missing_item")
    assert chat.say("处理到哪一步了", "return_progress") == ["received.sending_again"]
    assert format_time(reship.due_at) in last_text(chat)
    bench.clock.at += timedelta(hours=25)
    assert chat.say("还没寄出来吗", "return_progress") == ["received.sending_late"]


def test_the_warehouse_hears_which_part_to_send(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    assert chat.say("少了一包螺丝", "missing_item") == ["missing_item.ask_photo"]
    assert chat.send_picture() == ["received.reship_part"]
    (again,) = tasks_of(chat, "missing_item")
    assert (again.kind, again.details["part_name"]) == ("reship_part", "screws")


def test_a_part_not_named_is_asked_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    assert chat.say("少了配件", "missing_item") == ["part_request.ask_part"]
    assert chat.say("钥匙没有", "provide_info") == ["missing_item.ask_photo"]


def test_how_a_repair_stands_is_told_and_no_return_is_asked_about(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=24 * 60)
    chat.say("锁坏了要维修", "warranty_repair")
    chat.say("可以修", "affirm")
    assert chat.press("寄回店里") == ["quality_issue.picking_up_repair"]
    assert chat.say("怎么样了", "return_progress") == ["chat.case_waiting"]
    assert chat.say("锁还是打不开", "quality_issue") == ["chat.case_remark"]


def test_how_an_exchange_stands_is_told(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换个新的，不喜欢这罐", "exchange_goods")
    chat.say("没拆", "provide_info")
    chat.press("寄回再换")
    for intent in ("return_progress", "track_parcel", "refund_status"):
        assert chat.say("到哪一步了", intent) == ["chat.case_awaits_goods"]


def test_several_parts_missing_are_looked_at_and_sent_together(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=20)
    parts = (Entity("part", "螺丝", 1, 3), Entity("part", "钥匙", 4, 6))
    assert chat.say("少螺丝和机械钥匙", "missing_item", entities=parts) == ["missing_item.ask_photo"]
    assert chat.send_picture() == ["received.reviewing"]
    assert complete(chat, "missing_item", "yes") == ["received.reship_part"]
    (again,) = tasks_of(chat, "missing_item")
    assert (again.kind, again.details["parts_told"]) == ("reship_part", "螺丝、钥匙")


def test_which_parts_are_missing_is_asked_once_where_they_are_several(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=20)
    chat.say("配件少了", "missing_item")
    assert chat.press("不止一样") == ["missing_item.ask_parts"]
    assert chat.say("膨胀螺栓，还有门铃线", "provide_info") == ["missing_item.ask_photo"]


def test_one_more_part_takes_the_place_of_none(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=20)
    assert chat.say("少螺丝", "missing_item") == ["missing_item.ask_photo"]
    assert chat.say("还少钥匙", "missing_item") == ["missing_item.ask_parts"]
    assert chat.say("螺丝和钥匙", "provide_info") == ["missing_item.ask_photo"]
