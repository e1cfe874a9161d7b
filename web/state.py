"""What the routes of one application share."""

from dataclasses import dataclass, field
from threading import Event

from fastapi import Request

from aftersales.adapters.settings import Settings
from aftersales.use_cases.services import Services
from web.feed import Feed
from web.metrics import Metrics
from web.rate_limit import RateLimit


@dataclass(frozen=True)
class WebState:
    """Limits: new guests and failed logins per address. `bot_seen`: the bot has answered this process once."""

    services: Services
    settings: Settings
    feed: Feed
    metrics: Metrics
    guests: RateLimit = field(default_factory=lambda: RateLimit(30, 60))
    failed_logins: RateLimit = field(default_factory=lambda: RateLimit(10, 300))
    bot_seen: Event = field(default_factory=Event)


def web_state(request: Request) -> WebState:
    state = request.app.state.web
    assert isinstance(state, WebState)  # noqa: S101 - put there by create_app
    return state


def address_of(request: Request) -> str:
    """The client's address; behind a proxy uvicorn takes it from the headers of trusted proxies."""
    return request.client.host if request.client else "unknown"
