"""Turns that are no concern: small talk, information without a question, and what was not understood."""

from aftersales.domain.conversations import Button, ButtonKind, Outcome, Say, TurnState
from aftersales.domain.later_words import asks_how_it_stands, asks_what_now, drops_it
from aftersales.domain.playbook import Playbook
from aftersales.domain.teams import DEFAULT_TEAM
from aftersales.domain.waiting import asks_for_place, only_marks
from aftersales.domain.word_match import plain
from aftersales.use_cases.answer_question import miss_question
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.other_concerns import begin_concern
from aftersales.use_cases.remark import latest_running, remark, said_of
from aftersales.use_cases.start_topic import new_case
from aftersales.use_cases.turn import ASSENTS, INFORMATION, Turning, ask_again, go_on, last_script, outcome_of

LEAVES = frozenset({"goodbye", "wait_ack"})
"""Who goes, or goes and looks, knows what was asked."""

URGES = "urge_reply"
GUESSES = 3
UNCLEAR = "unclear"
DONE = "task.done."
"""Scripts that tell something is done: “收到了” after one is no new information."""

ASKS_AFTER_US = frozenset({"urge_reply", "greet"})
"""“在吗”, “人呢”: while something is being looked at, this asks how it stands; else whether anybody is there."""


def answer_small_talk(turning: Turning) -> Outcome | None:
    """Greetings, thanks, “等一下”: a natural word, and the open question stays open without counting an attempt."""
    key = turning.small_talk
    after_us = key is not None and (turning.top.intent in ASKS_AFTER_US or asks_how_it_stands(turning.text))
    asking = turning.asking() is not None
    if asking and (after_us or asks_for_place(turning.text) or asks_what_now(turning.text)):
        return ask_again(turning, None, (Say("chat.still_here"),), resume=False)
    if key is None and only_marks(turning.text) and turning.pressed is None:
        key, after_us = f"utter_{URGES}", True
    if not asking and drops_it(turning.text) and turning.topic is None:
        key = "utter_goodbye"
    if key is None:
        return None
    if asking and turning.top.intent in ASSENTS:
        return ask_again(turning, None, (Say("chat.go_on"),), resume=False)
    if asking and turning.top.intent in LEAVES:
        return outcome_of(None, (Say(key),))
    running = turning.under_way() if after_us else ()
    if running:
        return outcome_of(None, (case_status(turning.work, running[0]),))
    buttons = (turning.work.offer_human(),) if after_us else ()
    return ask_again(turning, None, (Say(key, buttons=buttons),), resume=False)


def answer_information(turning: Turning) -> Outcome | None:
    """An order number, card, picture or link without an open question is never “没听懂” (P-EMO-13, P-EMO-15)."""
    if turning.asking() is not None:
        return None
    if turning.order_say is not None:
        return outcome_of(None, (turning.order_say,))
    if turning.images:
        return outcome_of(None, (Say("chat.evidence_saved"),))
    informs = turning.top.intent == INFORMATION and turning.sure()
    begun = _begun_by(turning) if informs else None
    if begun is not None:
        return begun
    if turning.named is not None:
        return outcome_of(None, (Say("order.chosen", {"order_title": turning.named.title}),))
    return _plain_data(turning) if informs else None


def _begun_by(turning: Turning) -> Outcome | None:
    """What a clause beside the data asks, or what its words are for."""
    if turning.pressed is not None:
        return None
    book = _opened_by_words(turning)
    if book is not None:
        return go_on(turning, new_case(turning, book, book.intents[0]))
    return begin_concern(turning)


def _plain_data(turning: Turning) -> Outcome:
    """After something was done it is “收到了”; where work runs it is told to whoever does it; else the buyer is asked
    what for."""
    running, done = latest_running(turning), (last_script(turning) or "").startswith(DONE)
    if running is not None and not done:
        remark(turning, running)
        return said_of(turning, running, "chat.case_remark")
    thanks = done and not turning.understanding.entities
    return outcome_of(None, (Say("utter_thanks" if thanks else "chat.info_noted"),))


def _opened_by_words(turning: Turning) -> Playbook | None:
    """What the data are for, by a word beside them: “开票 云栖科技 9133…”."""
    words = plain(turning.text)
    books = turning.work.release.playbooks.values()
    return next((book for book in books if any(word in words for word in book.opened_by)), None)


def not_understood(turning: Turning) -> Outcome:
    """What a clause of it asks; else one clarifying turn with the best guesses as buttons, then a person (P-EMO-11)."""
    begun = begin_concern(turning)
    if begun is not None:
        return begun
    case = turning.asking()
    if case is not None:
        return miss_question(turning, case)
    if last_script(turning) == "chat.clarify":
        queued = open_ticket(turning.work, DEFAULT_TEAM, 0, UNCLEAR, "human.after_unclear")
        return Outcome(TurnState.TICKETED, (queued.say,), UNCLEAR, ticket_id=queued.ticket.id)
    return Outcome(TurnState.ANSWERED, (Say("chat.clarify", buttons=_guesses(turning)),), UNCLEAR)


def _guesses(turning: Turning) -> tuple[Button, ...]:
    work = turning.work
    concerns = [g.intent for g in turning.understanding.guesses if _is_concern(turning, g.intent)]
    buttons = [work.offer(work.topic(intent), ButtonKind.INTENT, intent) for intent in concerns[:GUESSES]]
    return (*buttons, work.offer_human())


def _is_concern(turning: Turning, intent: str) -> bool:
    book = turning.work.release.playbook_for(intent)
    return book is not None and book.offered
