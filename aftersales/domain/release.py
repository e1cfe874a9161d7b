"""A release: scripts, words, playbooks and shop settings that were checked together and live together."""

from collections.abc import Mapping
from dataclasses import dataclass

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

    def facts_of(self, playbook: str) -> Mapping[str, FactRule]:
        """The facts of a playbook and of all that its gotos reach; one it declares itself goes before theirs."""
        rules: dict[str, FactRule] = {}
        for name in reached_from(playbook, self.playbooks):
            rules = {**self.playbooks[name].facts, **rules}
        return rules
