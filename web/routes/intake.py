"""Where the shop's systems push what they know: orders, products, promotions, parcel events (the neutral JSON)."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from aftersales.adapters.importers.neutral_json import NeutralRows
from aftersales.adapters.task_webhook import signature
from aftersales.use_cases.import_orders import RejectedRow, import_orders
from web.buyer_access import State
from web.errors import ApiError
from web.state import WebState

router = APIRouter(prefix="/api", tags=["intake"])

MOST_AGE_S = 300
"""How old a signed request may be; a repeated one changes nothing."""


@router.post("/intake")
async def take_in(request: Request, state: State) -> Mapping[str, Any]:
    """Store the records; those that cannot be used are named with their reason, the others are stored all the same.

    `X-Shouhou-Timestamp` (Unix seconds) and `X-Shouhou-Signature` as `TaskWebhook` makes them, with INTAKE_SECRET.
    404 while the shop has not set one, 401 for a wrong signature or an old time stamp.
    """
    if not state.settings.intake_secret:
        raise ApiError("not_found")
    body = await request.body()
    _check_signature(state, request, body)
    try:
        document = json.loads(body)
    except ValueError as problem:
        raise ApiError("bad_request", f"is not JSON: {problem}") from None
    if not isinstance(document, dict):
        raise ApiError("bad_request", "the body is a JSON object with orders, products, promotions or events")
    return await run_in_threadpool(_store, state, document)


def _store(state: WebState, document: Mapping[str, object]) -> Mapping[str, Any]:
    rejected: list[RejectedRow] = []
    rows = NeutralRows(document)
    counts = import_orders(state.services, rows, rejected.append)
    reasons = [{"place": row.place, "reason": row.reason} for row in rejected]
    return {**asdict(counts), "rejected": reasons, "unknown": dict(rows.unknown)}


def _check_signature(state: WebState, request: Request, body: bytes) -> None:
    stamp, given = (request.headers.get(f"X-Shouhou-{name}", "") for name in ("Timestamp", "Signature"))
    expected = signature(state.settings.intake_secret, stamp, body)
    known = stamp.isdecimal() and stamp.isascii() and abs(state.services.now().timestamp() - int(stamp)) <= MOST_AGE_S
    if not known or not hmac.compare_digest(expected.encode(), given.encode()):
        raise ApiError("bad_signature")
