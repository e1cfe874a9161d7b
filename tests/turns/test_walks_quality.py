"""P-RCV-07, -10 to -13, P-COMP-01 and P-EMO-04 as chats: what the buyer hears and whose work is left."""

from datetime import timedelta

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import DAY, Buyer, Draft
from aftersales.domain.cases import CaseState
from aftersales.use_cases.complete_task import complete_task
from tests.shop_bench import Bench, Chat
from tests.turns.walking import MANAGER, case_of, complete, kinds, put, tasks_of

ORDER_NO = "2026110000009902"
GUIDED: Json = {
    "sku": "LOCK-G1",
    "title": "指纹锁 G1",
    "class": "regular",
    "current_price_fen": 79900,
    "stock": 5,
    "warranty_months": 12,
    "guide_url": "https://example.com/guide/lock-g1",
    "parts": [{"name": "电池盖", "stock": 3, "price_fen": 800}],
}


def buyer_of(bench: Bench, sku: str, days: float, **fields: object) -> Chat:
    """A buyer whose only order was signed `days` ago; `fields` replace those of its file."""
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker-q", "沈安", "13800009902", "浙江省", "杭州", "文三路9号"))
    of: Json = draft.signed([("LOCK-A1", 1)], days * DAY)
    of["lines"] = [{"sku": sku, "title": sku, "qty": 1, "price_fen": 79900}]
    put(bench, of | fields, products=[GUIDED])
    return bench.chat("walker-q")


def test_a_fault_in_the_first_days_is_seen_fetched_and_refunded_even_after_the_days_ran_out(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 6)
    assert chat.say("指纹识别不了", "quality_issue") == ["quality_issue.ask_by_guide"]
    assert "https://example.com/guide/lock-g1" in chat.messages()[-1].text
    assert chat.say("试过了还是不行", "deny") == ["quality_issue.ask_photo"]
    assert chat.send_picture() == ["quality_issue.ask_remedy"]
    assert chat.press("退货退款") == ["quality_issue.reviewing"]
    assert complete(chat, "quality_issue", "yes") == ["quality_issue.picking_up"]
    bench.clock.at += timedelta(days=2)
    assert complete(chat, "quality_issue", "done") == ["quality_issue.coming_back"]
    bench.clock.at += timedelta(days=2)
    assert complete(chat, "quality_issue", "used") == ["quality_issue.refunded"]
    assert kinds(chat, "quality_issue") == ["quality_report", "refund"]
    case = case_of(chat, "quality_issue")
    assert (case.row, case.sop, case.responsibility) == ("fault_remedy.refund", "P-RCV-07", "production")
    assert chat.say("又坏了", "quality_issue") == ["quality_issue.to_person"], "nothing is paid twice"


def test_what_works_after_the_guide_needs_nothing_more(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 6)
    chat.say("锁打不开", "quality_issue")
    assert chat.say("好了，可以用了", "affirm") == ["quality_issue.works_now"]
    assert tasks_of(chat, "quality_issue") == []


def test_damage_told_after_the_guide_is_no_good_news(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 6)
    chat.say("锁打不开", "quality_issue")
    assert chat.say("屏幕裂了", "provide_info") == ["quality_issue.ask_photo"]


def test_a_repair_tells_its_progress_and_another_topic_waits_in_between(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 60)
    chat.say("把手掉漆了", "quality_issue")
    asked = chat.say("顺便问下退差价", "price_protection")
    assert asked[0].startswith("price_protection.")
    assert asked[1:] == ["chat.resume", "quality_issue.ask_photo"]
    assert chat.send_picture() == ["quality_issue.ask_repair"]
    assert chat.say("可以，修吧", "affirm") == ["quality_issue.picking_up_repair"]
    assert complete(chat, "quality_issue", "done") == ["quality_issue.inspecting"]
    assert chat.say("检测得怎么样了", "urge_reply") == ["chat.case_waiting"]
    assert complete(chat, "quality_issue", "fault") == ["quality_issue.repairing"]
    assert case_of(chat, "quality_issue").state is CaseState.WAITING
    assert complete(chat, "quality_issue", "done") == ["quality_issue.repaired"]


