"""The text normaliser: what it changes, what it leaves alone, and that nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.text_normaliser import guard_commands, normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＳＦ１２３　到哪", "SF123 到哪"),
        ("請問這個發貨時間", "请问这个发货时间"),
        ("生气😡了", "生气☺了"),
        ("两行\n字", "两行 字"),
        ("在吗？", "在吗?"),
        ("/restart", "／restart"),
        ("＠EXTERNAL", "＠EXTERNAL"),
        ("快递到哪了", "快递到哪了"),
        ("sf123 SF123", "sf123 SF123"),
    ],
)
def test_reads_as(written: str, read: str) -> None:
    assert normalise(written) == read


ANY_TEXT = st.text(st.characters())
"""Lone surrogates too, which `st.text()` alone leaves out."""


@given(ANY_TEXT)
def test_never_moves_a_character(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(ANY_TEXT)
def test_never_leaves_a_command(text: str) -> None:
    assert not {"/", "@"} & set(normalise(text))
    assert len(guard_commands(text)) == len(text)


@given(ANY_TEXT)
def test_reading_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
