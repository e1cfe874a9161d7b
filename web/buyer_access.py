"""Who the buyer is: the signed token of the shop's page, or a guest's."""

from typing import Annotated

from fastapi import Depends, Request

from aftersales.adapters.buyer_tokens import BuyerClaims, read_buyer_token
from web.errors import ApiError
from web.state import WebState, web_state


def bearer(request: Request) -> str | None:
    """The token of an `Authorization: Bearer …` header."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def access_buyer(request: Request, state: Annotated[WebState, Depends(web_state)]) -> BuyerClaims:
    """The buyer who asks; 401 without a valid token."""
    token = bearer(request)
    claims = read_buyer_token(state.settings.shop_secret, token) if token else None
    if claims is None:
        raise ApiError("unauthorized")
    return claims


State = Annotated[WebState, Depends(web_state)]
Buyer = Annotated[BuyerClaims, Depends(access_buyer)]
