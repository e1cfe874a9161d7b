"""The repository's own playbooks, scripts and shop for tests of procedures, and a short way to walk them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.playbook import Ask, Decision, TaskOrder, Wait, decide
from aftersales.domain.release import Release
from aftersales.domain.scripts import fill
from aftersales.domain.task_orders import tasks_due
from aftersales.domain.wording import describe
from aftersales.domain.wording_care import shop_words

ROOT = Path(__file__).resolve().parents[2]
QUEUE = {
    "position": "1",
    "team": "疑难件",
    "open_hours": "每天 9:00–22:00",
    "shop_name": "店",
    "return_slip": "https://shop.example/slip",
}


@cache
def release() -> Release:
    """What is live when these files are published; fails with their problems."""
    built = build_release(0, read_content_files(ROOT))
    assert isinstance(built, Release), [str(problem) for problem in built]
    return built


@cache
def settings() -> Mapping[str, int]:
    return {name: setting.value for name, setting in release().shop.settings.items()}


@dataclass(frozen=True)
class Walk:
    """One decision of a procedure: the move, and the facts it was decided upon."""

    move: Ask | Wait | Decision
    facts: Mapping[str, Value]

    @property
    def row(self) -> str:
        assert isinstance(self.move, Decision), self.move
        return f"{self.move.playbook}.{self.move.row.name}"

    @property
    def asks(self) -> str:
        assert isinstance(self.move, Ask), self.move
        return self.move.fact.name

    @property
    def waits_for(self) -> str:
        assert isinstance(self.move, Wait), self.move
        return self.move.tasks[0].fact or ""

    @property
    def tasks(self) -> list[tuple[str, str]]:
        """What is really ordered: the row's tasks whose conditions hold, and what follows them."""
        return [(task.kind, task.team) for task in self.orders]

    @property
    def orders(self) -> list[TaskOrder]:
        assert isinstance(self.move, Decision), self.move
        return tasks_due(self.move.row.tasks, release().shop.follow_ups, self.facts, settings())

    @property
    def handoff(self) -> str | None:
        assert isinstance(self.move, Decision), self.move
        return self.move.row.handoff


def walk(playbook: str, view: OrderView | None, /, **facts: Value) -> Walk:
    """Decide with the record's facts and these answers, and prove that whatever is said can be filled."""
    known: Mapping[str, Value] = facts
    words: Mapping[str, str] = shop_words(release().shop, ())
    if view is not None:
        view = replace(view, case_facts=facts)
        known = {**facts, **read_order_facts(view)}
        words = describe(view, known)
    move = decide(release().playbooks, playbook, known, settings())
    for key in _keys(move):
        script = release().scripts[key]
        for variant in range(len(script.variants)):
            assert "{" not in fill(script, variant, {**words, **QUEUE}).text
    return Walk(move, known)


def _keys(move: Ask | Wait | Decision) -> list[str]:
    if isinstance(move, Ask):
        return [move.fact.ask or ""]
    if isinstance(move, Wait):
        return [move.say]
    if move.row.silent:
        return []
    key = move.row.say or ""
    return [key, f"{key}_closed"] if move.row.handoff else [key]
