"""P-EMO-02, -03, -05 to -10, -12, -14 to -16 as chats: what the buyer hears, what is counted and who takes over."""

from datetime import timedelta

import pytest

from aftersales.domain.cases import Case, Task, Ticket
from aftersales.domain.conversations import Owner, TurnState
from aftersales.use_cases.claim_ticket import claim_ticket
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.reply_as_agent import reply_as_agent
from aftersales.use_cases.return_to_bot import return_to_bot
from tests.shop_bench import CLOSED_HOUR, Bench, Chat
from tests.turns.walking import buyer_of, owner_of


def ticket_of(chat: Chat) -> Ticket:
    with chat.bench.services.uow() as uow:
        ticket = uow.tickets.live_of(chat.id)
    assert ticket is not None
    return ticket


def cases_of(chat: Chat, playbook: str) -> list[Case]:
    with chat.bench.services.uow() as uow:
        return [case for case in uow.cases.of_conversation(chat.id) if case.playbook == playbook]


def tasks_of(chat: Chat, playbook: str) -> list[Task]:
    cases = cases_of(chat, playbook)
    with chat.bench.services.uow() as uow:
        return [task for case in cases for task in uow.tasks.list(case_id=case.id, open_only=False)]


def serve(chat: Chat, text: str) -> None:
    """An agent takes the chat, says one thing and gives it back to the bot."""
    ticket = ticket_of(chat)
    claim_ticket(chat.bench.services, ticket.id, "li")
    reply_as_agent(chat.bench.services, ticket.id, "li", text, "reply-1")
    return_to_bot(chat.bench.services, ticket.id, "li")
    chat.said()


