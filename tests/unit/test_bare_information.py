"""What is information and nothing else, whatever a model makes of it."""

import pytest

from aftersales.domain.bare_information import is_bare_information, says_unbroken
from aftersales.use_cases.ports import Entity


def named(text: str, **kinds: str) -> list[Entity]:
    return [Entity(kind, word, text.index(word), text.index(word) + len(word)) for kind, word in kinds.items()]


@pytest.mark.parametrize("text", ["123@qq", "lily88@gmail", "a.b@c.cn", "8866@", " 99@qq。", "wang＠163.com"])
def test_a_mail_is_information_however_it_is_cut_short(text: str) -> None:
    assert is_bare_information(text, [])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("深灰的", {"colour": "深灰"}),
        ("YT8800112233445", {"waybill": "YT8800112233445"}),
        ("浙江 杭州 文三路9号", {"province": "浙江", "city": "杭州", "address": "文三路9号"}),
    ],
)
def test_named_things_are_information(text: str, kinds: dict[str, str]) -> None:
    assert is_bare_information(text, named(text, **kinds))


@pytest.mark.parametrize("text", ["12315", "投诉", "@客服 你好", "123@qq 你个骗子", "sb", "？？", "", "kefu"])
def test_moods_and_wishes_are_none(text: str) -> None:
    assert not is_bare_information(text, [])


def test_a_number_that_insults_is_none() -> None:
    assert not is_bare_information("二百五", named("二百五", count="二百五"))
    assert not is_bare_information("投诉圆通", named("投诉圆通", courier="圆通"))


@pytest.mark.parametrize(
    ("text", "unbroken"),
    [
        ("箱子没破", True),
        ("没破", True),
        ("外包装都没有破损的", True),
        ("东西没坏", True),
        ("没坏，就是少了一袋", False),
        ("箱子没破，里面碎了", False),
        ("破了", False),
        ("没反应", False),
    ],
)
def test_what_is_not_broken_is_no_complaint(text: str, unbroken: bool) -> None:
    assert says_unbroken(text) is unbroken
