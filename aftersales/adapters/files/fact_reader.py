"""The `facts:` of a playbook: how each one becomes known."""

import re

from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.task_reader import read_fact_task
from aftersales.domain.heard_facts import COUNT, HEARD_KINDS
from aftersales.domain.playbook import AnswerKind, Choice, FactRule, FactSource

FACT_KEYS = (
    *("title", "from", "ask", "one_of", "answer", "words", "entity", "heard", "told_by", "several"),
    *("task", "team", "review", "show", "details", "due", "say"),
)
READ_FROM = {source.value: source for source in (FactSource.ORDER, FactSource.ATTACHMENTS)}
TITLE = re.compile(r"(?=.*[\u4e00-\u9fff]).{1,12}")


def read_fact(facts: Entry, name: str) -> FactRule:
    """The rule of one fact; a fact that can never become known is a problem."""
    fact = facts.child(name, facts.values[name], FACT_KEYS)
    task = read_fact_task(fact, name)
    if task:
        fact.text("say", required=True)
    if task and "ask" in fact:
        fact.problem("is asked and ordered; keep `ask` or `task`/`review`", "ask")
    sources = _sources(fact)
    if not sources:
        fact.problem("can never become known; give it `from`, `ask`, `task` or `review`")
    return FactRule(
        name=name,
        sources=sources,
        ask=fact.text("ask") or None,
        kind=_kind(fact),
        choices=_choices(fact),
        choices_from_lines=fact.values.get("one_of") == "lines",
        task=task,
        say=fact.text("say") or None,
        title=_title(fact),
        entity=_entity(fact),
        heard=_heard(fact),
        told_by=_told_by(fact),
        several=_several(fact),
    )


def _heard(fact: Entry) -> bool:
    heard = fact.flag("heard", default=False)
    if heard and not isinstance(fact.values.get("one_of"), dict):
        fact.problem("belongs to a question with choices of its own (`one_of`); remove it", "heard")
    return heard


def _told_by(fact: Entry) -> tuple[str, ...]:
    words = fact.texts("told_by")
    if words and ("ask" not in fact or "answer" in fact or "one_of" in fact or "entity" in fact):
        fact.problem("belongs to a question that any text answers (`ask` alone)", "told_by")
    return words


def _several(fact: Entry) -> bool:
    several = fact.flag("several", default=False)
    if several and fact.values.get("one_of") != "lines":
        fact.problem("belongs to a question for lines of the order (`one_of: lines`); remove it", "several")
    return several


def _entity(fact: Entry) -> str | None:
    kind = fact.text("entity")
    if kind and kind not in HEARD_KINDS:
        fact.problem(f"{kind} is nothing that can be heard; write one of {', '.join(HEARD_KINDS)}", "entity")
    wanted = "number" if kind == COUNT else None
    if kind and ("ask" not in fact or "one_of" in fact or fact.values.get("answer") != wanted):
        fact.problem(
            "belongs to a question that is answered by a text (`ask` alone), count to `answer: number`", "entity"
        )
    return kind or None


def _title(fact: Entry) -> str:
    title = fact.text("title")
    if title and not TITLE.fullmatch(title):
        fact.problem(f"{title} is no title; write at most 12 characters, in Chinese", "title")
    return title


def _sources(fact: Entry) -> tuple[FactSource, ...]:
    sources: list[FactSource] = []
    word = fact.text("from")
    if word in READ_FROM:
        sources.append(READ_FROM[word])
    elif word:
        fact.problem(f"{word} is no source; write one of {', '.join(READ_FROM)}", "from")
    if "ask" in fact:
        sources.append(FactSource.BUYER)
    if "task" in fact:
        sources.append(FactSource.TASK)
    if "review" in fact:
        sources.append(FactSource.REVIEW)
    return tuple(sources)


def _kind(fact: Entry) -> AnswerKind:
    word = fact.text("answer")
    if "one_of" in fact:
        if word:
            fact.problem("a choice (`one_of`) needs no `answer`; remove one of the two", "answer")
        return AnswerKind.CHOICE
    kinds = {kind.value: kind for kind in AnswerKind if kind is not AnswerKind.CHOICE}
    if word and word not in kinds:
        fact.problem(f"{word} is no kind of answer; write one of {', '.join(kinds)}", "answer")
    return kinds.get(word, AnswerKind.TEXT)


def _choices(fact: Entry) -> tuple[Choice, ...]:
    """The choices of `one_of`, or the extra words of a yes_no question."""
    if fact.values.get("one_of") == "lines":
        return ()
    if "words" in fact:
        if fact.values.get("answer") != AnswerKind.YES_NO.value:
            fact.problem("belongs to `answer: yes_no`; choices list their words in `one_of`", "words")
        words = fact.block("words", ("yes", "no"))
        return tuple(Choice(value, "", words.texts(value)) for value in words.values)
    options = fact.block("one_of")
    return tuple(_choice(options, value) for value in options.values)


def _choice(options: Entry, value: str) -> Choice:
    words = options.texts(value)
    if not words:
        options.problem("needs at least one word; the first one is its button", value)
        return Choice(value, value)
    return Choice(value, words[0], words)
