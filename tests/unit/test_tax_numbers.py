"""Unified social credit codes: the check sign finds the slip of a finger."""

import pytest

from aftersales.domain.tax_numbers import SIGNS, credit_code_in, is_credit_code

CODE = "91330106MA2ABCDE3" + next(sign for sign in SIGNS if is_credit_code("91330106MA2ABCDE3" + sign))


@pytest.mark.parametrize(
    "text", [CODE, CODE.lower(), f"税号是{CODE}，麻烦了", f"{CODE[:4]} {CODE[4:10]} {CODE[10:]}", f"公司：云栖\n{CODE}"]
)
def test_a_code_is_found_however_it_is_typed(text: str) -> None:
    assert credit_code_in(text) == CODE


def test_a_published_code_fits() -> None:
    """The code of the example in the standard's registry layout: 91350100M000100Y43."""
    assert is_credit_code("91350100M000100Y43")


def test_any_one_wrong_sign_is_noticed() -> None:
    for place in range(18):
        other = SIGNS[(SIGNS.index(CODE[place]) + 1) % 31]
        assert not is_credit_code(CODE[:place] + other + CODE[place + 1 :]), place


@pytest.mark.parametrize("text", ["", "没有税号", CODE[:17], CODE + "1", CODE.replace("M", "I"), "123456789012345"])
def test_other_texts_hold_none(text: str) -> None:
    assert credit_code_in(text) is None
