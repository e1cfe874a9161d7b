"""Buyer tokens: the signed word of the shop's own page about who is chatting (JWT, HS256, `SHOP_SECRET`)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

ALGORITHM = "HS256"
LIFETIME = timedelta(days=30)


@dataclass(frozen=True)
class BuyerClaims:
    """`buyer_id` is 买家会员名 or 下单帐号; `order_no` the order the chat was opened from."""

    buyer_id: str
    order_no: str | None = None
    guest: bool = False


def make_buyer_token(
    secret: str, buyer_id: str, order_no: str | None = None, guest: bool = False, *, now: datetime
) -> str:
    """A token for this buyer, good for 30 days from `now`. ValueError without a buyer."""
    if not buyer_id.strip():
        raise ValueError("a buyer token needs a buyer id")
    claims: dict[str, object] = {"sub": buyer_id, "iat": now, "exp": now + LIFETIME}
    if order_no:
        claims["order_no"] = order_no
    if guest:
        claims["guest"] = True
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read_buyer_token(secret: str, token: str) -> BuyerClaims | None:
    """The claims of a token; None when it is forged, expired, has no expiry or names no buyer."""
    try:
        claims = jwt.decode(token, secret, algorithms=[ALGORITHM], options={"require": ["sub", "exp"]})
    except jwt.InvalidTokenError:
        return None
    buyer_id, order_no = claims["sub"], claims.get("order_no")
    if not isinstance(buyer_id, str) or not buyer_id.strip() or not isinstance(order_no, str | None):
        return None
    return BuyerClaims(buyer_id, order_no or None, claims.get("guest") is True)