def test_a_fault_nobody_sees_may_still_be_returned(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("茶叶有异味", "quality_issue")
    assert chat.send_picture() == ["quality_issue.ask_spoiled_remedy"]
    assert chat.press("退货退款") == ["quality_issue.reviewing"]
    assert complete(chat, "quality_issue", "no") == ["quality_issue.ask_resellable"]
    assert chat.say("没拆，都完好", "affirm") == ["quality_issue.send_back"]
    assert "浙江省杭州市" in chat.messages()[-1].text
    assert complete(chat, "quality_issue", "ok") == ["quality_issue.refunded"]
    assert kinds(chat, "quality_issue") == ["refund"]


def test_the_warranty_is_told_and_the_service_point_repairs(bench: Bench) -> None:
    chat = bench.chat("demo-zhao")
    assert chat.say("保修多久", "warranty_repair") == ["warranty_repair.term"]
    assert chat.say("锁坏了能修吗", "warranty_repair") == ["quality_issue.ask_repair"]
    assert chat.press("免费维修") == ["quality_issue.ask_place"]
    assert "山岚杭州售后点" in chat.messages()[-1].text
    assert chat.press("去售后点") == ["warranty_repair.at_point"]


def test_who_cannot_use_it_after_two_tries_is_taught_by_a_person(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 3)
    assert chat.say("密码怎么设置", "usage_help") == ["usage_help.ask_works"]
    assert chat.say("还是不会", "deny") == ["usage_help.ask_again"]
    assert chat.press("不是") == ["usage_help.to_person"]
    assert case_of(chat, "usage_help").state is CaseState.HANDED_OFF


def test_a_fitter_who_does_not_come_is_urged_replaced_and_at_last_refunded(bench: Bench) -> None:
    chat = bench.chat("demo-lin")
    assert chat.say("安装师傅没来", "install_service") == ["install_service.urging"]
    assert complete(chat, "install_service", "impossible") == ["install_service.replacing"]
    assert complete(chat, "install_service", "impossible") == ["install_service.fee_refunded"]
    assert kinds(chat, "install_service") == ["refund_installation"]
    came = buyer_of(bench, "LOCK-G1", 3, installation={"state": "booked", "no_show_count": 0})
    came.say("师傅没上门", "install_service")
    assert complete(came, "install_service", "done") == ["install_service.rebooked"]
    assert kinds(came, "install_service") == ["call_back"]


def test_a_part_worn_by_itself_is_sent_free_and_one_broken_by_hand_is_sold(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 60)
    assert chat.say("电池盖坏了能补一个吗", "part_request") == ["part_request.ask_cause"]
    assert chat.press("正常使用坏的") == ["part_request.ask_photo"]
    assert chat.send_picture() == ["part_request.ask_remedy"]
    assert chat.press("免费补发") == ["part_request.sent"]
    (sent,) = tasks_of(chat, "part_request")
    assert (sent.kind, sent.team, sent.details["part_name"]) == ("reship_part", "warehouse", "cover")
    other = bench.chat("demo-zhao")
    other.say("钥匙弄丢了", "part_request")
    assert other.say("影响，进不了门", "provide_info") == ["part_request.ask_buy"]
    assert other.say("要买", "affirm") == ["part_request.registered_to_buy"], "the record has no key in stock"
    assert complete(other, "part_request", "done") == ["part_request.arrived"]


def test_a_compensation_goes_by_its_amount_and_is_given_once(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 3)
    assert chat.say("服务太差了，补偿我", "compensation_request") == ["compensation_request.ask_amount"]
    assert chat.say("50块", "provide_info") == ["compensation_request.approving"]
    assert case_of(chat, "compensation_request").facts["asked_fen"] == 5000
    assert complete(chat, "compensation_request", "granted") == ["compensation_request.granted"]
    (paid,) = tasks_of(chat, "compensation_request")
    assert (paid.kind, paid.team, paid.details["asked_fen"]) == ("compensate", "finance", "5000")
    assert chat.say("再补偿点", "compensation_request") == ["compensation_request.on_its_way"]
    assert "50元" in chat.messages()[-1].text
    complete_task(bench.services, paid.id, "done", MANAGER)
    chat.said()
    assert chat.say("再补偿点", "compensation_request") == ["compensation_request.again"]


def test_a_refused_approval_is_told_and_a_small_amount_needs_none(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 3)
    chat.say("服务太差了，补偿我", "compensation_request")
    assert chat.say("200元", "provide_info") == ["compensation_request.approving"]
    assert complete(chat, "compensation_request", "refused") == ["compensation_request.refused"]
    assert tasks_of(chat, "compensation_request") == []
    small = bench.chat("demo-zhang")
    small.say("送货慢，赔我钱", "compensation_request")
    assert small.say("5块", "provide_info") == ["compensation_request.given"]


def test_a_threat_is_answered_by_solving_the_claim(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("我要给差评", "bad_review_threat") == ["bad_review_threat.ask_claim"]
    assert chat.press("物流太慢") == ["track_parcel.expected"]
    assert case_of(chat, "bad_review_threat").row == "track_parcel.expected"


def test_a_picture_sent_after_a_threat_serves_the_procedure_it_leads_to(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-G1", 3)
    assert chat.say("质量太差，给差评", "bad_review_threat") == ["quality_issue.ask_kind"]
    assert chat.press("材质做工差") == ["quality_issue.ask_photo"]
    assert chat.send_picture() == ["quality_issue.ask_remedy"]


def test_a_baseless_demand_is_reported_and_gets_no_money(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    assert chat.say("不退钱我给差评", "bad_review_threat") == ["bad_review_threat.ask_photo"]
    assert chat.say("没有照片", "deny") == ["bad_review_threat.reviewing"]
    assert complete(chat, "bad_review_threat", "no") == ["bad_review_threat.no_ground"]
    assert kinds(chat, "bad_review_threat") == ["order_flag", "report_review"]


def test_a_sound_demand_goes_by_the_limits_of_compensation(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("不退钱我给差评", "bad_review_threat")
    chat.send_picture()
    assert complete(chat, "bad_review_threat", "yes") == ["compensation_request.ask_reason"]
    assert chat.press("商品有问题") == ["compensation_request.ask_amount"]
    assert chat.say("20元", "provide_info") == ["compensation_request.given"]
    assert kinds(chat, "bad_review_threat") == ["compensate"]
