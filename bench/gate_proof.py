"""`make evaluate`: what the word gate misses of sentences that must be caught, and how often it stops ordinary ones.

All sentences were written for this by people who did not see the lists. The lists and the learned words were made with
those in scripts_lib/words/examples; those in bench/gate were only counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aftersales.domain.word_gate import WordGate
from bench.gate_speed import own_release
from bench.measuring import ROOT, rounded, write_report

BLIND = ROOT / "bench" / "gate"
TUNED = ROOT / "scripts_lib" / "words" / "examples"


@dataclass(frozen=True)
class Red:
    """A sentence that must be caught; `family` is the way it is wrong."""

    list: str
    family: str
    text: str


def read_red(path: Path) -> list[Red]:
    """The lines `list<TAB>family<TAB>sentence` of a set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Red(*line.split("\t")) for line in lines]


def missed(gate: WordGate, reds: Sequence[Red]) -> list[Red]:
    return [red for red in reds if gate.review(red.text).action is None]


def false_alarms(gate: WordGate, greens: Sequence[str]) -> dict[str, list[str]]:
    """The sentences stopped or changed, with the entries that did it."""
    found = {text: gate.review(text) for text in greens}
    return {text: [hit.entry.id for hit in verdict.hits] for text, verdict in found.items() if verdict.action}


def rates(gate: WordGate, folder: Path) -> dict[str, float]:
    """Of the folder's red.tsv (must be caught) and green.txt (ordinary, one a line)."""
    reds = read_red(folder / "red.tsv")
    greens = (folder / "green.txt").read_text(encoding="utf-8").splitlines()
    return {
        "red": len(reds),
        "missed": len(missed(gate, reds)) / len(reds),
        "green": len(greens),
        "false alarms": len(false_alarms(gate, greens)) / len(greens),
    }


def print_rates(name: str, told: Mapping[str, float]) -> None:
    print(
        f"{name:8} missed {told['missed']:.1%} of {told['red']:,} that must be caught, "
        f"stopped {told['false alarms']:.1%} of {told['green']:,} ordinary ones"
    )


def main() -> None:
    gate = own_release().gate
    told = {"tuned": rates(gate, TUNED), "blind": rates(gate, BLIND)}
    for name, figures in told.items():
        print_rates(name, figures)
    blind = read_red(BLIND / "red.tsv")
    wrong, all_of = Counter(red.family for red in missed(gate, blind)), Counter(red.family for red in blind)
    for family, count in wrong.most_common():
        print(f"    {family}: {count} of {all_of[family]}")
    write_report("gate", {name: rounded(figures) for name, figures in told.items()})


if __name__ == "__main__":
    main()
