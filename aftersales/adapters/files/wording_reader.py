"""How trainers write a wording: `加(我|)…{wechat}` → its pieces, each with all its spellings."""

import re
from collections.abc import Iterator, Mapping

from aftersales.domain.text_reading import MOBILE
from aftersales.domain.wording_signals import Piece, Wording

GAP = "…"
MOST_SPELLINGS = 150
"""Of one piece: neighbouring choices are multiplied out up to here, which is found fastest; more stay pieces apart."""

_PART = re.compile(r"\{[a-z_]+\}|[^(){}|]+|.", re.DOTALL)

Terms = Mapping[str, frozenset[str]]
Choice = frozenset[str]


def read_wording(written: str, terms: Terms) -> Wording:
    """The pieces of a wording: `(a|b)` a choice, which may hold others, `{name}` a term of terms.yml or `{mobile}`, `…`
    up to eight other characters. ValueError says what is wrong with it and how to write it."""
    pieces: list[Piece] = []
    for run in written.split(GAP):
        choices = list(_choices(run, terms))
        if not any(all(map(_says, choice)) for choice in choices):
            raise ValueError("holds an empty wording; remove it, and write … only between words")
        for number, choice in enumerate(_joined(choices)):
            pieces.append(Piece(choice - {""}, gap=bool(pieces) and number == 0, optional="" in choice))
    if pieces[0].optional or pieces[-1].optional:
        pieces = _anchored(pieces)
    return tuple(pieces)


def spellings_of(written: str) -> frozenset[str]:
    """Every spelling of a wording without gaps and terms. ValueError as above."""
    found = frozenset({""})
    for choice in _choices(written, {}):
        found = frozenset(begun + more for begun in found for more in choice)
    return found


def _joined(choices: list[Choice]) -> Iterator[Choice]:
    """Neighbours multiplied out as far as that stays small."""
    current: Choice = frozenset({""})
    for choice in choices:
        if len(current) * len(choice) > MOST_SPELLINGS:
            yield current
            current = choice
        else:
            current = frozenset(begun + more for begun in current for more in choice)
    yield current


def _anchored(pieces: list[Piece]) -> list[Piece]:
    """Without optional pieces at the ends: they would only make a find longer."""
    needed = [number for number, piece in enumerate(pieces) if not piece.optional]
    return pieces[needed[0] : needed[-1] + 1]


def _says(text: str) -> bool:
    return any(char.isalnum() or char == MOBILE for char in text)


def _choices(written: str, terms: Terms) -> Iterator[Choice]:
    """What stands one after another in a wording, each with its alternatives."""
    parts = iter(_PART.findall(written))
    for part in parts:
        if part in {"|", ")"}:
            raise ValueError(f"“{written}” has a {part} outside brackets; write choices as (a|b)")
        yield _one(part, parts, written, terms)


def _one(part: str, parts: Iterator[str], written: str, terms: Terms) -> Choice:
    if part == "(":
        return _alternatives(parts, written, terms)
    if not part.startswith("{"):
        return frozenset({part})
    name = part[1:-1]
    if name == "mobile":
        return frozenset({MOBILE})
    if name not in terms:
        raise ValueError(f"there is no term {name or part}; terms.yml has {', '.join(sorted(terms))}, and mobile")
    return terms[name]


def _alternatives(parts: Iterator[str], written: str, terms: Terms) -> Choice:
    """The spellings up to the closing bracket."""
    done: set[str] = set()
    current = frozenset({""})
    for part in parts:
        if part in {"|", ")"}:
            done |= current
            current = frozenset({""})
            if part == ")":
                return frozenset(done)
            continue
        following = _one(part, parts, written, terms)
        current = frozenset(begun + more for begun in current for more in following)
    raise ValueError(f"“{written}” has an opening bracket without a closing one")
