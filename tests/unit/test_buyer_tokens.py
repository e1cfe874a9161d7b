"""Buyer tokens: who they name, how long, and that a forged one names nobody."""

from datetime import datetime, timedelta, timezone

import jwt
import pytest

from aftersales.adapters.buyer_tokens import BuyerClaims, make_buyer_token, read_buyer_token

SECRET = "a-secret-of-the-shop-long-enough-for-every-algorithm-here"
NOW = datetime.now(timezone.utc)


def test_a_token_names_its_buyer_and_order() -> None:
    token = make_buyer_token(SECRET, "青瓷小筑", "3990000000000000011", now=NOW)
    assert read_buyer_token(SECRET, token) == BuyerClaims("青瓷小筑", "3990000000000000011")


def test_a_guest_token_says_so() -> None:
    assert read_buyer_token(SECRET, make_buyer_token(SECRET, "guest-1", guest=True, now=NOW)) == BuyerClaims(
        "guest-1", guest=True
    )


def test_a_token_lasts_thirty_days() -> None:
    within = make_buyer_token(SECRET, "b", now=NOW - timedelta(days=29, hours=23))
    over = make_buyer_token(SECRET, "b", now=NOW - timedelta(days=30, hours=1))
    assert read_buyer_token(SECRET, within) == BuyerClaims("b")
    assert read_buyer_token(SECRET, over) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        make_buyer_token("another-secret-of-another-shop-here", "b", now=NOW),
        jwt.encode({"sub": "b"}, SECRET, algorithm="HS256"),
        jwt.encode({"exp": NOW + timedelta(days=1)}, SECRET, algorithm="HS256"),
        jwt.encode({"sub": " ", "exp": NOW + timedelta(days=1)}, SECRET, algorithm="HS256"),
        jwt.encode({"sub": "b", "order_no": 7, "exp": NOW + timedelta(days=1)}, SECRET, algorithm="HS256"),
        jwt.encode({"sub": "b", "exp": NOW + timedelta(days=1)}, "", algorithm="none"),
        jwt.encode({"sub": "b", "exp": NOW + timedelta(days=1)}, SECRET, algorithm="HS384"),
    ],
    ids=[
        "empty",
        "nonsense",
        "another-shop",
        "no-end",
        "no-buyer",
        "blank-buyer",
        "number-as-order",
        "unsigned",
        "other-algorithm",
    ],
)
def test_a_forged_or_incomplete_token_names_nobody(token: str) -> None:
    assert read_buyer_token(SECRET, token) is None


def test_no_token_is_made_for_nobody() -> None:
    with pytest.raises(ValueError, match="needs a buyer id"):
        make_buyer_token(SECRET, " ", now=NOW)
