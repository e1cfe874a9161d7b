"""One buyer turn under the bot: safety, the open question, what is under way, another topic, small talk — only then
“not understood”."""

from collections.abc import Callable
from dataclasses import dataclass

from aftersales.domain.conversations import Button, Outcome, TurnState
from aftersales.use_cases.after_person import answer_after_person
from aftersales.use_cases.answer_question import answer_question
from aftersales.use_cases.correct_order import answer_correction
from aftersales.use_cases.each_order import answer_each_order
from aftersales.use_cases.follow_last import answer_follow_last
from aftersales.use_cases.follow_up import answer_follow_up, answer_status
from aftersales.use_cases.other_concerns import answer_offer, with_other_concerns
from aftersales.use_cases.ports import Understanding
from aftersales.use_cases.services import Services
from aftersales.use_cases.start_topic import answer_safety, answer_topic
from aftersales.use_cases.talk import answer_information, answer_small_talk, not_understood
from aftersales.use_cases.turn import Turning, note_order
from aftersales.use_cases.withdraw import answer_withdrawal
from aftersales.use_cases.work import work_on


@dataclass(frozen=True)
class TurnInput:
    """What the dialogue knows of a turn: the joined text, its understanding, a pressed button, how many pictures."""

    conversation_id: str
    turn_id: str
    text: str
    understanding: Understanding
    pressed: Button | None = None
    images: int = 0


ORDER_OF_ANSWERS: tuple[Callable[[Turning], Outcome | None], ...] = (
    answer_safety,
    answer_offer,
    answer_each_order,
    answer_question,
    answer_correction,
    answer_withdrawal,
    answer_follow_up,
    answer_after_person,
    answer_follow_last,
    answer_topic,
    answer_small_talk,
    answer_status,
    answer_information,
)


def take_turn(services: Services, given: TurnInput) -> Outcome | None:
    """Decide and record a turn in one transaction; None when the turn is over already (a late or repeated action).

    Case, tasks, ticket and the turn's outcome are committed together or not at all.
    """
    with services.uow() as uow:
        conversation = uow.conversations.lock(given.conversation_id)
        turn = uow.turns.get(given.turn_id)
        if turn is None or turn.state is not TurnState.OPEN or turn.outcome is not None:
            return None
        top = given.understanding.top
        uow.messages.understood(turn.message_ids, top.intent, top.confidence)
        work = work_on(services, uow, conversation)
        turning = Turning(work, turn, given.text, given.understanding, given.pressed, given.images)
        outcome = respond(turning)
        if not uow.turns.set_outcome(turn.id, outcome):
            return None
        uow.commit()
        return outcome


def respond(turning: Turning) -> Outcome:
    """The first answer that fits, in the decided order; “not understood” when none does."""
    note_order(turning)
    for answer in ORDER_OF_ANSWERS:
        outcome = answer(turning)
        if outcome is not None:
            return with_other_concerns(turning, outcome)
    return not_understood(turning)
