"""Waiting for news: the long-poll and the event streams, woken by the feed."""

import json
from collections.abc import AsyncIterator
from time import monotonic

from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from aftersales.use_cases.access_conversation import ChatView, read_chat
from aftersales.use_cases.services import Refused
from web.chat_json import Json, chat_json, message_json
from web.state import WebState

PAGE = 200
ANSWERING_S = 1.0
QUIET_S = 15.0
"""Without news a stream looks again after this long: a wake-up that got lost delays a message, never loses it."""


async def wait_for_messages(
    state: WebState, conversation_id: str, buyer_id: str, after: int, seconds: float
) -> ChatView | Refused:
    """Messages above `after`; when there are none, the first ones that come within `seconds`."""
    deadline = monotonic() + seconds
    with state.feed.subscribe(conversation_id) as news:
        while True:
            view = await run_in_threadpool(read_chat, state.services, conversation_id, buyer_id, after, PAGE)
            left = deadline - monotonic()
            if isinstance(view, Refused) or view.messages or left <= 0:
                return view
            await news.wait(min(left, QUIET_S))


async def chat_events(
    state: WebState, conversation_id: str, buyer_id: str, after: int
) -> AsyncIterator[ServerSentEvent]:
    """`message` events with the message id as event id, and a `chat` event whenever the state of the chat changes."""
    shown: Json | None = None
    with state.feed.subscribe(conversation_id) as news:
        while True:
            view = await run_in_threadpool(read_chat, state.services, conversation_id, buyer_id, after, PAGE)
            if isinstance(view, Refused):
                return
            for message in view.messages:
                after = message.id
                yield _event("message", message_json(message), str(message.id))
            if (now := chat_json(view)) != shown:
                shown = now
                yield _event("chat", now)
            if len(view.messages) < PAGE:
                await news.wait(ANSWERING_S if view.answering else QUIET_S)


async def desk_events(state: WebState) -> AsyncIterator[ServerSentEvent]:
    """A `change` event with the ids of the conversations that changed."""
    with state.feed.subscribe() as news:
        while True:
            if changed := await news.wait(QUIET_S):
                yield _event("change", sorted(changed))


def _event(name: str, data: object, event_id: str | None = None) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name, id=event_id)
