"""The word gate's time: by length of text (linear when characters per second stay the same), and in ordinary messages
beside a peer that looks for every wording by itself."""

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.domain.release import Release
from aftersales.domain.sentence_rules import SentenceRule
from aftersales.domain.word_gate import WordGate
from bench.measuring import ROOT, milliseconds, percentile

LENGTHS = (100, 1_000, 10_000, 100_000)
SHORTEST_RUN_MS = 300.0
PEER_MESSAGES = 100
EVERY = 4
"""Of the ordinary messages one in so many is judged."""
ROUNDS = 5
"""The fastest counts: other programs of the machine only add."""


def own_release() -> Release:
    """The repository's own content; ends the program with what is wrong with it."""
    built = build_release(1, read_content_files(ROOT))
    if not isinstance(built, Release):
        sys.exit("\n".join(str(problem) for problem in built))
    return built


def gate_speeds(release: Release) -> dict[str, dict[int, float]]:
    """Characters per second by length, of the shop's own scripts and of nothing but forbidden wordings."""
    scripts = [variant for script in release.scripts.values() for variant in script.variants]
    pieces = (piece for entry in release.gate.entries for wording in entry.wordings for piece in wording)
    forbidden = [min(piece.spellings) for piece in pieces if piece.spellings]
    return {
        name: {length: _speed(release.gate, _text(pieces, length)) for length in LENGTHS}
        for name, pieces in (("own scripts", scripts), ("all forbidden", forbidden))
    }


def _text(pieces: Sequence[str], length: int) -> str:
    """Exactly `length` characters of the pieces, over and over."""
    return "".join(islice(_characters(pieces), length))


def _characters(pieces: Sequence[str]) -> Iterator[str]:
    for piece in cycle(pieces):
        yield from piece


def _speed(gate: WordGate, text: str) -> float:
    times: list[float] = []
    gate.review(text)
    while sum(times) < SHORTEST_RUN_MS:
        with milliseconds(times):
            gate.review(text)
    return len(text) / percentile(times, 0.5) * 1000


def message_speeds(release: Release) -> dict[str, float]:
    """Ordinary messages per second: ours, ours without the learned words, and a peer that searches each message for
    each plain wording in turn, reads it in one way only and knows neither gaps nor excuses. There are more different
    messages than the gate remembers."""
    examples = ROOT / "scripts_lib" / "words" / "examples"
    texts = (examples / "green.txt").read_text(encoding="utf-8").splitlines()[::EVERY]
    plain = [piece.spellings for entry in release.gate.entries for pieces in entry.wordings for piece in pieces[:1]]
    words = sorted({spelling for spellings in plain for spelling in spellings})
    listed = tuple(entry for entry in release.gate.entries if entry.rule is not SentenceRule.LEARNED)
    lists = WordGate(listed, release.gate.vocabulary)
    return {
        "ours": _rate(release.gate.review, texts),
        "lists": _rate(lists.review, texts),
        "peer": _rate(lambda text: [word for word in words if word in text], texts[:PEER_MESSAGES]),
    }


def _rate(review: Callable[[str], object], texts: Sequence[str]) -> float:
    times: list[float] = []
    for _ in range(1 + ROUNDS):
        with milliseconds(times):
            for text in texts:
                review(text)
    return len(texts) / min(times) * 1000
