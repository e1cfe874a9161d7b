"""What the word gate says to an agent's text in view of the chat: its words, the wait before it, and what was said."""

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.chat_care import Said, review_reply
from aftersales.domain.conversations import Sender
from aftersales.domain.word_entries import Verdict
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services

LOOK_BACK = 20
"""Newest messages in view of which a text is judged."""


def judge_reply(services: Services, uow: UnitOfWork, conversation_id: str, text: str) -> Verdict:
    """The verdict on a text that an agent is about to send; nothing is stored."""
    release, now = services.release(), services.now()
    earlier = [Said(each.sender, each.text, each.created_at) for each in uow.messages.last(conversation_id, LOOK_BACK)]
    new = Said(Sender.AGENT, text, now)
    return review_reply(release.gate, earlier, new, release.shop.limit("apology_after"), shanghai_date(now))


def judge_draft(services: Services, conversation_id: str, text: str) -> Verdict:
    """The same while the agent is writing."""
    with services.reader() as uow:
        return judge_reply(services, uow, conversation_id, text)
