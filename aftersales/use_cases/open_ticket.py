"""A person takes over: queue the conversation, tell the place in the queue and, out of hours, the hours."""

from dataclasses import dataclass, replace

from aftersales.domain.cases import Ticket
from aftersales.domain.conversations import ButtonKind, Owner, Say
from aftersales.domain.opening_hours import describe_hours, is_open
from aftersales.use_cases.work import Work


@dataclass(frozen=True)
class Queued:
    ticket: Ticket
    say: Say


def open_ticket(work: Work, team: str, priority: int, reason: str, key: str, case_id: int | None = None) -> Queued:
    """Open (or find) the conversation's one live ticket and move it to `waiting`, in the caller's transaction.

    `key` is the script that tells it; out of the team's hours `<key>_closed` is said instead.
    """
    ticket = work.uow.tickets.open(work.conversation.id, team, priority, reason, case_id, work.now)
    if ticket.priority < priority:
        work.uow.tickets.raise_priority(ticket.id, priority)
    if work.uow.conversations.move(work.conversation.id, Owner.BOT, Owner.WAITING):
        work.conversation = replace(work.conversation, owner=Owner.WAITING)
    work.tell("ticket", str(ticket.id))
    return Queued(ticket, queue_status(work, ticket, key))


def queue_status(work: Work, ticket: Ticket, key: str) -> Say:
    """Where the buyer stands in the queue, with a button back to the bot."""
    team = work.release.shop.teams[ticket.team]
    variables = {"position": str(work.uow.tickets.position(ticket.id)), "team": team.title}
    if not is_open(team, work.now):
        key, variables["open_hours"] = f"{key}_closed", describe_hours(team)
    back = work.offer(work.words("button.back_to_bot"), ButtonKind.BACK_TO_BOT)
    return Say(key, variables, (back,))
