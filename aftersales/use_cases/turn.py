"""What one turn is about: its words, its understanding, the case that is open — shared by the answers to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from aftersales.domain.bare_information import is_bare_information, is_bare_number, says_unbroken
from aftersales.domain.cases import SKUS, Case, CaseState, Unknowable, Value
from aftersales.domain.conversations import Button, ButtonKind, Message, Outcome, Say, Turn, TurnState
from aftersales.domain.heard_facts import ADDRESS, PRODUCT, heard_facts
from aftersales.domain.named_goods import denies_this_order, goods_given_up, says_given_up
from aftersales.domain.named_lines import lines_meant, names_alike
from aftersales.domain.orders import Order
from aftersales.domain.playbook import AnswerKind, FactSource, Playbook
from aftersales.domain.waiting import declines_person
from aftersales.use_cases.advance_case import Step, advance_case, put_again, question_rule
from aftersales.use_cases.choose_order import choose_order, kinds_of, named_order, orders_of_goods, other_orders
from aftersales.use_cases.ports import Guess, Understanding
from aftersales.use_cases.prove_guest import prove_guest, told_number
from aftersales.use_cases.work import Work

DECIDED = frozenset({CaseState.ANSWERED, CaseState.RESOLVED, CaseState.HANDED_OFF})
MOST_PUTS = 3
"""How often one question is put in all, whatever comes between."""

LINE_FACT = "missing_sku"
"""The fact that tells which line of the order a procedure is about."""

RECENT = 20
ASSENTS = frozenset({"affirm", "deny"})
"""To a question that they do not answer: the words for them ask what else there is, beside the very question."""

GUEST_ASKED = frozenset({"order.guest_ask", "order.guest_wrong"})
REFUND_STATUS, RETURN_PROGRESS = "refund_status", "return_progress"
INFORMATION = "provide_info"
"""The intent of a message that tells something and asks for nothing."""

ASK_HUMAN = "ask_human"
TYPED = frozenset({AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.AMOUNT, AnswerKind.DATE})


@dataclass
class Turning:
    """`named`: the order the buyer named in this turn; `order_say`: the answer to a number that is none of theirs;
    `dropped`: the intent of who drops its goods, by the order in hand."""

    work: Work
    turn: Turn
    text: str
    understanding: Understanding
    pressed: Button | None
    images: int
    named: Order | None = None
    order_say: Say | None = None
    dropped: dict[str | None, str | None] = field(default_factory=dict)

    @property
    def top(self) -> Guess:
        """The intent; a pressed intent button counts as certain, any other pressed button and what is information and
        nothing else (a mail address, a waybill) as no intent."""
        if self.pressed is None:
            return self._told()
        if self.pressed.kind is ButtonKind.INTENT:
            return Guess(self.pressed.value, 1.0)
        return Guess(ASK_HUMAN, 1.0) if self.pressed.kind is ButtonKind.HUMAN else Guess(INFORMATION, 1.0)

    def _told(self) -> Guess:
        """By the words; goods dropped in so many words (“锁不要了”) are certain where the model is not."""
        top = self.understanding.top
        if says_unbroken(self.text):
            return Guess(INFORMATION, 1.0)
        if is_bare_information(self.text, self.understanding.entities) and not self._wishes_courier(top):
            return Guess(INFORMATION, 1.0)
        if is_bare_number(self.text) and self._asks_words():
            return Guess(INFORMATION, 1.0)
        if declines_person(self.text):
            return Guess(ASK_HUMAN, 1.0)
        dropped = None if self.work.is_sure(top.confidence, "confident_percent") else self._goods_dropped()
        return Guess(dropped, 1.0) if dropped else top

    def _goods_dropped(self) -> str | None:
        """The intent of who drops goods of the order in hand; read once for each order that comes into hand."""
        bound = self.work.conversation.order_no
        if bound not in self.dropped:
            order = choose_order(self.work)
            self.dropped[bound] = goods_given_up(self.text, order, kinds_of(self.work, [order])) if order else None
        return self.dropped[bound]

    def _asks_words(self) -> bool:
        """Whether the open question is answered by what is typed and not by one of few choices."""
        asking = self.asking()
        rule = question_rule(self.work, asking) if asking else None
        return rule is not None and rule.kind in TYPED

    def _wishes_courier(self, top: Guess) -> bool:
        """“顺丰” by itself is a wish, unless it answers a question."""
        return top.intent == "change_courier" and self.asking() is None

    def sure(self, setting: str = "confident_percent", guess: Guess | None = None) -> bool:
        """Whether the intent, or another guess, is confident enough to act on."""
        return self.work.is_sure((guess or self.top).confidence, setting)

    @property
    def small_talk(self) -> str | None:
        """The script that answers a sure greeting, thanks, “等一下”; None when the message is no small talk."""
        key = f"utter_{self.top.intent}"
        return key if key in self.work.release.scripts and self.sure() else None

    def is_about(self, case: Case) -> bool:
        return self.work.is_about(case)

    def playbook(self) -> Playbook | None:
        return self.work.release.playbook_for(self.top.intent)

    @property
    def topic(self) -> Playbook | None:
        """The procedure of a message that surely names one."""
        return self.playbook() if self.sure() else None

    def last_case(self, within: timedelta) -> Case | None:
        """What was talked of last, when that is no longer ago."""
        last = next(iter(self.work.uow.cases.of_conversation(self.work.conversation.id)), None)
        return last if last is not None and self.work.now - last.updated_at <= within else None

    def cases(self, state: CaseState) -> Sequence[Case]:
        """Cases of this conversation in a state, newest activity first."""
        return [c for c in self.work.uow.cases.of_conversation(self.work.conversation.id) if c.state is state]

    def under_way(self) -> Sequence[Case]:
        """Cases that work runs for: those that wait for it, then those decided already; of each the latest first."""
        work = self.work
        busy = {task.case_id for task in work.uow.tasks.list(conversation_id=work.conversation.id)}
        cases = work.uow.cases.of_conversation(work.conversation.id)
        decided = [case for case in cases if case.id in busy and case.state in DECIDED]
        return [*(case for case in cases if case.state is CaseState.WAITING), *decided]

    def asking(self) -> Case | None:
        """The case whose question is open."""
        return self.work.asking()


def last_said(turning: Turning) -> Message | None:
    """What the buyer heard last of the library, none of the older messages counting."""
    last = turning.work.uow.messages.last(turning.work.conversation.id, 10)
    return next((message for message in reversed(last) if message.script_key is not None), None)


def last_script(turning: Turning) -> str | None:
    said = last_said(turning)
    return said.script_key if said else None


def note_order(turning: Turning) -> None:
    """Bind the order the buyer named (number, waybill, pasted card, button); it is chosen for what follows."""
    work, pressed = turning.work, turning.pressed
    found: Order | str | None
    if pressed is not None:
        chosen = pressed.kind is ButtonKind.ORDER
        found = work.order(pressed.value) if chosen else None
    else:
        found = named_order(work, turning.understanding.entities) or _number_before(turning) or _by_goods(turning)
    if isinstance(found, str):
        proved = prove_guest(work, found, turning.text) if work.conversation.guest else Say("order.not_found")
        found = proved if isinstance(proved, Order) else None
        turning.order_say = proved if isinstance(proved, Say) else None
    if found is not None:
        choose(turning, found)


def _number_before(turning: Turning) -> str | None:
    """The number that a guest told apart from the digits of the phone, once both were asked for."""
    asked = turning.work.conversation.guest and last_script(turning) in GUEST_ASKED
    return told_number(turning.work, turning.text) if asked else None


def _by_goods(turning: Turning) -> Order | None:
    """The order whose goods are named; where several fit, none is in hand any more and the buyer is asked."""
    if (turning.small_talk is not None and turning.top.intent not in ASSENTS) or _writes_names(turning):
        return None
    fits = orders_of_goods(turning.work, turning.text, turning.understanding.entities)
    bound = turning.work.conversation.order_no
    if not fits and bound and denies_this_order(turning.text):
        fits = other_orders(turning.work, bound)
    if len(fits) > 1:
        turning.work.bind(None)
    return fits[0] if len(fits) == 1 else None


def _writes_names(turning: Turning) -> bool:
    """Whether a free text is asked for, in which goods may stand: the goods wanted instead, a company's name."""
    asking = turning.asking()
    if asking is None or says_given_up(turning.text):
        return False
    rule = question_rule(turning.work, asking)
    if rule is None or rule.kind is not AnswerKind.TEXT or rule.entity == ADDRESS or denies_this_order(turning.text):
        return False
    if FactSource.ATTACHMENTS in rule.sources:
        return False
    return turning.topic is None or turning.topic.name == asking.playbook


