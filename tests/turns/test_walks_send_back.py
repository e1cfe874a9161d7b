"""P-RET-07 as chats: however often a buyer asks where to send the goods, there is one slip, and none for a pickup."""

from datetime import timedelta

from aftersales.domain.calendar import format_time
from aftersales.domain.return_slip import ReturnSlip
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.read_return_slip import read_return_slip
from tests.shop_bench import SLIPS, Bench, Chat
from tests.turns.walking import MANAGER, buyer_of, case_of, complete, kinds, last_text, tasks_of


def slip_behind(chat: Chat, link: str) -> ReturnSlip:
    case_no, signature = link.rsplit("/slip/", 1)[1].split(maxsplit=1)[0].split("/")
    found = read_return_slip(chat.bench.services, case_no, signature)
    assert isinstance(found, ReturnSlip)
    return found


def test_the_slip_lists_the_pieces_agreed_and_stays_the_same(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-TGY500": 3})
    assert chat.say("买多了，没拆，想退一盒", "return_goods") == ["return_goods.ask_qty"]
    assert chat.say("1盒", "provide_info") == ["return_goods.send_back"]
    agreed = slip_behind(chat, last_text(chat))
    assert agreed.goods == (("安溪铁观音 500g 礼盒", 1),)
    assert agreed.case_no == case_of(chat, "return_goods").case_no
    for asked in ("寄哪里来着", "地址再发我一下"):
        assert chat.say(asked, "return_method") == ["return_method.arranged"]
        assert slip_behind(chat, last_text(chat)) == agreed
    assert agreed.link == SLIPS.url(agreed.case_no)


def test_the_slip_of_a_whole_return_lists_every_piece(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 3, "TEA-LJ250": 1})
    chat.say("买多了，没拆，全部退", "return_goods")
    assert [pieces for _, pieces in slip_behind(chat, last_text(chat)).goods] == [3, 1]
    complete(chat, "return_goods", "ok")
    assert slip_behind(chat, SLIPS.url(case_of(chat, "return_goods").case_no)).goods == (
        ("茉莉花茶 200g 袋装", 3),
        ("西湖龙井 250g 罐装", 1),
    )


def with_pickup(bench: Bench) -> Chat:
    """A buyer at whose door a lock with a proven fault is to be picked up."""
    chat = buyer_of(bench, {"LOCK-A1": 1})
    chat.say("掉漆了，质量问题，要退货", "quality_issue")
    chat.send_picture()
    chat.press("退货退款")
    assert complete(chat, "quality_issue", "yes") == ["quality_issue.picking_up"]
    return chat


def test_who_waits_for_a_pickup_hears_until_when_and_starts_no_return(bench: Bench) -> None:
    chat = with_pickup(bench)
    (pickup,) = tasks_of(chat, "quality_issue")
    for asked in ("几点来取件", "怎么没人来取"):
        assert chat.say(asked, "return_method") == ["return_method.pickup"]
    assert format_time(pickup.due_at) in chat.messages()[-3].text + last_text(chat)
    assert kinds(chat, "return_method") == []
    bench.clock.at += timedelta(hours=49)
    assert chat.say("到底几点来取件", "return_method") == ["return_method.pickup_late"]


def test_a_pickup_that_was_reported_and_did_not_happen_is_looked_into(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("你们多发了一罐", "extra_item")
    assert chat.send_picture() == ["extra_item.pickup"]
    pickup = next(task for task in tasks_of(chat, "extra_item") if task.kind == "pickup_at_door")
    complete_task(bench.services, pickup.id, "done", MANAGER)
    chat.said()
    assert chat.say("什么时候来取", "return_method") == ["return_method.pickup_done"]
    assert chat.say("没人来取啊", "return_method") == ["return_method.pickup_missed"]
