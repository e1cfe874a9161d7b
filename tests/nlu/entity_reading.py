"""The entity extractor over the shop's own data files, and what it reads of a text as tests compare it."""

from functools import lru_cache

from bot.components.entity_extractor import EntityExtractor, Lexicon
from bot.components.segmenter import read_words
from bot.components.text_normaliser import normalise
from tests.nlu.pipeline import BOT

CATALOGUE, WORDS, PLACES, NUMBERS = (
    BOT / "data" / name for name in ("catalogue.yml", "entity_words.yml", "places.yml", "numbers.yml")
)

Read = tuple[str, str, str]
"""Kind, the words in the buyer's own text, normalised value."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return Lexicon.read(read_words(BOT / "data/dictionary.txt", CATALOGUE), CATALOGUE, WORDS, PLACES, NUMBERS)


@lru_cache(maxsize=1)
def extractor() -> EntityExtractor:
    return EntityExtractor(lexicon())


def read(text: str) -> list[Read]:
    """Entities in the order of the text; the words are cut from the text as written by the offsets of the entity."""
    found = extractor().find(normalise(text))
    return [(one.kind, text[one.start : one.end], one.value) for one in found]
