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


@dataclass(frozen=True)
class Proof:
    """What came of a folder's red.tsv (must be caught) and green.txt (ordinary, one a line): the `missed` of the first,
    and the `alarms`, those of the second that were stopped or changed."""

    reds: Sequence[Red]
    missed: Sequence[Red]
    greens: Sequence[str]
    alarms: Sequence[str]

    def rates(self) -> dict[str, float]:
        return {
            "red": len(self.reds),
            "missed": len(self.missed) / len(self.reds),
            "green": len(self.greens),
            "false alarms": len(self.alarms) / len(self.greens),
        }


def prove(gate: WordGate, folder: Path) -> Proof:
    """Ordinary sentences are agents'."""
    reds = read_red(folder / "red.tsv")
    greens = (folder / "green.txt").read_text(encoding="utf-8").splitlines()
    return Proof(
        reds,
        missed=[red for red in reds if gate.review(red.text).action is None],
        greens=greens,
        alarms=[text for text in greens if gate.review(text).of_person().action],
    )


def print_rates(name: str, told: Mapping[str, float]) -> None:
    print(
        f"{name:8} missed {told['missed']:.1%} of {told['red']:,} that must be caught, "
        f"stopped {told['false alarms']:.1%} of {told['green']:,} ordinary ones"
    )


def main() -> None:
    gate = own_release().gate
    tuned, blind = prove(gate, TUNED), prove(gate, BLIND)
    told = {"tuned": tuned.rates(), "blind": blind.rates()}
    for name, figures in told.items():
        print_rates(name, figures)
    wrong, all_of = Counter(red.family for red in blind.missed), Counter(red.family for red in blind.reds)
    for family, count in wrong.most_common():
        print(f"    {family}: {count} of {all_of[family]}")
    write_report("gate", {name: rounded(figures) for name, figures in told.items()})


if __name__ == "__main__":
    main()
