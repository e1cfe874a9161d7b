"""Words that ask whether a robot speaks, and that name an order by its place."""

import pytest

from aftersales.domain.buyer_words import asks_if_robot, named_place


@pytest.mark.parametrize("text", ["你是机器人吧", "你是ai吗", "AI回复的？", "跟个机器似的", "有没有真人"])
def test_who_asks_for_a_robot(text: str) -> None:
    assert asks_if_robot(text)


@pytest.mark.parametrize("text", ["这机器坏了", "我邮箱是abc@gmail.com", "扫地机器坏了转人工", "email发一下"])
def test_who_does_not(text: str) -> None:
    assert not asks_if_robot(text)


@pytest.mark.parametrize(
    ("text", "place"), [("第二个", 2), ("2", 2), ("就第三单吧", 3), ("最近买的", 1), ("茶叶那单", None), ("2026", None)]
)
def test_a_place_among_the_offered(text: str, place: int | None) -> None:
    assert named_place(text) == place
