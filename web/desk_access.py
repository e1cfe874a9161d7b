"""Who works at the desk: a signed session cookie with a CSRF token, or the service token with `X-Agent`."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import jwt
from fastapi import Depends, Request

from aftersales.domain.cases import Agent
from web.buyer_access import bearer
from web.errors import ApiError, LoginNeeded
from web.state import WebState, web_state

COOKIE = "desk_session"
LIFETIME = timedelta(hours=12)
AUDIENCE = "desk"
"""Keeps a session from being a buyer token and the other way round, though one secret signs both."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class DeskUser:
    """`csrf` is what this session's writes must carry; None for the service token, which no browser holds."""

    agent: Agent
    csrf: str | None = None


def make_session(secret: str, login: str, now: datetime) -> str:
    """The cookie of a session, good for 12 hours."""
    claims = {"sub": login, "aud": AUDIENCE, "csrf": secrets.token_urlsafe(16), "iat": now, "exp": now + LIFETIME}
    return jwt.encode(claims, secret, algorithm="HS256")


def access_agent(request: Request, state: Annotated[WebState, Depends(web_state)]) -> DeskUser:
    """The active agent who asks: 401 without one, 403 when a browser's write lacks the CSRF token."""
    user = _service_user(request, state) or session_user(request, state)
    if user is None:
        raise ApiError("unauthorized")
    if user.csrf and request.method not in SAFE_METHODS and not _same(request.headers.get("X-CSRF-Token"), user.csrf):
        raise ApiError("bad_csrf")
    return user


def access_desk_page(request: Request, state: Annotated[WebState, Depends(web_state)]) -> DeskUser:
    """The agent who opens a page; everybody else is sent to the login."""
    user = session_user(request, state)
    if user is None:
        raise LoginNeeded
    return user


def session_user(request: Request, state: WebState) -> DeskUser | None:
    """The active agent of a valid session cookie."""
    try:
        claims = jwt.decode(
            request.cookies.get(COOKIE, ""),
            state.settings.shop_secret,
            algorithms=["HS256"],
            audience=AUDIENCE,
            options={"require": ["sub", "exp", "csrf"]},
        )
    except jwt.InvalidTokenError:
        return None
    agent = _active_agent(state, claims["sub"])
    return DeskUser(agent, claims["csrf"]) if agent else None


def _service_user(request: Request, state: WebState) -> DeskUser | None:
    if not _same(bearer(request), state.settings.desk_service_token):
        return None
    agent = _active_agent(state, request.headers.get("X-Agent", ""))
    return DeskUser(agent) if agent else None


def _active_agent(state: WebState, login: str) -> Agent | None:
    with state.services.reader() as uow:
        agent = uow.agents.get(login)
    return agent if agent and agent.active else None


def _same(given: str | None, expected: str) -> bool:
    return secrets.compare_digest((given or "").encode(), expected.encode())


DeskAgent = Annotated[DeskUser, Depends(access_agent)]
PageAgent = Annotated[DeskUser, Depends(access_desk_page)]
