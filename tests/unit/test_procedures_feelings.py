"""P-EMO-02, -08, -09, -10, -12 and -16: every row, and what their scripts never say."""

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import CaseState, Value
from aftersales.domain.playbook import Decision
from aftersales.domain.scripts import begins_with_apology
from tests.unit.procedures import Walk, release, walk

SETS_OF_COMFORT = 10
ACTIONS = ("办", "处理", "查", "跟进", "解决", "去看", "推进", "核对", "看您的订单")
REVIEW_ROWS = ["write", "change", "remove", "shown", "reward", "done"]


def outcome(walked: Walk) -> CaseState | None:
    assert isinstance(walked.move, Decision)
    return walked.move.row.outcome


def priority(walked: Walk) -> int:
    assert isinstance(walked.move, Decision)
    return walked.move.row.priority


def texts(prefix: str) -> list[str]:
    return [text for key, script in release().scripts.items() if key.startswith(prefix) for text in script.variants]


def complaint(**facts: Value) -> Walk:
    return walk("service_complaint", None, **{"blames_agent": False, "agent_reported": False, **facts})


def wish(text: str) -> Value | None:
    return parse_opening(release().playbooks["review_help"], text).get("review_wish")


# P-EMO-02


def test_bad_service_is_soothed_without_a_handoff() -> None:
    soothed = complaint()
    assert (soothed.row, soothed.handoff, soothed.tasks) == ("service_complaint.otherwise", None, [])
    assert complaint(agent_reported=True).row == "service_complaint.otherwise"


def test_there_are_enough_sets_of_comfort_and_each_is_sorry_and_acts() -> None:
    sets = release().scripts["feelings.soothe"].variants
    assert len(set(sets)) == len(sets) >= SETS_OF_COMFORT
    assert all(any(sorry in text for sorry in ("抱歉", "对不", "道歉")) for text in sets)
    assert all(any(act in text for act in ACTIONS) for text in sets)


def test_who_and_when_is_asked_of_a_rude_agent_and_the_team_lead_told() -> None:
    assert complaint(blames_agent=True).asks == "incident"
    named = complaint(blames_agent=True, incident="昨天下午的小李")
    assert (named.row, named.tasks) == ("service_complaint.agent_named", [("call_back", "difficult")])
    assert isinstance(named.move, Decision)
    assert named.move.row.tasks[0].details == ("incident",)


@pytest.mark.parametrize("answer", ["unknown", "refused"])
def test_a_rude_agent_without_a_name_reaches_the_team_lead_as_well(answer: str) -> None:
    unnamed = complaint(blames_agent=True, incident=answer)
    assert (unnamed.row, unnamed.tasks) == ("service_complaint.agent_unnamed", [("call_back", "difficult")])


def test_the_same_rude_agent_is_reported_once() -> None:
    again = complaint(blames_agent=True, agent_reported=True)
    assert (again.row, again.tasks) == ("service_complaint.agent_again", [])


def test_the_buyer_is_told_that_the_team_lead_has_it() -> None:
    told = [*texts("feelings.agent_reported"), *texts("feelings.agent_again")]
    assert told
    assert all("组长" in text and "回电" in text for text in told)
    assert all(begins_with_apology(text) or "抱歉" in text or "对不起" in text or "道歉" in text for text in told)


# P-EMO-08


def test_harassment_is_reminded_of_once_and_then_the_talk_ends() -> None:
    first = walk("harassment", None, harassment_count=1)
    assert (first.row, first.handoff, outcome(first)) == ("harassment.otherwise", None, CaseState.ANSWERED)
    again = walk("harassment", None, harassment_count=2)
    assert (again.row, again.handoff) == ("harassment.again", "complaint")
    assert 0 < priority(again) < priority(walk("complaint_threat", None))


def test_the_reminder_insults_nobody_and_the_end_says_what_becomes_of_the_order() -> None:
    assert all("订单" in text for text in texts("harassment."))
    assert not [text for text in texts("harassment.") if "变态" in text or "报警" in text or "流氓" in text]


