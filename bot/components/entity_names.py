"""Names with a meaning — couriers, colours, parts, places, products — read from the data files when training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.components.segmenter import DictionaryError, read_products, read_skus

NOTHING = "nothing"
"""The kind of words that only keep a name within them from being found (大理石)."""

WORD_KINDS = ("courier", "pay_channel", "colour", "size", "part")


@dataclass(frozen=True)
class Name:
    """One written form, what it means, and the neighbours beside which it means something else."""

    written: str
    kind: str
    value: str
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, row: list[Any]) -> Name:
        written, kind, value, not_before, not_after = row
        return cls(written, kind, value, tuple(not_before), tuple(not_after))

    def as_json(self) -> list[Any]:
        return [self.written, self.kind, self.value, self.not_before, self.not_after]

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the neighbours leave the name its meaning."""
        return not text.startswith(self.not_before, end) and not text.endswith(self.not_after, 0, start)


def read_names(catalogue: Path, words: Path, places: Path) -> tuple[Name, ...]:
    """All names; what is written in several lists means what the first says. DictionaryError for a broken file."""
    names = [*_products(catalogue), *_words(words), *_places(places)]
    first = {name.written: name for name in reversed(names)}
    return tuple(sorted(first.values(), key=lambda name: name.written))


def _products(catalogue: Path) -> Iterator[Name]:
    for code, written in read_skus(catalogue).items():
        yield from (Name(word, "product", code) for word in (code, code.lower(), *written))
    yield from (Name(product, "product", product) for product in read_products(catalogue))


def _words(file: Path) -> Iterator[Name]:
    for kind, values in _mapping(file).items():
        if kind not in WORD_KINDS or not isinstance(values, dict):
            raise DictionaryError(f"{file}: {kind}: the kinds are {', '.join(WORD_KINDS)}, each with `value: [words]`")
        for value, entry in values.items():
            rule = entry if isinstance(entry, dict) else {"words": entry}
            written = _texts(file, f"{kind}.{value}", rule.get("words"))
            guards = [tuple(_texts(file, f"{kind}.{value}", rule.get(key))) for key in ("not_before", "not_after")]
            yield from (Name(word, kind, str(value), *guards) for word in written or [str(value)])


def _places(file: Path) -> Iterator[Name]:
    content = _mapping(file)
    guards = [tuple(_texts(file, key, content.get(key))) for key in ("not_before", "not_after")]
    provinces = content.get("provinces")
    if not isinstance(provinces, dict) or not all(isinstance(about, dict) for about in provinces.values()):
        raise DictionaryError(f"{file}: write `provinces:` and beneath it `浙江: {{full: 浙江省, cities: [杭州]}}`")
    yield from (Name(word, NOTHING, "") for word in _texts(file, "no_places", content.get("no_places")))
    for province, about in provinces.items():
        yield from (Name(written, "province", province, *guards) for written in (province, str(about.get("full"))))
    for province, about in provinces.items():
        for line in _texts(file, province, about.get("cities")):
            city, written = _city(line)
            yield from (Name(word, "city", city, *guards) for word in written)


def _city(line: str) -> tuple[str, list[str]]:
    """The name the program uses and all ways to write it, by the rules at the head of places.yml."""
    names = line.split()
    if len(names) > 1:
        return names[0], names
    if line.endswith("市"):
        return line.removesuffix("市"), [line]
    return line, [line, f"{line}市"]


def read_numbers(file: Path) -> tuple[Mapping[str, list[str]], list[str]]:
    """The measure words, each with what must not follow it, and the words before which 5号 is no day."""
    content = _mapping(file)
    measures = content.get("measures")
    if not isinstance(measures, dict) or not measures:
        raise DictionaryError(f"{file}: write `measures:` and beneath it `件: [事, 套]`")
    read = {str(unit): list(_texts(file, f"measures.{unit}", others)) for unit, others in measures.items()}
    return read, list(_texts(file, "not_days", content.get("not_days")))


def _mapping(file: Path) -> dict[str, Any]:
    content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise DictionaryError(f"{file}: write `key: value` lines")
    return content


def _texts(file: Path, where: str, given: object) -> Iterable[str]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(text, str) and text.strip() for text in given):
        raise DictionaryError(f"{file}: {where}: write a list of words, numbers in quotes")
    return given
