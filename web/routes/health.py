"""Health, readiness and metrics."""

import logging
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from aftersales.use_cases.publish_release import release_problems
from web.buyer_access import State
from web.state import WebState

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(state: State) -> Response:
    """200 when the database answers, a release is live and the bot has answered once: a shop that opens waits for its
    bot, one whose bot dies later keeps its doors open, for people take over. `release_problems` name file and key of
    an edit that could not go live; the last good release keeps serving, so they do not make the shop unready."""
    body: dict[str, Any] = {"ready": False}
    try:
        with state.services.reader() as uow:
            body["release_problems"] = release_problems(uow)
        body |= {"release": state.services.release().number, "ready": _bot_seen(state)}
        if not body["ready"]:
            body["reason"] = "the bot is starting"
    except Exception as error:
        log.exception("not ready")
        body["reason"] = f"{type(error).__name__}: {error}"
    return JSONResponse(body, 200 if body["ready"] else 503)


def _bot_seen(state: WebState) -> bool:
    if not state.bot_seen.is_set() and state.services.bot.is_up():
        state.bot_seen.set()
    return state.bot_seen.is_set()


@router.get("/metrics")
def metrics(state: State) -> Response:
    return Response(state.metrics.exposition(state.services), media_type=CONTENT_TYPE_LATEST)
