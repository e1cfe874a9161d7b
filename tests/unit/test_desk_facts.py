"""What agents read of a fact: its title, and its value in words or with its unit."""

from dataclasses import replace

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.playbook import AnswerKind, FactRule, FactSource
from aftersales.use_cases.desk_view import FactContext
from tests.unit.orders import line
from tests.unit.procedures import release
from web.desk_facts import shown_facts

RULES = {
    "approved": FactRule("approved", (FactSource.TASK,), task=release().playbooks["missing_item"].facts["weight"].task),
    "paid_back": FactRule("paid_back", (FactSource.BUYER,), "ask", AnswerKind.AMOUNT),
    "which": FactRule("which", (FactSource.BUYER,), "ask", AnswerKind.CHOICE, choices_from_lines=True, title="哪一种"),
}
ABOUT = FactContext({**release().facts_of("missing_item"), **RULES}, [line("TEA-1", title="龙井", spec="250g")])


@pytest.mark.parametrize(
    ("name", "value", "title", "shown", "small"),
    [
        ("missing_kind", "product", "少了什么", "商品少了", ""),
        ("missing_kind", "sample", "少了什么", "sample", ""),
        ("missing_kind", "unknown", "少了什么", "不清楚", ""),
        ("box_damaged", True, "外箱破损或拆过", "是", ""),
        ("box_damaged", "False", "外箱破损或拆过", "否", ""),
        ("evidence_photos", 2, "照片", "2 张", ""),
        ("evidence_photos", "refused", "照片", "不愿提供", ""),
        ("weight", "short", "包裹重量", "少了", ""),
        ("approved", "refused", "approved", "不同意", ""),
        ("missing_sku", "TEA-1", "少的商品", "龙井 250g", "TEA-1"),
        ("missing_sku", "TEA-2", "少的商品", "TEA-2", ""),
        ("which", "TEA-1", "哪一种", "龙井 250g", "TEA-1"),
        ("missing_qty", "2", "少的件数", "2 件", ""),
        ("missing_value_fen", "1205", "少的商品金额", "¥12.05", ""),
        ("paid_back", 1200, "paid_back", "¥12.00", ""),
        ("order_status", "paid", "订单状态", "待发货", ""),
        ("last_event", "refused", "最新物流", "已拒收", ""),
        ("platform", "jd", "平台", "京东", ""),
        ("signed_days", 3, "签收天数", "3 天", ""),
        ("wait_hours", 5, "wait_hours", "5 小时", ""),
        ("parcel_count", 2, "包裹数", "2", ""),
        ("promotion", "秋茶节", "活动", "秋茶节", ""),
        ("of_an_old_release", "x", "of_an_old_release", "x", ""),
    ],
)
def test_an_agent_reads_chinese(name: str, value: Value, title: str, shown: str, small: str) -> None:
    (fact,) = shown_facts({name: value}, ABOUT)
    assert (fact.name, fact.title, fact.value, fact.small) == (name, title, shown, small)


def test_a_playbooks_own_fact_goes_before_those_its_gotos_reach() -> None:
    facts = release().facts_of("missing_item")
    assert facts["missing_sku"].choices_from_lines, "transit_loss only reads it"
    assert release().facts_of("urge_shipment")["wanted"].title == "还要不要货"
    assert release().facts_of("gone") == {}
    renamed = replace(release().playbooks["transit_loss"], facts={"remedy": replace(facts["remedy"], title="别的")})
    other = replace(release(), playbooks={**release().playbooks, "transit_loss": renamed})
    assert other.facts_of("missing_item")["remedy"].title == "退款还是补发"