def test_twelve_complaints_are_comforted_in_twelve_ways(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    for _ in range(12):
        assert chat.say("服务太差了", "service_complaint") == ["feelings.soothe"]
    said = [message.text for message in chat.messages() if message.script_key == "feelings.soothe"]
    assert len(set(said)) == 12


def test_a_rude_agent_is_reported_with_who_and_when_and_only_once(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("你们客服态度太差了", "service_complaint") == ["feelings.ask_incident"]
    assert chat.say("昨天下午，叫小李的", "provide_info") == ["feelings.agent_reported"]
    (call,) = tasks_of(chat, "service_complaint")
    assert (call.kind, call.team, call.details) == ("call_back", "difficult", {"incident": "昨天下午，叫小李的"})
    assert [case.row for case in cases_of(chat, "service_complaint")] == ["service_complaint.agent_named"]
    assert chat.say("客服凭什么骂我", "service_complaint") == ["feelings.agent_again"]
    assert len(tasks_of(chat, "service_complaint")) == 1
    assert chat.say("太失望了", "service_complaint") == ["feelings.soothe"]


def test_a_call_back_that_was_made_is_no_news_in_the_chat(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("客服骂我", "service_complaint")
    chat.say("不记得了", "provide_info")
    (call,) = tasks_of(chat, "service_complaint")
    complete_task(bench.services, call.id, "done", "li")
    assert (chat.said(), owner_of(chat)) == ([], Owner.BOT)


def test_who_does_not_know_the_name_is_reported_as_well(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("售后那个人说话很难听", "service_complaint")
    assert chat.say("不知道", "provide_info") == ["feelings.agent_reported_unnamed"]
    assert [(task.kind, task.details) for task in tasks_of(chat, "service_complaint")] == [("call_back", {})]


def test_a_topic_in_between_does_not_lose_the_rude_agent(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("客服态度恶劣", "service_complaint")
    asked = chat.say("我的快递到哪了", "track_parcel")
    assert asked == ["track_parcel.expected", "chat.resume", "feelings.ask_incident"]
    assert chat.say("今天早上的那位", "provide_info") == ["feelings.agent_reported"]


def test_couriers_fitters_and_the_bot_are_no_agents(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("快递员态度恶劣，客服也不管", "service_complaint") == ["feelings.soothe"]
    assert chat.say("安装师傅态度不好", "service_complaint") == ["feelings.soothe"]
    assert chat.say("你什么态度", "service_complaint") == ["feelings.soothe"], "no agent has spoken here"


def test_an_agent_of_this_chat_need_not_be_named(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    serve(chat, "亲，我看一下您的订单。")
    assert chat.say("什么态度啊", "service_complaint") == ["feelings.ask_incident"]


def test_abuse_in_one_burst_is_one_abuse(bench: Bench) -> None:
    """P-EMO-03: the second turn, not the second message, calls the complaint team."""
    chat = bench.chat("demo-wang")
    chat.write("滚")
    assert chat.say("垃圾店", "abuse") == ["feelings.calm"]
    assert chat.say("滚", "abuse") == ["feelings.abuse_queued"]
    assert (ticket_of(chat).team, ticket_of(chat).priority) == ("complaint", 8)


def test_harassment_is_reminded_of_once_then_recorded_and_no_longer_answered(bench: Bench) -> None:
    """P-EMO-08."""
    chat = bench.chat("demo-wang")
    chat.write("约吗")
    assert chat.say("美女", "harassment") == ["harassment.remind"]
    assert owner_of(chat) is Owner.BOT
    assert chat.say("晚上陪我", "harassment") == ["harassment.ended"]
    ticket = ticket_of(chat)
    assert (ticket.team, ticket.priority, ticket.reason) == ("complaint", 7, "harassment")
    assert [case.row for case in cases_of(chat, "harassment")] == ["harassment.again", "harassment.otherwise"]
    assert chat.say("别走啊宝贝", "harassment") == []
    assert chat.turns()[-1].state is TurnState.SILENT


def test_out_of_hours_the_end_tells_when_somebody_comes(bench: Bench) -> None:
    bench.clock.at = CLOSED_HOUR
    chat = bench.chat("demo-wang")
    chat.say("约吗", "harassment")
    assert chat.say("约不约", "harassment") == ["harassment.ended_closed"]
    assert "8:00" in chat.messages()[-1].text


def test_what_the_bot_was_not_sure_of_is_not_counted(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("小姐姐", "harassment", 0.3) == ["chat.clarify"]
    assert chat.say("约吗", "harassment") == ["harassment.remind"]


def test_an_open_question_outlives_the_reminder_and_the_advertisement(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("客服态度恶劣", "service_complaint")
    assert chat.say("约吗", "harassment") == ["harassment.remind", "chat.resume", "feelings.ask_incident"]
    assert chat.say("需要代运营吗", "spam_ad") == ["spam_ad.declined", "chat.resume", "feelings.ask_incident"]


def test_advertisements_are_declined_once_and_never_reach_a_person(bench: Bench) -> None:
    """P-EMO-10."""
    chat = bench.chat("demo-wang")
    assert chat.say("需要代运营吗", "spam_ad") == ["spam_ad.declined"]
    assert chat.say("刷单了解一下", "spam_ad") == []
    assert chat.say("价格很低", "spam_ad") == []
    assert [turn.state for turn in chat.turns()] == [TurnState.ANSWERED, TurnState.SILENT, TurnState.SILENT]
    chat.bench.clock.at += timedelta(minutes=5)
    assert chat.say("我的快递到哪了", "track_parcel")[0].startswith("track_parcel.")
    assert "久等" not in chat.messages()[-1].text
    assert owner_of(chat) is Owner.BOT


def test_a_cheated_buyer_waits_for_the_complaint_team_and_can_leave_evidence(bench: Bench) -> None:
    """P-EMO-09."""
    chat = bench.chat("demo-wang")
    assert chat.say("有人冒充你们客服骗我转账", "scam_report") == ["scam_report.to_complaint"]
    assert (ticket_of(chat).team, ticket_of(chat).priority) == ("complaint", 5)
    assert chat.send_picture() == ["chat.evidence_saved_queued"]


def test_a_threat_of_complaint_is_comforted_and_queued_in_one_turn(bench: Bench) -> None:
    """P-EMO-05, in the middle of another case."""
    chat = bench.chat("demo-zhang")
    chat.say("多发了一件", "extra_item")
    assert chat.say("再这样我打12315", "complaint_threat") == ["feelings.complaint_queued"]
    assert (ticket_of(chat).team, ticket_of(chat).priority) == ("complaint", 9)


def test_who_asks_for_a_robot_hears_the_truth_and_is_queued(bench: Bench) -> None:
    """P-EMO-06."""
    chat = bench.chat("demo-wang")
    assert chat.say("你是机器人吧，转人工", "ask_human") == ["human.bot_queued"]
    assert owner_of(chat) is Owner.WAITING


def test_questions_before_buying_reach_presales_by_day_and_by_night(bench: Bench) -> None:
    """P-EMO-12."""
    chat = bench.chat("demo-wang")
    assert chat.say("这款锁适合木门吗", "pre_sales") == ["pre_sales.to_presales"]
    assert ticket_of(chat).team == "presales"
    bench.clock.at = CLOSED_HOUR
    other = bench.chat("demo-feng")
    assert other.say("还有货吗", "pre_sales") == ["pre_sales.to_presales_closed"]


def test_an_account_is_shown_its_platform_and_a_person_comes_when_wanted(bench: Bench) -> None:
    """P-EMO-12."""
    chat = bench.chat("demo-wang")
    assert chat.say("淘宝登录不上去", "account_platform") == ["account_platform.taobao"]
    assert owner_of(chat) is Owner.BOT
    assert chat.say("转人工", "ask_human") == ["human.queued"]


def test_small_talk_and_an_urge_are_answered_and_the_question_stays(bench: Bench) -> None:
    """P-EMO-14 and P-EMO-07."""
    chat = bench.chat("demo-zhang")
    assert chat.say("多发了一件", "extra_item") == ["extra_item.ask_photo"]
    assert chat.say("谢谢", "thanks") == ["utter_thanks", "extra_item.ask_photo"]
    assert chat.say("我找找", "wait_ack") == ["utter_wait_ack"]
    assert chat.say("在吗怎么不回", "urge_reply") == ["chat.still_here", "extra_item.ask_photo"]
    assert chat.say("在吗怎么不回", "urge_reply") == ["chat.still_here"]
    assert cases_of(chat, "extra_item")[0].attempts == 0


def test_an_urge_while_a_task_is_under_way_hears_what_is_being_done(bench: Bench) -> None:
    """P-EMO-07."""
    chat = bench.chat("demo-wang")
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.intercepting"]
    assert chat.say("怎么还没回我", "urge_reply") == ["chat.case_waiting"]


def test_information_without_a_question_binds_the_order_or_asks_one_thing(bench: Bench) -> None:
    """P-EMO-15."""
    chat = bench.chat("demo-wu")
    assert chat.say("尾号0112的手机", "provide_info") == ["chat.info_noted"]
    chat.say("帮我查下物流", "track_parcel")
    title = chat.messages()[-1].buttons[0].title
    assert chat.press(title)[0].startswith("track_parcel.")


def test_a_review_is_guided_and_nothing_is_given_for_it(bench: Bench) -> None:
    """P-EMO-16."""
    chat = bench.chat("demo-wang")
    assert chat.say("好评返现怎么领", "review_help") == ["review_help.no_reward"]
    assert chat.say("评价的事", "review_help") == ["review_help.ask_wish"]
    assert chat.press("修改评价") == ["review_help.change"]
    assert tasks_of(chat, "review_help") == []


def test_who_asks_whether_anybody_is_there_may_have_a_person(bench: Bench) -> None:
    """P-EMO-06, P-EMO-07."""
    chat = bench.chat("demo-wang")
    for intent in ("urge_reply", "greet"):
        assert chat.say("有人吗", intent) == [f"utter_{intent}"]
        assert "转人工" in chat.messages()[-1].text
    assert chat.press("转人工") == ["human.queued"]


def test_how_it_stands_in_mid_question_is_no_miss(bench: Bench) -> None:
    """P-EMO-07."""
    chat = bench.chat("demo-zhang")
    chat.say("多发了一件", "extra_item")
    assert chat.say("怎么样了", "unclear", 0.7) == ["chat.still_here", "extra_item.ask_photo"]
    assert chat.say("有消息吗", "unclear", 0.7) == ["chat.still_here", "extra_item.ask_photo"]
    assert chat.say("好了没", "unclear", 0.7) == ["chat.still_here"]
    assert cases_of(chat, "extra_item")[0].attempts == 0


@pytest.mark.parametrize(
    ("text", "intent", "heard"),
    [("草 什么破店", "abuse", "feelings.calm"), ("破烂店", "service_complaint", "feelings.soothe")],
)
def test_a_shop_that_is_sworn_at_is_no_broken_box(bench: Bench, text: str, intent: str, heard: str) -> None:
    """P-EMO-02, P-EMO-03."""
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    said = chat.say(text, intent)
    assert (said[0], said[-1]) == (heard, "missing_item.ask_box")
    assert "box_damaged" not in cases_of(chat, "missing_item")[0].facts


@pytest.mark.parametrize(
    ("text", "intent"), [("什么时候处理", "return_progress"), ("还没给我打电话", "deny"), ("凭什么", "unclear")]
)
def test_who_asks_after_a_call_back_hears_when_it_is_due(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("客服小王骂人，昨天下午", "service_complaint")
    chat.say("昨天下午", "provide_info")
    assert chat.say(text, intent) == ["chat.case_waiting"]
