"""Chinese words by jieba with the shop's own dictionary: one segmenter for the tokenizer and the entities."""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import jieba
from ruamel.yaml import YAML

jieba.setLogLevel(logging.WARNING)

LATIN_RUN = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
SURE = 2_000_000
"""Frequency of an own word: high enough that jieba never cuts it (退货运费 is not 退/货运费)."""

Word = tuple[str, int]
"""A word and its start in the text."""


class DictionaryError(ValueError):
    """A dictionary file that cannot be used; names the file and the fix."""


def read_words(dictionary: Path, catalogue: Path) -> tuple[str, ...]:
    """The own words, sorted: one a line in `dictionary` (`#` begins a comment) and the product names of `catalogue`."""
    lines = (line.split("#")[0].strip() for line in dictionary.read_text(encoding="utf-8").splitlines())
    return tuple(sorted({*filter(None, lines), *read_products(catalogue)}))


def read_skus(catalogue: Path) -> dict[str, tuple[str, ...]]:
    """Article numbers with the words buyers use for them: the mapping `skus` of the catalogue file, if it has one."""
    content = YAML(typ="safe").load(catalogue.read_text(encoding="utf-8"))
    skus = content.get("skus", {}) if isinstance(content, dict) else None
    if not isinstance(skus, dict) or not all(isinstance(words, list) for words in skus.values()):
        raise DictionaryError(f"{catalogue}: write `skus:` and beneath it one `NUMBER: [words]` a line")
    return {str(code): tuple(map(str, words)) for code, words in skus.items()}


def read_products(catalogue: Path) -> tuple[str, ...]:
    """Names buyers use for products: the list `products` of the catalogue file; DictionaryError when it is not one."""
    content = YAML(typ="safe").load(catalogue.read_text(encoding="utf-8"))
    names = content.get("products") if isinstance(content, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise DictionaryError(f"{catalogue}: write `products:` and beneath it one name a line, each after `- `")
    return tuple(name.strip() for name in names)


class Segmenter:
    """Cuts text into words; runs of letters and digits stay whole, blanks are no words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._jieba = jieba.Tokenizer()
        for word in words:
            self._jieba.add_word(word, freq=SURE)

    def cut(self, text: str) -> Iterator[Word]:
        """Words of the text with their starts, in order."""
        end = 0
        for run in LATIN_RUN.finditer(text):
            yield from self._chinese(text[end : run.start()], end)
            yield run.group(), run.start()
            end = run.end()
        yield from self._chinese(text[end:], end)

    def knows(self, word: str) -> bool:
        """Whether the word stands in the dictionary or is a run of letters and digits; jieba guesses others."""
        return bool(self._jieba.FREQ.get(word)) or LATIN_RUN.fullmatch(word) is not None

    def _chinese(self, text: str, offset: int) -> Iterator[Word]:
        for word, start, _ in self._jieba.tokenize(text):
            if word.strip():
                yield word, offset + start


@lru_cache(maxsize=4)
def segmenter(words: tuple[str, ...]) -> Segmenter:
    """The process-wide segmenter over these own words (its tables take a second and 100 MB to build)."""
    return Segmenter(words)
