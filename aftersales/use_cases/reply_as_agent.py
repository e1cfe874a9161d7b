"""An agent writes to the buyer, through the same door and the same word gate as the bot."""

from aftersales.domain.agent_promises import REPLY, promised_by
from aftersales.domain.conversations import Message, Sender
from aftersales.domain.word_entries import Action, Verdict
from aftersales.use_cases.deliver_message import Blocked, deliver_message
from aftersales.use_cases.desk_work import DeskWork, lock_own_ticket
from aftersales.use_cases.judge_reply import judge_reply
from aftersales.use_cases.services import Refused, Services


def reply_as_agent(
    services: Services,
    ticket_id: int,
    login: str,
    text: str,
    client_message_id: str | None = None,
    *,
    confirmed: bool = False,
) -> Message | Refused:
    """The delivered message; the same `client_message_id` gives the first one back.

    What the gate only warns of is sent when `confirmed`, and stays on record. An answer promised in time is
    remembered; any message answers the earlier ones. Refused: not_found, not_yours, empty, blocked or warned (detail:
    the reason and the approved wording).
    """
    with services.uow() as uow:
        work = lock_own_ticket(services, uow, ticket_id, login)
        if isinstance(work, Refused):
            return work
        text = text.strip()
        if not text:
            return Refused("empty")
        before = uow.messages.by_client_id(work.conversation.id, client_message_id) if client_message_id else None
        if before is not None:
            return before
        sent = _send(services, work, text, client_message_id, confirmed=confirmed)
        if isinstance(sent, Message):
            uow.commit()
        return sent


def _send(
    services: Services, work: DeskWork, text: str, client_message_id: str | None, *, confirmed: bool
) -> Message | Refused:
    """Through the gate and the one door; what was sent in spite of a warning, and what was promised, is kept."""
    verdict = judge_reply(services, work.uow, work.conversation.id, text)
    warnings = [hit for hit in verdict.hits if hit.entry.action is Action.WARN]
    if verdict.blocked or (warnings and not confirmed):
        return _refusal(verdict)
    sent = deliver_message(
        work.uow,
        services,
        work.conversation.id,
        Sender.AGENT,
        text,
        agent_login=work.login,
        client_message_id=client_message_id,
    )
    if isinstance(sent, Blocked):
        return _refusal(sent.verdict)
    if warnings:
        work.record("sent_with_warning", message=str(sent.id), entries=" ".join(hit.entry.id for hit in warnings))
    _remember_promise(work, text)
    return sent


def _remember_promise(work: DeskWork, text: str) -> None:
    work.uow.promises.settle_replies(work.conversation.id)
    due_at = promised_by(text, work.now)
    if due_at is not None:
        work.uow.promises.add(work.conversation.id, REPLY, due_at, work.now)


def _refusal(verdict: Verdict) -> Refused:
    """Why it may not be sent as it is, and what to write instead, each entry once; a replacement that made a new hit
    names all its hits."""
    hits = verdict.blocking or verdict.hits
    told = {hit.entry.id: f"{hit.entry.reason} {hit.entry.replacement}".strip() for hit in hits}
    return Refused("blocked" if verdict.blocked else "warned", "；".join(told.values()))