def choose(turning: Turning, order: Order) -> None:
    """This order is meant from now on."""
    turning.work.bind(order.order_no)
    turning.named = order


def with_heard(turning: Turning, case: Case) -> Case:
    """The case with what this message tells beside the question: an address, a tax number, which of the goods; never
    what is known."""
    return replace(case, facts={**_goods_meant(turning, case), **heard_of(turning, case), **case.facts})


def _goods_meant(turning: Turning, case: Case) -> dict[str, Value]:
    """The line of the order that the message names, or several alike (“…也坏了”); where the procedure takes one only, a
    person takes care."""
    rule = turning.work.release.facts_of(case.playbook).get(LINE_FACT)
    order = _order_of(turning, case) if rule is not None and rule.choices_from_lines else None
    if rule is None or order is None or len(order.lines) < 2 or _writes_names(turning):
        return {}
    meant = lines_meant(order.lines, turning.text)
    if len(meant) > 1:
        several = SKUS.join(line.sku for line in order.lines if line.sku in meant)
        told = several if rule.several else Unknowable.UNKNOWN.value
        return {LINE_FACT: told} if names_alike(turning.text) else {}
    return {LINE_FACT: next(iter(meant))} if meant else {}


def _order_of(turning: Turning, case: Case) -> Order | None:
    return turning.work.order(case.order_no) if case.order_no else choose_order(turning.work)


