"""What buyers want of a matter that is asked about or looked at belongs to it, wherever its procedure has led."""

import pytest

from aftersales.domain.cases import CaseState
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import added, buyer_of, case_of, complete, kinds, tasks_of

WISHES = [("赔50", "compensation_request"), ("退全款", "refund_request"), ("退货", "return_goods")]


def cases_of(chat: Chat) -> list[str]:
    with chat.bench.services.uow() as uow:
        return [case.playbook for case in uow.cases.of_conversation(chat.id)]


@pytest.mark.parametrize(("text", "intent"), WISHES)
def test_who_threatens_and_names_a_sum_while_it_is_looked_at_begins_no_second_matter(
    bench: Bench, text: str, intent: str
) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不赔钱就差评", "bad_review_threat")
    assert chat.send_picture() == ["bad_review_threat.reviewing"]
    assert chat.say(text, intent) == ["chat.case_remark"]
    assert (cases_of(chat), added(chat, "bad_review_threat")) == (["bad_review_threat"], [text])


def test_a_sum_named_instead_of_a_reason_is_what_the_threat_is_about(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("不给我解决就给差评", "bad_review_threat") == ["bad_review_threat.ask_claim"]
    assert chat.say("赔50", "compensation_request") == ["chat.wish_noted", "bad_review_threat.ask_photo"]
    assert cases_of(chat) == ["bad_review_threat"]


def test_after_a_goto_the_wishes_of_the_procedure_reached_count(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不给我解决就给差评", "bad_review_threat")
    assert chat.press("商品质量") == ["quality_issue.ask_kind"]
    assert chat.say("换货", "exchange_goods") == ["chat.wish_noted", "quality_issue.ask_kind"]
    chat.press("材质做工差")
    assert chat.send_picture() == ["quality_issue.reviewing"]
    assert cases_of(chat) == ["bad_review_threat"]


def test_who_threatens_over_goods_not_sent_may_still_have_them_cancelled(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=60, state="paid")
    assert chat.say("再不发货我就给差评", "bad_review_threat") == ["late_shipment.ask_wanted"]
    assert chat.say("退款", "refund_request") == ["cancel_order.late"]


def test_who_wants_to_return_what_is_not_as_described_is_offered_no_sum(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-TABLE": 1})
    chat.say("颜色和图片不一样", "description_mismatch")
    assert chat.send_picture() == ["description_mismatch.checking_page"]
    assert chat.say("退货", "return_goods") == ["chat.case_remark"]
    assert complete(chat, "description_mismatch", "yes") == ["description_mismatch.page_return"]
    assert kinds(chat, "description_mismatch") == ["fix_page", "order_flag"]
    assert case_of(chat, "description_mismatch").state is CaseState.RESOLVED


@pytest.mark.parametrize(("text", "intent"), [("换货", "exchange_goods"), ("我要退货", "return_goods")])
def test_a_fault_named_instead_of_a_reason_is_the_reason(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    assert chat.say(text, intent) == [f"{intent}.ask_reason"]
    assert chat.say("罐子瘪了", "damaged_item") == ["damaged_item.ask_photo"]
    assert chat.send_picture() == ["damaged_item.ask_remedy"]
    assert chat.press("换货") == ["received.reviewing"]
    assert cases_of(chat) == [intent]


def test_an_answer_that_names_the_matter_tells_the_rest_of_it(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("换货啊", "exchange_goods")
    text = "换大红袍 没拆 不喜欢"
    said = chat.say(text, "exchange_goods", entities=(Entity("product", "TEA-DHP100", 1, 4),))
    assert said == ["exchange_goods.checking_stock"]


def test_the_goods_named_last_are_those_looked_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-TGY500": 1})
    chat.say("喝不惯，没拆，想换一款", "exchange_goods")
    chat.say("金骏眉", "provide_info", entities=(Entity("product", "TEA-JJM125", 0, 3),))
    said = chat.say("还是龙井", "pre_sales", entities=(Entity("product", "TEA-LJ250", 2, 4),))
    assert said == ["chat.case_remark"]
    (look,) = tasks_of(chat, "exchange_goods")
    assert look.details["target_text"] == "龙井"


def test_a_sum_told_while_it_is_looked_at_reaches_who_looks(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-P2": 1}, hours=20)
    chat.say("收到就有划痕", "damaged_item")
    chat.send_picture()
    chat.press("补偿")
    assert chat.say("就这么点？", "unclear") == ["received.reviewing"]
    assert chat.say("20可以", "affirm") == ["chat.case_remark"]
    assert added(chat, "damaged_item") == ["20可以"]


def test_who_keeps_the_goods_drops_the_exchange(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换一款 不合适", "exchange_goods")
    assert chat.say("哦那不换了 留着吧", "cancel_refund") == ["chat.dropped"]
