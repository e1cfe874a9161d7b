"""Sends a task to the shop's own system by a signed HTTP request; whatever is not a 2xx answer is TaskNotTaken."""

import hashlib
import hmac
import json

import httpx

from aftersales.domain.cases import Task
from aftersales.use_cases.ports import Clock, TaskNotTaken

TIMEOUT_S = 5.0
MOST_ERROR_CHARS = 200


class TaskWebhook:
    """Implements `ports.TaskDoor`. Receivers check the signature and drop a repeated `Idempotency-Key`."""

    def __init__(self, url: str, secret: str, clock: Clock, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(transport=transport, timeout=TIMEOUT_S, trust_env=False)
        self._url, self._secret, self._clock = url, secret, clock

    def hand_over(self, task: Task) -> None:
        """POST the task; TaskNotTaken tells the status or the network's complaint."""
        body = task_json(task)
        stamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": task.delivery_key,
            "X-Shouhou-Timestamp": stamp,
            "X-Shouhou-Signature": signature(self._secret, stamp, body),
        }
        try:
            self._http.post(self._url, content=body, headers=headers).raise_for_status()
        except httpx.HTTPError as error:
            raise TaskNotTaken(f"{type(error).__name__}: {error}"[:MOST_ERROR_CHARS]) from error

    def close(self) -> None:
        self._http.close()


def task_json(task: Task) -> bytes:
    """What the receiver reads: no buyer's name, phone or address beyond what the task's details need."""
    told = {
        "id": task.id,
        "kind": task.kind,
        "team": task.team,
        "order_no": task.order_no,
        "case_id": task.case_id,
        "details": dict(task.details),
        "created_at": task.created_at.isoformat(),
        "due_at": task.due_at.isoformat(),
        "idempotency_key": task.delivery_key,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: str, stamp: str, body: bytes) -> str:
    """`sha256=` and the hex HMAC-SHA256 of the time stamp (Unix seconds), a full stop and the body."""
    return "sha256=" + hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
