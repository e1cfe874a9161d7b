"""Clauses: where a message falls apart, and where it must not."""

import pytest

from bot.components.clause_splitter import MOST, split_clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("快递到哪了，还有发票怎么开", ["快递到哪了", "还有发票怎么开"]),
        ("快递到哪了还有发票怎么开", ["快递到哪了", "还有发票怎么开"]),
        ("什么时候发货 发票能开专票吗", ["什么时候发货", "发票能开专票吗"]),
        ("我要退货！运费谁出？？", ["我要退货", "运费谁出"]),
        ("货发错了，我要换货", ["我要换货"]),
        ("茶叶罐压扁了，盖子也坏了", []),
        ("发票开一下，快递催一下", ["发票开一下", "快递催一下"]),
        ("茉莉取消 龙井快点发", ["茉莉取消", "龙井快点发"]),
        ("什么时候发货", []),
        ("好的 谢谢", []),
        ("好的，什么时候发货", []),
        ("", []),
        ("。。。！！", []),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert split_clauses(text) == clauses


def test_of_a_long_message_the_last_clauses_are_read() -> None:
    assert split_clauses("甲怎么办。乙怎么办。丙怎么办。丁怎么办") == ["乙怎么办", "丙怎么办", "丁怎么办"]
    assert MOST == 3