# P-EMO-09


def test_a_cheated_buyer_is_with_the_complaint_team_in_the_same_turn() -> None:
    cheated = walk("scam_report", None)
    assert (cheated.row, cheated.handoff, priority(cheated)) == ("scam_report.otherwise", "complaint", 5)
    said = texts("scam_report.")
    assert all("刷单" in text and "私下转账" in text for text in said)
    assert all(("报警" in text or "110" in text) and "平台" in text and "截图" in text for text in said)


# P-EMO-10


def test_an_advertisement_is_declined_once_and_then_answered_in_a_breath() -> None:
    assert walk("spam_ad", None, ad_count=1).row == "spam_ad.otherwise"
    assert walk("spam_ad", None, ad_count=2).row == "spam_ad.again"
    assert walk("spam_ad", None, ad_count=9).handoff is None


# P-EMO-12


def test_questions_before_buying_go_to_presales() -> None:
    asked = walk("pre_sales", None)
    assert (asked.row, asked.handoff) == ("pre_sales.otherwise", "presales")


@pytest.mark.parametrize(
    ("platform", "row"),
    [("taobao", "taobao"), ("tmall", "taobao"), ("jd", "jd"), ("own", "own_shop"), ("pdd", "otherwise")],
)
def test_an_account_is_the_business_of_its_platform(platform: str, row: str) -> None:
    told = walk("account_platform", None, platform=platform)
    assert told.row == f"account_platform.{row}"
    assert told.handoff == ("presales" if platform == "own" else None)


def test_nobody_is_asked_for_an_account_or_a_password() -> None:
    said = texts("account_platform.")
    assert all("密码" in text and "验证码" in text for text in said)
    assert not [text for text in said if "账号发" in text or "身份证" in text or "密码是" in text]
    assert release().playbooks["account_platform"].facts.keys() == {"platform"}


# P-EMO-16


@pytest.mark.parametrize("topic", REVIEW_ROWS)
def test_each_wish_about_a_review_has_its_guidance(topic: str) -> None:
    told = walk("review_help", None, review_wish=topic)
    assert (told.row, told.tasks, told.handoff) == (f"review_help.{topic}", [], None)


def test_an_untold_wish_is_asked_once_and_then_shown_the_entrance() -> None:
    assert walk("review_help", None).asks == "review_wish"
    assert walk("review_help", None, review_wish="unknown").row == "review_help.otherwise"
    assert walk("review_help", None, review_wish="refused").row == "review_help.otherwise"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("怎么写评价", "write"),
        ("评价不了，点进去没有按钮", "write"),
        ("评价可以匿名吗", "write"),
        ("评价写错了想改一下", "change"),
        ("手滑点了三星怎么改五星", "change"),
        ("评价能删吗", "remove"),
        ("我评价了怎么没显示", "shown"),
        ("追评一直在审核", "shown"),
        ("好评返现怎么领", "reward"),
        ("给了五星好评，有奖励吗", "reward"),
        ("评了怎么没给京豆", "reward"),
        ("卡片上写的五星返5元", "reward"),
        ("晒图有礼是什么礼", "reward"),
        ("我给你好评了，有礼物不", "reward"),
        ("字数写够了，追评提交不了", "write"),
        ("五星打完还能删掉吗", "remove"),
        ("已好评", "done"),
        ("等用几天一定好评", "done"),
        ("给你们五星了", "done"),
        ("评价这事问一下", None),
    ],
)
def test_the_first_message_often_tells_the_wish(text: str, topic: str | None) -> None:
    assert wish(text) == topic


def test_no_review_is_ever_rewarded_or_wished_better() -> None:
    reward = texts("review_help.no_reward")
    assert all("返现" in text or "换钱" in text for text in reward)
    assert all("不给" in text or "没有" in text for text in reward)
    said = texts("review_help.")
    assert not [text for text in said if "好评" in text or "五星" in text or "差评" in text]
