"""Which goods of an order a buyer's words take out."""

import pytest

from aftersales.domain.named_lines import goods_taken_out
from aftersales.domain.orders import OrderLine

LINES = [OrderLine("ML", "茉莉花茶 200g 袋装", 1, 4900), OrderLine("LJ", "西湖龙井 250g 罐装", 1, 16800)]


@pytest.mark.parametrize(
    ("text", "out", "kept"),
    [
        ("茉莉退掉 龙井要", "ML", "LJ"),
        ("茉莉退掉龙井要", "ML", "LJ"),
        ("退茉莉留龙井", "ML", "LJ"),
        ("我要退款，龙井不要了，茉莉照发", "LJ", "ML"),
        ("其他照发 龙井退", "LJ", "ML"),
        ("龙井照发 其他退掉", "ML", "LJ"),
        ("龙井要的 退款", "ML", "LJ"),
        ("只要龙井", "ML", "LJ"),
        ("茉莉取消 龙井快点发", "ML", "LJ"),
        ("茉莉不要了 龙井催一下", "ML", "LJ"),
        ("龙井那罐 不要了", "LJ", ""),
        ("退款 龙井那罐", "LJ", ""),
        ("把龙井退了", "LJ", ""),
        ("龙井和茉莉都不要了", "", ""),
        ("龙井我还要的，别取消", "", "LJ"),
        ("都退了", "", ""),
        ("退款", "", ""),
    ],
)
def test_goods_are_told_apart_by_name(text: str, out: str, kept: str) -> None:
    told = goods_taken_out(LINES, text)
    assert (set(told.out), set(told.kept)) == ({out} - {""}, {kept} - {""})


@pytest.mark.parametrize("text", ["锁取消 龙井快点发", "取消锁 龙井要", "龙井照发，锁不要了", "把锁退了 龙井留着"])
def test_one_sign_by_itself_names_goods(text: str) -> None:
    told = goods_taken_out([OrderLine("X9", "全自动智能锁 X9", 1, 289900), LINES[1]], text)
    assert (set(told.out), set(told.kept)) == ({"X9"}, {"LJ"})


def test_a_name_that_several_goods_share_names_none() -> None:
    teas = [OrderLine("A", "西湖龙井 250g", 1, 1), OrderLine("B", "大佛龙井 250g", 1, 1)]
    assert not goods_taken_out(teas, "龙井不要了").out
    assert goods_taken_out(teas, "大佛龙井不要了").out == {"B"}
