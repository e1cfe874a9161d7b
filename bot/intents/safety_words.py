"""Words by which a buyer wants a person, complains or insults: however they are spelt, they leave the same sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ahocorasick
from pypinyin import lazy_pinyin
from ruamel.yaml import YAML

from aftersales.domain.numerals import AS_ARABIC

FIRST_SIGN = 0xE000
"""The first of Unicode's private characters: no buyer types them."""


@dataclass(frozen=True)
class Sign:
    """What a group of words has in common; `words` are found as written, `sounds` by their pinyin."""

    name: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]


def read_signs(path: Path) -> tuple[Sign, ...]:
    """The signs of a YAML file. ValueError names the file, the sign and what is wrong with it."""
    told = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    signs = []
    for number, entry in enumerate(told.get("signs") or [], 1):
        if not isinstance(entry, Mapping) or not entry.get("name") or entry.keys() - {"name", "words", "sounds"}:
            raise ValueError(f"{path}: sign {number} needs `name`, and of others only `words` and `sounds`")
        lists = {key: tuple(str(word) for word in entry.get(key) or ()) for key in ("words", "sounds")}
        signs.append(Sign(entry["name"], **lists))
    return tuple(signs)


class SafetyWords:
    """Marks texts with one private character per sign; the models learn what a sign means in which sentence."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = tuple(signs)
        self._words = _automaton((_written(word), n) for n, sign in enumerate(signs) for word in sign.words)
        self._sounds = _automaton((_spoken(_written(word)), n) for n, sign in enumerate(signs) for word in sign.sounds)

    def __reduce__(self) -> tuple[type[SafetyWords], tuple[tuple[Sign, ...]]]:
        return SafetyWords, (self._signs,)

    def marked(self, texts: Iterable[str]) -> list[str]:
        """Each text, followed by the signs of its words; a text without any stays as it is."""
        return [text + self._signs_of(text) for text in texts]

    def _signs_of(self, text: str) -> str:
        return "".join(f" {chr(FIRST_SIGN + number)}" for number in sorted(self._found(text)))

    def names(self, text: str) -> list[str]:
        """The signs of a text, in the file's order."""
        return [self._signs[number].name for number in sorted(self._found(text))]

    def _found(self, text: str) -> set[int]:
        written = _written(text)
        return _all_in(self._words, written) | _all_in(self._sounds, _spoken(written))


def _written(text: str) -> str:
    """Without blanks, punctuation and case, Chinese digits as Arabic ones; emoji stay."""
    kept = (sign for sign in text.casefold() if sign.isalnum() or ord(sign) > 0xFFFF)
    return "".join(kept).translate(AS_ARABIC)


def _spoken(text: str) -> str:
    return "".join(lazy_pinyin(text))


def _automaton(words: Iterable[tuple[str, int]]) -> ahocorasick.Automaton:
    """Finds every word and gives the numbers of its signs."""
    numbers: dict[str, set[int]] = {}
    for word, number in words:
        numbers.setdefault(word, set()).add(number)
    automaton = ahocorasick.Automaton()
    for word in numbers.keys() - {""}:
        automaton.add_word(word, frozenset(numbers[word]))
    if len(automaton):
        automaton.make_automaton()
    return automaton


def _all_in(automaton: ahocorasick.Automaton, text: str) -> set[int]:
    return {number for _, numbers in automaton.iter(text) for number in numbers} if len(automaton) else set()
