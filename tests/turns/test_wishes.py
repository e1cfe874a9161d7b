"""What buyers want of a matter that is asked about or looked at belongs to it, wherever its procedure has led."""

import pytest

from aftersales.domain.cases import CaseState
from tests.shop_bench import Bench, Chat
from tests.turns.walking import added, buyer_of, case_of, complete, kinds

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
