"""Safety words leave the same sign however they are spelt, and bad lists are refused with file and place."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intents.safety_words import SafetyWords, read_signs

BOT = Path(__file__).resolve().parents[2] / "bot"
WORDS = SafetyWords(read_signs(BOT / "data/safety_words.yml"))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("给我转人工", "person"),
        ("砖人工", "person"),
        ("转 人 工！", "person"),
        ("zhuanrengong", "person"),
        ("别用机器人糊弄我", "machine"),
        ("我要投诉", "complaint"),
        ("我要透诉", "complaint"),
        ("tou诉", "complaint"),
        ("打一二三一五", "complaint"),
        ("打1 2 3 1 5", "complaint"),
        ("去市场监管局", "office"),
        ("找律师函给你们", "office"),
        ("发抖音", "media"),
        ("煞 笔", "insult"),
        ("鲨笔", "insult"),
        ("NMSL", "insult"),
        ("🖕", "insult"),
    ],
)
def test_every_spelling_leaves_its_sign(text: str, sign: str) -> None:
    assert sign in WORDS.names(text)


@pytest.mark.parametrize("text", ["什么时候发货", "怎么操作", "电脑到了吗", "退到哪里了", "", "  ", "人参茶好喝吗"])
def test_ordinary_messages_are_left_as_they_are(text: str) -> None:
    assert WORDS.marked([text]) == [text]


def test_two_spellings_of_a_word_are_marked_alike() -> None:
    one, other = WORDS.marked(["我要投诉", "我要投速"])
    assert one.removeprefix("我要投诉") == other.removeprefix("我要投速") != ""


def test_words_survive_pickling() -> None:
    assert pickle.loads(pickle.dumps(WORDS)).names("我要投诉") == WORDS.names("我要投诉")  # noqa: S301 - our own bytes


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    (marked,) = WORDS.marked([text])
    assert marked.startswith(text)


@pytest.mark.parametrize("bad", ["signs: [{words: [a]}]", "signs: [{name: x, word: [a]}]", "signs: [x]"])
def test_a_bad_list_is_refused_with_file_and_place(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "words.yml"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(ValueError, match=r"words\.yml: sign 1 needs `name`"):
        read_signs(path)


def test_no_words_at_all_mark_nothing() -> None:
    assert SafetyWords(()).marked(["我要投诉"]) == ["我要投诉"]
