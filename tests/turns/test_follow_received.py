"""What buyers say in the second and third turn of exchanges, returns, repairs and parts sent again."""

import pytest

from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, case_of, complete, kinds, last_text, tasks_of, waybill


def exchanging(bench: Bench) -> Chat:
    """A buyer whose exchange waits for the goods; the tea has become cheaper since."""
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换个新的，不喜欢这罐", "exchange_goods")
    chat.say("没拆", "provide_info")
    assert chat.press("寄回再换") == ["exchange_goods.send_back"]
    return chat


@pytest.mark.parametrize("text", ["那差价怎么算", "我补差价行吗"])
def test_a_price_asked_within_an_exchange_pays_nothing(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换别的，不喜欢这罐", "exchange_goods")
    said = chat.say(text, "price_protection")
    assert said[-1] == "exchange_goods.ask_state"
    assert "price_protection.small" not in said
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list() if task.conversation_id == chat.id] == []


def test_a_price_asked_while_an_exchange_runs_pays_nothing(bench: Bench) -> None:
    chat = exchanging(bench)
    assert chat.say("那差价怎么算", "price_protection") == ["price_protection.returning"]
    assert kinds(chat, "exchange_goods") == ["receive_goods"]


def test_who_offers_to_pay_a_difference_is_paid_none(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("换贵一点的我补差价行吗", "price_protection") == ["price_protection.pays"]
    assert kinds(chat, "price_protection") == []


def test_a_return_agreed_leaves_no_difference_to_pay(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert chat.say("降价了差价怎么办", "price_protection") == ["price_protection.returning"]
    assert chat.say("不退了 把差价给我", "price_protection") == ["price_protection.kept"]


def with_pickup(bench: Bench, remedy: str) -> Chat:
    """A buyer at whose door a lock with a proven fault is to be picked up."""
    chat = buyer_of(bench, {"LOCK-A1": 1})
    chat.say("掉漆了，质量问题", "quality_issue")
    chat.send_picture()
    chat.press(remedy)
    if remedy == "维修":
        chat.press("寄回店里")
    else:
        complete(chat, "quality_issue", "yes")
    assert kinds(chat, "quality_issue") == ["pickup_at_door"]
    chat.said()
    return chat


@pytest.mark.parametrize("remedy", ["退货退款", "维修"])
@pytest.mark.parametrize(("text", "intent"), [("不用来取了", "cancel_refund"), ("别来取了我不弄了", "return_method")])
def test_a_pickup_is_called_off_when_the_buyer_says_so(bench: Bench, remedy: str, text: str, intent: str) -> None:
    chat = with_pickup(bench, remedy)
    assert chat.say(text, intent) == ["cancel_refund.pickup_undone"]


@pytest.mark.parametrize("remedy", ["退货退款", "维修"])
def test_goods_collected_are_not_said_to_be_at_the_buyers(bench: Bench, remedy: str) -> None:
    chat = with_pickup(bench, remedy)
    complete(chat, "quality_issue", "done")
    assert chat.say("不退了我还是留着吧", "cancel_refund") == ["cancel_refund.collected"]
    assert "不用寄" not in last_text(chat)


def test_how_many_are_missing_is_heard_in_the_answer_or_asked(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 3, "TEA-DHP100": 2})
    assert chat.say("你们少发了", "missing_item") == ["missing_item.ask_kind"]
    said = chat.say("两罐", "provide_info", entities=(Entity("count", "2", 0, 2),))
    assert said == ["missing_item.ask_which"]
    assert chat.press("西湖龙井") == ["missing_item.ask_photo"]
    chat.send_picture()
    (weighing,) = tasks_of(chat, "missing_item")
    assert weighing.details["missing_qty"] == "2"


def test_the_count_is_asked_where_several_of_one_were_bought(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 3})
    assert chat.say("东西少了", "missing_item") == ["missing_item.ask_qty"]
    assert chat.say("两罐", "provide_info") == ["missing_item.ask_box"]
    chat.press("不是")
    chat.send_picture()
    (weighing,) = tasks_of(chat, "missing_item")
    assert weighing.details["missing_qty"] == "2"


