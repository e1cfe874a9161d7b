"""The signed request a task travels in, and what counts as taken."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta, timezone

import httpx
import pytest

from aftersales.adapters.task_webhook import TaskWebhook
from aftersales.domain.cases import Task, TaskState
from aftersales.domain.deliveries import MOST_ATTEMPTS, next_attempt
from aftersales.use_cases.ports import TaskNotTaken

NOW = datetime(2026, 11, 25, 4, tzinfo=timezone.utc)
TASK = Task(7, "c1", 3, "2026", "reship", "warehouse", TaskState.OPEN, "case-3-reship-", NOW, NOW, details={"qty": "1"})


class Clock:
    def now(self) -> datetime:
        return NOW


def webhook(answer: httpx.Response | Exception, seen: list[httpx.Request]) -> TaskWebhook:
    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return TaskWebhook("https://erp.example/tasks", "secret", Clock(), httpx.MockTransport(handle))


def test_the_request_names_the_task_and_is_signed() -> None:
    seen: list[httpx.Request] = []
    webhook(httpx.Response(204), seen).hand_over(TASK)
    (request,) = seen
    told = json.loads(request.content)
    assert (told["id"], told["kind"], told["details"], told["order_no"]) == (7, "reship", {"qty": "1"}, "2026")
    assert request.headers["Idempotency-Key"] == "case-3-reship-"
    stamp = request.headers["X-Shouhou-Timestamp"]
    assert stamp == str(int(NOW.timestamp()))
    expected = hmac.new(b"secret", stamp.encode() + b"." + request.content, hashlib.sha256).hexdigest()
    assert request.headers["X-Shouhou-Signature"] == f"sha256={expected}"


@pytest.mark.parametrize("status", [302, 400, 404, 500, 503])
def test_any_other_answer_is_not_taken(status: int) -> None:
    with pytest.raises(TaskNotTaken, match=str(status)):
        webhook(httpx.Response(status), []).hand_over(TASK)


def test_a_network_that_fails_is_not_taken() -> None:
    with pytest.raises(TaskNotTaken, match="ConnectError"):
        webhook(httpx.ConnectError("refused"), []).hand_over(TASK)


def test_pauses_grow_and_end() -> None:
    pauses = [next_attempt(n, NOW) for n in range(1, MOST_ATTEMPTS + 1)]
    assert [p - NOW for p in pauses[:3] if p] == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8)]
    assert pauses[-1] is None
