"""End a turn: say what was decided, once, through the one door — or the safety script and a ticket when nothing was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from aftersales.domain.conversations import Message, Outcome, Owner, Sender, Turn, TurnState
from aftersales.domain.teams import DEFAULT_TEAM
from aftersales.use_cases.deliver_message import Blocked, deliver_message, say
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.ports import BotReply, BotWords
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work, work_on

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Ending:
    state: TurnState
    reason: str


def settle_turn(services: Services, turn_id: str, reply: BotReply | None) -> None:
    """Deliver and finish in one transaction; a turn that is no longer open is left alone, so nothing is said twice.

    A fault of ours on the way (a script that cannot be filled) takes everything back and ends as a failure does.
    """
    try:
        _settle(services, turn_id, lambda work, turn: _end(services, work, turn, reply))
    except Exception:
        log.exception("turn_not_settled", turn_id=turn_id)
        _settle(services, turn_id, lambda work, turn: _fail(services, work, turn, "fault"))


def _settle(services: Services, turn_id: str, end: Callable[[Work, Turn], Ending]) -> None:
    with services.uow() as uow:
        found = uow.turns.get(turn_id)
        if found is None:
            return
        conversation = uow.conversations.lock(found.conversation_id)
        turn = uow.turns.get(turn_id)
        if turn is None or turn.state is not TurnState.OPEN:
            return
        work = work_on(services, uow, conversation)
        ending = end(work, turn)
        if uow.turns.finish(turn.id, ending.state, ending.reason, services.now()):
            uow.feed.append(conversation.id, "turn", turn.id, services.now())
            uow.commit()


def _end(services: Services, work: Work, turn: Turn, reply: BotReply | None) -> Ending:
    if work.conversation.owner in {Owner.HUMAN, Owner.CLOSED}:
        return Ending(TurnState.SILENT, f"owned_by_{work.conversation.owner.value}")
    if reply is not None and turn.outcome is None:
        top = reply.understanding.top
        work.uow.messages.understood(turn.message_ids, top.intent, top.confidence)
    if turn.outcome is None and not (reply and reply.words):
        return _fail(services, work, turn, "no_answer" if reply else "bot_unavailable")
    if _blocked(_speak(services, work, turn, reply)):
        return _fail(services, work, turn, "blocked")
    outcome = turn.outcome or Outcome(TurnState.ANSWERED, reason="story")
    return Ending(outcome.state, outcome.reason)


def _speak(services: Services, work: Work, turn: Turn, reply: BotReply | None) -> Sequence[Message | Blocked]:
    """Rasa's words when all of them came; else what the turn's row holds (a process died, the NLG dropped one)."""
    decided = turn.outcome.says if turn.outcome else None
    words = reply.words if reply else ()
    if decided is None or len(words) == len(decided):
        return [_word(services, work, turn, one) for one in words]
    return [say(work.uow, services, work.conversation.id, one, turn_id=turn.id) for one in decided]


def _word(services: Services, work: Work, turn: Turn, words: BotWords) -> Message | Blocked:
    return deliver_message(
        work.uow,
        services,
        work.conversation.id,
        Sender.BOT,
        words.text,
        script_key=words.script_key,
        variant=words.variant,
        buttons=words.buttons,
        turn_id=turn.id,
    )


def _blocked(delivered: Sequence[Message | Blocked]) -> bool:
    return any(isinstance(one, Blocked) for one in delivered)


def _fail(services: Services, work: Work, turn: Turn, reason: str) -> Ending:
    """Failure looks like success in Rasa; here it is a person's turn, and the buyer is told so."""
    log.error("turn_failed", turn_id=turn.id, reason=reason)
    queued = open_ticket(work, DEFAULT_TEAM, 1, reason, "safety.failure")
    say(work.uow, services, work.conversation.id, queued.say, turn_id=turn.id)
    return Ending(TurnState.TICKETED, reason)
