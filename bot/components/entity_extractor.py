"""All entities of a text: names by spaCy's entity ruler over our words, numbers and phrases by their written forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from bot.components.entity_addresses import find_addresses
from bot.components.entity_dates import DATES, day_form
from bot.components.entity_durations import DURATIONS
from bot.components.entity_forms import Form, Found, without_overlaps
from bot.components.entity_invoices import find_titles
from bot.components.entity_names import NOTHING, Name, read_names, read_numbers
from bot.components.entity_numbers import find_numbers
from bot.components.entity_quantities import AMOUNTS, count_form
from bot.components.entity_sizes import SIZES
from bot.components.segmenter import Segmenter, segmenter

PLACES = frozenset({"province", "city"})
PLAIN_LENGTH = 3
"""From this many characters on a name is no chance meeting of two words' ends."""

DISTRICT = re.compile(r".{3,}[区县镇]")
"""Words of the dictionary that hold a city (苏州工业园区)."""


@dataclass(frozen=True)
class Lexicon:
    """Everything read from data files: it travels in the model."""

    words: tuple[str, ...]
    names: tuple[Name, ...]
    measures: Mapping[str, list[str]]
    not_days: list[str]

    @classmethod
    def read(cls, words: tuple[str, ...], catalogue: Path, names: Path, places: Path, numbers: Path) -> Lexicon:
        """DictionaryError for a file that cannot be used."""
        return cls(words, read_names(catalogue, names, places), *read_numbers(numbers))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Lexicon:
        names = tuple(Name.from_json(row) for row in content["names"])
        return cls(tuple(content["words"]), names, content["measures"], content["not_days"])

    def as_json(self) -> dict[str, Any]:
        names = [name.as_json() for name in self.names]
        return {"words": self.words, "names": names, "measures": self.measures, "not_days": self.not_days}


class WholeNames:
    """spaCy tokenizer over the shared segmenter that keeps names whole (spaCy's own would neither know nor save them).

    jieba makes words of what it does not know (换德邦, 用锁芯): a name is cut out of those, but never out of a real
    word: there is no 三明 in 周三明天 and no 开关 in 打开关闭. 苏州 is cut out of 苏州工业园区 all the same, and a long
    name that is no place is one wherever it stands (电池盖 in 电池盖掉了).
    """

    def __init__(self, vocab: Vocab, cutter: Segmenter, names: Iterable[Name]) -> None:
        self._vocab = vocab
        self._segmenter = cutter
        self._names: dict[str, list[Name]] = {}
        for name in sorted(names, key=lambda name: -len(name.written)):
            self._names.setdefault(name.written[0], []).append(name)

    def __call__(self, text: str) -> Doc:
        words, spaces = get_words_and_spaces(list(self._words(text)), text)
        return Doc(self._vocab, words=words, spaces=spaces)

    def _words(self, text: str) -> Iterator[str]:
        tokens = list(self._segmenter.cut(text))
        cuts = {start for _, start in tokens} | {start + len(word) for word, start in tokens}
        for start, end in self._name_spans(text, tokens):
            cuts -= set(range(start + 1, end))
            cuts |= {start, end}
        ends = sorted(cuts)
        pieces = (text[start:end] for start, end in pairwise(ends))
        yield from (piece for piece in pieces if piece.strip())

    def _name_spans(self, text: str, tokens: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
        real = ((word, start) for word, start in tokens if not DISTRICT.fullmatch(word) and self._segmenter.knows(word))
        inside = {place for word, start in real for place in range(start + 1, start + len(word))}
        start = 0
        while start < len(text):
            name = self._name_at(text, start, inside)
            if name:
                yield start, start + len(name)
            start += len(name) or 1

    def _name_at(self, text: str, start: int, inside: set[int]) -> str:
        """The longest name that begins here; "" when none does without cutting a real word in two."""
        for name in self._names.get(text[start], ()):
            if text.startswith(name.written, start):
                plain = len(name.written) >= PLAIN_LENGTH and name.kind not in PLACES
                if plain or not {start, start + len(name.written)} & inside:
                    return name.written
        return ""


class EntityExtractor:
    """Finds the entities of one text after another; building it takes about a second, an extraction under 1 ms."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = {name.written: name for name in lexicon.names}
        self._nlp = _blank_chinese(lexicon)
        forms = (*DATES, day_form(lexicon.not_days), *DURATIONS, *AMOUNTS, count_form(lexicon.measures), *SIZES)
        self._forms: tuple[Form, ...] = forms

    def find(self, text: str) -> list[Found]:
        """Entities in the order of the text, none overlapping another."""
        names = list(self._find_names(text))
        places = [name for name in names if name.kind in PLACES]
        forms = (found for form in self._forms for found in form.find(text))
        return without_overlaps(
            [*names, *find_numbers(text), *forms, *find_titles(text), *find_addresses(text, places)]
        )

    def _find_names(self, text: str) -> Iterator[Found]:
        for span in self._nlp(text).ents:
            if span.label_ != NOTHING and self._names[span.text].fits(text, span.start_char, span.end_char):
                yield Found(span.label_, span.ent_id_, span.start_char, span.end_char)


def _blank_chinese(lexicon: Lexicon) -> Language:
    """A blank `zh` pipeline with an entity ruler over the names, upper and lower case apart."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = WholeNames(nlp.vocab, segmenter(lexicon.words), lexicon.names)
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
    ruler.add_patterns([{"label": name.kind, "id": name.value, "pattern": name.written} for name in lexicon.names])
    return nlp