def heard_of(turning: Turning, case: Case) -> dict[str, Value]:
    """What this message tells of the case's facts; a product that was bought is not the one to have instead."""
    entities = turning.understanding.entities
    if any(entity.kind == PRODUCT for entity in entities):
        order = _order_of(turning, case)
        bought = {line.sku for line in order.lines} if order else set()
        entities = tuple(entity for entity in entities if entity.kind != PRODUCT or entity.value not in bought)
    return heard_facts(turning.work.release.facts_of(case.playbook).values(), turning.text, entities)


def go_on(turning: Turning, case: Case, lead: tuple[Say, ...] = ()) -> Outcome:
    """Advance a case and, when it is through, take up the question that another topic interrupted."""
    step = advance_case(turning.work, case, turning.text)
    says = lead + (() if lead and _wears_out(turning, case, step) else step.says)
    if step.asks or step.ticket_id is not None:
        return outcome_of(step, says)
    return ask_again(turning, step, says)


def ask_again(turning: Turning, step: Step | None, says: tuple[Say, ...], *, resume: bool = True) -> Outcome:
    """`says`, followed by the question that is still open, if any; `resume` names its topic first."""
    waiting = turning.asking()
    if waiting is None:
        return outcome_of(step, says)
    again = put_again(turning.work, waiting, turning.text)
    if says and _wears_out(turning, waiting, again):
        return outcome_of(again, says)
    lead = (Say("chat.resume", {"topic": turning.work.topic(waiting.intent)}),) if resume else ()
    return outcome_of(again, says + lead + again.says)


def _wears_out(turning: Turning, case: Case, step: Step) -> bool:
    """Whether the very question that was open has been put often enough; it stays open without being put again."""
    if case.question is None or step.case.question != case.question:
        return False
    return _puts(turning, step.says[-1].key) >= MOST_PUTS


def is_worn_out(turning: Turning, case: Case) -> bool:
    """Whether the open question of a case has been put often enough."""
    rule = question_rule(turning.work, case)
    return rule is not None and rule.ask is not None and _puts(turning, rule.ask) >= MOST_PUTS


def _puts(turning: Turning, key: str) -> int:
    last = turning.work.uow.messages.last(turning.work.conversation.id, RECENT)
    return sum(message.script_key == key for message in last)


def outcome_of(step: Step | None, says: tuple[Say, ...]) -> Outcome:
    if step is None:
        return Outcome(TurnState.ANSWERED, says)
    state = TurnState.TICKETED if step.ticket_id is not None else _state_of(says)
    return Outcome(state, says, step.case.row or "", step.case.id, step.ticket_id, step.asks)


def _state_of(says: tuple[Say, ...]) -> TurnState:
    """A procedure may decide to say nothing (P-EMO-10): then nobody is waiting for an answer."""
    return TurnState.ANSWERED if says else TurnState.SILENT
