"""The one door out: every word to a buyer, of bot, agent or system, is judged, stored and announced here."""

from dataclasses import dataclass
from datetime import datetime

from aftersales.domain.conversations import Button, Message, Say, Sender, TurnState
from aftersales.domain.scripts import ScriptMissing, begins_with_apology, choose_variant, fill
from aftersales.domain.word_entries import Verdict
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services

WAIT_APOLOGY = "wait.apology"
LOOK_BACK = 50
"""Newest messages looked at for what is unanswered and which apologies were used."""


@dataclass(frozen=True)
class Blocked:
    """The word gate refused the text; nothing was stored."""

    verdict: Verdict


def deliver_message(
    uow: UnitOfWork,
    services: Services,
    conversation_id: str,
    sender: Sender,
    text: str,
    *,
    script_key: str | None = None,
    variant: int | None = None,
    buttons: tuple[Button, ...] = (),
    turn_id: str | None = None,
    agent_login: str | None = None,
    client_message_id: str | None = None,
) -> Message | Blocked:
    """Store a message to the buyer and announce it on the feed; the caller holds the conversation's lock and commits.

    A late bot message begins with an apology (P-EMO-01). Replaced wordings are stored replaced.
    """
    if sender is Sender.BOT:
        text = _with_apology(uow, services, conversation_id, text)
    verdict = services.review(text)
    if verdict.blocked:
        return Blocked(verdict)
    now = services.now()
    message = uow.messages.add(
        conversation_id,
        sender,
        verdict.text,
        now,
        script_key=script_key,
        variant=variant,
        buttons=buttons,
        turn_id=turn_id,
        agent_login=agent_login,
        client_message_id=client_message_id,
    )
    uow.feed.append(conversation_id, "message", str(message.id), now)
    return message


def say(
    uow: UnitOfWork,
    services: Services,
    conversation_id: str,
    say: Say,
    sender: Sender = Sender.BOT,
    turn_id: str | None = None,
) -> Message | Blocked:
    """Render a script and deliver it; ScriptMissing when the library lacks it or a variable was not given."""
    rendered = services.voice.render(conversation_id, say)
    return deliver_message(
        uow,
        services,
        conversation_id,
        sender,
        rendered.text,
        script_key=rendered.key,
        variant=rendered.variant,
        buttons=say.buttons,
        turn_id=turn_id,
    )


def _with_apology(uow: UnitOfWork, services: Services, conversation_id: str, text: str) -> str:
    if begins_with_apology(text):
        return text
    since = _unanswered_since(uow, conversation_id)
    release = services.release()
    if since is None or (services.now() - since).total_seconds() <= release.shop.limit("apology_after"):
        return text
    if WAIT_APOLOGY not in release.scripts:
        raise ScriptMissing(WAIT_APOLOGY)
    script = release.scripts[WAIT_APOLOGY].in_force(services.now())
    earlier = [message.text for message in uow.messages.last(conversation_id, LOOK_BACK)]
    said = [n for old in earlier for n, wording in enumerate(script.variants) if old.startswith(wording)]
    variant = choose_variant(script, said, int(since.timestamp()))
    return fill(script, variant, {}).text + text


def _unanswered_since(uow: UnitOfWork, conversation_id: str) -> datetime | None:
    """When the oldest buyer message after our last word was sent; one we chose to be silent about waits for nothing."""
    oldest: datetime | None = None
    for message in reversed(uow.messages.last(conversation_id, LOOK_BACK)):
        if message.sender is not Sender.BUYER:
            break
        turn = uow.turns.get(message.turn_id) if message.turn_id else None
        if turn is None or turn.state is not TurnState.SILENT:
            oldest = message.created_at
    return oldest
