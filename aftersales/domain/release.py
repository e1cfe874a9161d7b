"""A release: scripts, words, playbooks and shop settings that were checked together and live together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aftersales.domain.cases import Case
from aftersales.domain.playbook import FactRule, Playbook, reached_from
from aftersales.domain.scripts import Script
from aftersales.domain.shop import Shop
from aftersales.domain.word_gate import WordGate


@dataclass(frozen=True)
class Release:
    number: int
    shop: Shop
    scripts: Mapping[str, Script]
    playbooks: Mapping[str, Playbook]
    gate: WordGate

    def playbook_for(self, intent: str) -> Playbook | None:
        """The one playbook an intent belongs to; None for intents answered without a procedure."""
        return next((book for book in self.playbooks.values() if intent in book.intents), None)

    def evidence_of(self, case: Case) -> Sequence[str]:
        """What the case's procedure lists as evidence, and that of the procedure a goto has led to."""
        places = [case.playbook, *((name or "").partition(".")[0] for name in (case.row, case.question))]
        books = [self.playbooks[name] for name in dict.fromkeys(places) if name in self.playbooks]
        return list(dict.fromkeys(name for book in books for name in book.evidence))

    def purpose_of(self, row: str) -> str:
        """What a decided row (`playbook.row`) says to the buyer, by its script's purpose; empty when it is gone."""
        book, _, name = row.partition(".")
        rows = self.playbooks[book].rows if book in self.playbooks else ()
        said = next((one.say for one in rows if one.name == name), None)
        return self.scripts[said].purpose if said and said in self.scripts else ""

    def facts_of(self, playbook: str) -> Mapping[str, FactRule]:
        """The facts of a playbook and of all that its gotos reach; one it declares itself goes before theirs."""
        rules: dict[str, FactRule] = {}
        for name in reached_from(playbook, self.playbooks):
            rules = {**self.playbooks[name].facts, **rules}
        return rules
