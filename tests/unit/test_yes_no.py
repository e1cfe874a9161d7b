"""Yes or no, as our own questions mean it: damage is no “no” to “还有问题吗”, and says nothing about an offer."""

import pytest

from aftersales.domain.answers import parse_answer
from tests.unit.procedures import release

Answer = bool | None


def answer(question: str, text: str) -> object:
    playbook, _, fact = question.partition(".")
    rule = release().playbooks[playbook].facts[fact]
    return parse_answer(rule, text, 0, rule.choices)


@pytest.mark.parametrize("question", ["quality_issue.still_faulty", "quality_issue.still_faulty_by_guide"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ("屏幕裂了", "碎了", "压扁了", "变形了", "不正常", "断了", "有裂痕", "还是打不开")),
        *((text, False) for text in ("没坏", "没有", "完好", "正常了", "挺好", "没什么问题了", "恢复正常了")),
        *((text, None) for text in ("能正常开机，屏幕裂了", "我看看", "还有问题吗")),
    ],
)
def test_a_fault_that_persists_is_a_yes(question: str, text: str, expected: Answer) -> None:
    assert answer(question, text) is expected


@pytest.mark.parametrize("question", ["worn_item.affects_use", "part_request.affects_use"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ("正常用着断的", "裂了", "正常用不了", "不能正常用", "不正常", "有点影响", "坏了")),
        *((text, False) for text in ("还能正常用", "正常用", "没断", "断了但还能用", "不怎么影响", "没啥影响", "没坏")),
    ],
)
def test_what_is_broken_affects_its_use_and_what_still_works_does_not(
    question: str, text: str, expected: Answer
) -> None:
    assert answer(question, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ("有", "有的", "是", "有点破", "被拆开过", "压扁了", "有个洞", "不完整", "有裂缝")),
        *(
            (text, False)
            for text in ("没有", "没有啊", "不是", "完好", "没破", "没拆过", "没变形", "是好的，没破", "没问题")
        ),
        *((text, None) for text in ("有没有破", "你们看照片", "少了一盒")),
    ],
)
def test_the_box_is_asked_for_damage_only(text: str, expected: Answer) -> None:
    assert answer("missing_item.box_damaged", text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("refund_request.fault_after", "屏幕裂了", True),
        ("refund_request.fault_after", "东西好好的", False),
        ("fault_evidence.resellable", "裂了", False),
        ("fault_evidence.resellable", "没坏，齐全", True),
        ("fault_evidence.resellable", "有划痕", False),
        ("install_service.installed_well", "装好了，但是关不上", False),
        ("install_service.installed_well", "装好了，挺好", True),
        ("usage_help.works", "正常了", True),
        ("usage_help.works", "坏了吧", False),
        ("return_dispute.admitted", "寄的时候没问题", False),
        ("return_dispute.admitted", "寄的时候好好的", False),
        ("return_dispute.admitted", "你们弄坏的", None),
        ("damaged_item.offer_1", "盒子都碎了", None),
        ("damaged_item.offer_1", "没问题", True),
        ("damaged_item.offer_1", "没事", None),
        ("damaged_item.offer_1", "就这么点？", False),
        ("worn_item.offer_2", "这么少啊？打发谁呢", False),
        ("description_mismatch.offer_2", "还能多给吗？", None),
        ("quality_issue.still_faulty", "电池换过了", True),
        ("quality_issue.still_faulty", "换过电池就好了", None),
        ("return_goods.cancel_sure", "没事，先发吧", None),
        ("return_goods.intercept_wanted", "好像坏了", None),
    ],
)
def test_a_state_counts_where_the_question_asks_for_it(question: str, text: str, expected: Answer) -> None:
    assert answer(question, text) is expected
