"""P-RCV-04 and P-RET-02: urgent goods leave first, by a deposit or without one; who asks is told the rule."""

from collections.abc import Callable

import pytest

from aftersales.domain.answers import parse_answer
from aftersales.domain.cases import Value
from tests.unit.procedures import Walk, release, walk
from tests.unit.received_orders import received
from tests.unit.return_orders import WISH, at_home

PLAYBOOKS = ("wrong_item", "exchange_send")


def wrong(**told: Value) -> Walk:
    return walk("wrong_item", received(), wish="urgent", evidence_photos=1, **told)


def exchange(**told: Value) -> Walk:
    return walk("exchange_goods", at_home(), exchange_kind="same", exchange_way="urgent", **{**WISH, **told})


@pytest.mark.parametrize("playbook", PLAYBOOKS)
@pytest.mark.parametrize(
    ("text", "way"),
    [
        *(
            (text, "ask")
            for text in ("押金多少", "押金要多少啊", "押金怎么退", "货退了押金退吗", "到付行吗", "还要押金啊")
        ),
        *((text, "deposit") for text in ("付押金", "押金吧", "那我付押金，先发", "押金怎么付", "交押金可以")),
        *((text, "waybill") for text in ("不想付押金", "不交押金行吗", "没钱付押金", "我先寄吧", "不想交押金，先寄回")),
        *((text, None) for text in ("随便", "你们定", "快点")),
    ],
)
@pytest.mark.parametrize("question", ["advance_way", "advance_told"])
def test_a_question_about_the_deposit_chooses_nothing(playbook: str, question: str, text: str, way: str | None) -> None:
    rule = release().playbooks[playbook].facts[question]
    assert parse_answer(rule, text, 0, rule.choices) == way


@pytest.mark.parametrize("go", [wrong, exchange])
def test_the_rule_is_told_once_and_the_choice_holds(go: Callable[..., Walk]) -> None:
    assert go(advance_way="ask").asks == "advance_told"
    assert go(advance_way="ask", advance_told="deposit").waits_for == "deposit_paid"
    assert go(advance_way="ask", advance_told="waybill").asks == "return_waybill"
    for still in ("ask", "unknown"):
        found = go(advance_way="ask", advance_told=still)
        assert (found.row.partition(".")[2], found.tasks) == ("told_untold", [])
        assert found.handoff
