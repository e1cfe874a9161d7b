"""The conversation runner: open a turn over what the buyer wrote, hand it to whoever owns the chat, settle it once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from aftersales.domain.conversations import Message, Owner, Turn
from aftersales.use_cases.answer_while_waiting import answer_while_waiting
from aftersales.use_cases.ports import BotReply, BotUnavailable, Understanding
from aftersales.use_cases.services import Services
from aftersales.use_cases.settle_turn import settle_turn

log = structlog.get_logger(__name__)


def ready_conversations(services: Services) -> Sequence[str]:
    """Conversations whose burst of messages is over and that have no open turn."""
    with services.reader() as uow:
        quiet = services.now() - timedelta(seconds=services.timing.burst_s)
        return uow.messages.conversations_with_unread(quiet)


def run_turn(services: Services, conversation_id: str) -> None:
    """Answer the unread messages of one conversation; does nothing when another process has the turn."""
    opened = _open(services, conversation_id)
    if opened is None:
        return
    turn, messages, owner = opened
    if owner is Owner.BOT:
        settle_turn(services, turn.id, _ask_bot(services, turn, messages))
    else:
        answer_while_waiting(services, turn.id, messages, _understand(services, messages))


def recover_turns(services: Services) -> int:
    """Settle turns whose lease is over (a process died): what was decided is said, else the safety script."""
    with services.reader() as uow:
        expired = uow.turns.expired(services.now())
    recovered = 0
    for turn in expired:
        with services.uow() as uow:
            mine = uow.turns.renew(turn.id, turn.lease_until, _lease(services))
            uow.commit()
        if mine:
            settle_turn(services, turn.id, None)
            recovered += 1
    return recovered


def _open(services: Services, conversation_id: str) -> tuple[Turn, Sequence[Message], Owner] | None:
    with services.uow() as uow:
        conversation = uow.conversations.lock(conversation_id)
        messages = uow.messages.unread(conversation_id)
        if not messages:
            return None
        ids = [message.id for message in messages]
        turn = uow.turns.open(conversation_id, ids, services.now(), _lease(services))
        if turn is None:
            return None
        uow.feed.append(conversation_id, "turn", turn.id, services.now())
        uow.commit()
        return turn, messages, conversation.owner


def _ask_bot(services: Services, turn: Turn, messages: Sequence[Message]) -> BotReply | None:
    """What the dialogue says; None when it failed or was too slow (the turn's row tells whether it decided)."""
    pressed = next((m.pressed for m in reversed(messages) if m.pressed), None)
    images = sum(message.attachment_id is not None for message in messages)
    try:
        return services.bot.send_turn(turn.conversation_id, turn.id, joined_text(messages), pressed, images)
    except BotUnavailable as problem:
        log.warning("bot_unavailable", turn_id=turn.id, problem=str(problem))
        return None


def _understand(services: Services, messages: Sequence[Message]) -> Understanding:
    text = joined_text(messages)
    try:
        return services.bot.understand(text) if text else Understanding(())
    except BotUnavailable:
        return Understanding(())


def joined_text(messages: Sequence[Message]) -> str:
    """A burst read as one message: “我的快递” “到哪了” is one question."""
    return "\n".join(message.text for message in messages if message.text)


def _lease(services: Services) -> datetime:
    return services.now() + timedelta(seconds=services.timing.lease_s)
