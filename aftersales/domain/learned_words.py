"""What a model learnt of forbidden and ordinary sentences: a second opinion on the lists, an eye for new wordings."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

LONGEST = 120
"""Characters read of a message."""


@dataclass(frozen=True)
class LearnedWords:
    """A multinomial logistic regression. `lists` are its classes beside “fine”, whose score is the last of each row;
    `weights` are whole numbers, `scale` makes scores of them."""

    lists: tuple[str, ...] = ()
    scale: float = 1.0
    bias: tuple[float, ...] = ()
    weights: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def chances(self, loose: str, syllables: Sequence[str]) -> Mapping[str, float]:
        """For each list how likely the message breaks it; what is missing to 1 is the chance that it is fine. Empty
        where it holds nothing that was learnt."""
        found = features(loose, syllables)
        known = [weights for weights in map(self.weights.get, found) if weights]
        if not known:
            return {}
        length = math.sqrt(len(found))
        totals = [sum(column) for column in zip(*known, strict=True)]
        scores = [total * self.scale / length + bias for total, bias in zip(totals, self.bias, strict=True)]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return {name: power / whole for name, power in zip(self.lists, powers, strict=False)}


def features(loose: str, syllables: Sequence[str]) -> Mapping[str, None]:
    """One to three neighbouring characters as read loosely, and two or three syllables, each once."""
    one, spoken = loose[:LONGEST], syllables[:LONGEST]
    pairs = list(map("".join, pairwise(one)))
    said = list(map(" ".join, pairwise(spoken)))
    three = (pair + last for pair, last in zip(pairs, one[2:], strict=False))
    said_three = (f"{pair} {last}" for pair, last in zip(said, spoken[2:], strict=False))
    return dict.fromkeys([*one, *pairs, *three, *said, *said_three])