def test_the_last_remedy_named_is_the_one_that_counts(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("箱子破了少了一罐，退钱给我", "missing_item")
    chat.say("箱子破了", "provide_info")
    assert chat.send_picture() == ["missing_item.reviewing"]
    assert chat.say("算了还是补发吧", "missing_item") == ["chat.case_remark"]
    assert complete(chat, "missing_item", "yes") == ["missing_item.lost_reship"]


def test_who_wanted_money_is_asked_before_goods_are_sent_instead(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("少了一罐，退钱给我", "missing_item")
    chat.press("不是")
    chat.send_picture()
    assert complete(chat, "missing_item", "short") == ["missing_item.ask_reship_ok"]
    assert chat.say("那补发吧", "affirm") == ["missing_item.reship"]
    assert case_of(chat, "missing_item").row == "missing_item.short_reship"


def returning(bench: Bench) -> Chat:
    """A buyer who may send the goods back at their own cost."""
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("不喜欢，没拆，想退货", "return_goods") == ["return_goods.send_back"]
    return chat


@pytest.mark.parametrize("text", ["我寄到付行吗", "发顺丰到付"])
@pytest.mark.parametrize("intent", ["return_shipping_fee", "payment_issue", "change_courier", "shipping_fee"])
def test_freight_collect_is_refused_however_it_is_asked(bench: Bench, text: str, intent: str) -> None:
    assert returning(bench).say(text, intent) == ["return_shipping_fee.no_collect"]


def test_freight_collect_before_a_return_is_agreed_goes_back_to_its_question(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢想退货", "return_goods")
    said = chat.say("我寄到付行吗", "return_method")
    assert said == ["return_shipping_fee.no_collect", "chat.resume", "return_goods.ask_state"]


def test_who_pays_the_postage_of_an_agreed_return_is_known(bench: Bench) -> None:
    assert returning(bench).say("运费谁出", "return_shipping_fee") == ["return_shipping_fee.buyer_untold"]


def test_our_own_fault_is_not_asked_about_again(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("发错货了", "wrong_item")
    chat.send_picture()
    chat.press("寄回再换")
    assert chat.say("运费谁出", "return_shipping_fee") == ["return_shipping_fee.ask_sent"]


def test_a_pickup_costs_no_postage(bench: Bench) -> None:
    assert with_pickup(bench, "退货退款").say("运费谁出", "return_shipping_fee") == ["return_method.pickup"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("用了下坏了", "quality_issue"), ("瓶子是碎的", "damaged_item"), ("其实是发错了", "wrong_item")],
)
def test_goods_awaited_already_are_not_fetched_a_second_time(bench: Bench, text: str, intent: str) -> None:
    chat = returning(bench)
    assert chat.say(text, intent) == ["received.rearranged"]
    assert kinds(chat, intent) == []


def test_an_exchange_under_way_becomes_a_return_by_a_person_and_without_questions(bench: Bench) -> None:
    assert exchanging(bench).say("那还是退货吧", "return_goods") == ["received.rearranged"]


def test_how_many_are_broken_or_wrong_is_asked_where_several_of_one_were_bought(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 3})
    chat.say("收到就碎了", "damaged_item")
    assert chat.send_picture() == ["damaged_item.ask_qty"]
    chat.say("两袋", "provide_info")
    (review,) = tasks_of(chat, "damaged_item")
    complete(chat, "damaged_item", "yes")
    chat.press("退款")
    refund = next(task for task in tasks_of(chat, "damaged_item") if task.kind == "refund")
    assert (review.is_review, refund.details["missing_qty"]) == (True, "2")


def in_place_question(bench: Bench, remedy: str) -> Chat:
    """A buyer of a lock with a fault who is asked where it is to be looked at."""
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=240)
    chat.say("掉漆了，质量问题", "quality_issue")
    chat.send_picture()
    said = chat.press(remedy)
    if remedy == "换货":
        said = complete(chat, "quality_issue", "no")
    assert said == ["quality_issue.ask_place"]
    return chat


@pytest.mark.parametrize(("remedy", "ended"), [("维修", "repairing"), ("换货", "exchanged")])
def test_goods_the_buyer_has_sent_to_be_looked_at_are_not_picked_up(bench: Bench, remedy: str, ended: str) -> None:
    chat = in_place_question(bench, remedy)
    text = "寄回去了 YT8800112233445"
    assert chat.say(text, "provide_info", entities=waybill("YT8800112233445", text)) == ["quality_issue.awaiting_sent"]
    assert kinds(chat, "quality_issue") == ["receive_goods"]
    assert complete(chat, "quality_issue", "ok") == ["quality_issue.inspecting"]
    assert complete(chat, "quality_issue", "fault") == [f"quality_issue.{ended}"]


def test_goods_sent_to_be_looked_at_need_their_waybill(bench: Bench) -> None:
    chat = in_place_question(bench, "维修")
    assert chat.say("我已经寄回去了", "provide_info") == ["return_progress.ask_waybill"]
    assert chat.say("YT8800112233445", "provide_info") == ["quality_issue.awaiting_sent"]


def test_goods_to_be_sent_are_picked_up(bench: Bench) -> None:
    chat = in_place_question(bench, "维修")
    assert chat.say("寄回去吧", "provide_info") == ["quality_issue.picking_up_repair"]


def test_the_slip_told_once_more_is_the_one_of_the_return_agreed(bench: Bench) -> None:
    chat = returning(bench)
    slip = f"/slip/{case_of(chat, 'return_goods').case_no}/"
    assert slip in last_text(chat)
    assert chat.say("退货地址发我", "return_method") == ["return_method.arranged"]
    assert slip in last_text(chat)
