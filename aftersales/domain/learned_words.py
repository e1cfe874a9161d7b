"""What a model learnt of forbidden and ordinary sentences: a second opinion on the lists, an eye for new wordings."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aftersales.domain.text_reading import Manner, Readings, syllable_sign
from aftersales.domain.text_spans import clause_around, quotation

LONGEST = 120
"""Characters read of a message."""

LEAST, BITS = -128, 24
"""The least weight, and the room for a sum of LONGEST times five and four of them in a row of sums."""
MOST = (1 << BITS) - 1

NO = frozenset("不没别勿非无未拒假骗甭莫")
"""Signs that a message may deny, refuse or warn of what stands beside them."""

_SPOKEN_OF = quotation(fewest=3)
"""One or two characters in marks may hide a word (加“薇心”)."""
_QUOTATION = "\ue001"
FEWEST_SAID = 4
"""Characters that a message must hold beside its quotations; with fewer they are what it says."""

_DIALECT = str.maketrans("俺咱恁侬吾", "我我您您我")


@dataclass(frozen=True)
class LearnedWords:
    """A multinomial logistic regression. `lists` are its classes beside “fine”, whose score is the last of each row;
    `weights` are whole numbers, `scale` makes scores of them."""

    lists: tuple[str, ...] = ()
    scale: float = 1.0
    bias: tuple[float, ...] = ()
    weights: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def chances(self, loose: str, syllables: str) -> Mapping[str, float]:
        """For each list how likely the message breaks it; what is missing to 1 is the chance that it is fine. Empty
        where it holds nothing that was learnt. `syllables`: the sign of each character's sound."""
        found = features(loose, syllables)
        known = [row for row in map(self._rows.get, found) if row]
        if not known:
            return {}
        total, length, least = sum(known), math.sqrt(len(found)), LEAST * len(known)
        scores = [
            ((total >> (BITS * n) & MOST) + least) * self.scale / length + bias for n, bias in enumerate(self.bias)
        ]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return {name: power / whole for name, power in zip(self.lists, powers, strict=False)}

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """Each feature's weights side by side in one number, as their distance from LEAST: one addition sums them all.
        Syllables, spelt and spaced in the file, by their signs."""
        return {
            "".join(map(syllable_sign, word.split(" "))) if " " in word else word: sum(
                (weight - LEAST) << (BITS * n) for n, weight in enumerate(row)
            )
            for word, row in self.weights.items()
        }


def said(text: str, loose: str, readings: Readings) -> str:
    """What a message says itself, of its loose reading: a quotation that its clause may deny is one sign, for it is
    spoken of (“随便你投诉”这种话不该说), and the pronouns of dialects are everybody's: 俺 is no worse than 我."""
    own = _SPOKEN_OF.sub(lambda quoted: _QUOTATION if _may_be_denied(text, *quoted.span()) else quoted[0], text)
    if own != text:
        parts = [readings.read_in(part, Manner.LOOSE) for part in own.split(_QUOTATION)]
        loose = _QUOTATION.join(parts) if sum(map(len, parts)) >= FEWEST_SAID else loose
    return loose.translate(_DIALECT)


def _may_be_denied(text: str, start: int, end: int) -> bool:
    """Whether a sign of denial stands beside a place, in its clause."""
    first, last = clause_around(text, start, end)
    return not NO.isdisjoint(text[first:start] + text[end:last])


def features(loose: str, syllables: str) -> Mapping[str, None]:
    """One to three neighbouring characters as read loosely, the first two and last two also as such, and two or three
    syllables, each once."""
    one, said = loose[:LONGEST], syllables[:LONGEST]
    places = range(len(one) - 1)
    pairs = [one[n : n + 2] for n in places]
    threes = [one[n : n + 3] for n in places[:-1]]
    said_pairs = [said[n : n + 2] for n in places]
    said_threes = [said[n : n + 3] for n in places[:-1]]
    whole = f"^{one}$"
    edges = [whole[:2], whole[:3], whole[-2:], whole[-3:]]
    return dict.fromkeys([*one, *pairs, *threes, *edges, *said_pairs, *said_threes])
