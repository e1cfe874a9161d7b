"""Words that ask whether a robot speaks, and that name an order by its place."""

import pytest

from aftersales.domain.buyer_words import asks_if_robot, named_place, parcel_found


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("包裹找到了", True),
        ("收到了 谢谢", True),
        ("刚拿到，在门卫那", True),
        ("还没收到", False),
        ("显示已经收到了但没拿到", False),
        ("找到了吗", None),
        ("快递说我收到了", None),
        ("没找到，哦找到了", True),
        ("到哪了", None),
        ("送到了别人家", None),
    ],
)
def test_a_parcel_is_found_when_the_buyer_says_so(text: str, found: bool | None) -> None:
    assert parcel_found(text) is found
