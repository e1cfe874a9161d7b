"""Fen in buyers' words."""

import pytest

from aftersales.domain.money import format_fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [(1250, "12.5元"), (2000, "20元"), (5, "0.05元"), (10, "0.1元"), (0, "0元"), (-150, "-1.5元"), (1005, "10.05元")],
)
def test_an_amount_has_no_idle_zeros(fen: int, text: str) -> None:
    assert format_fen(fen) == text
