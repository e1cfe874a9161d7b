"""Entries for tests of the word gate, the shipped ones, and texts made of their wordings."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from aftersales.adapters.files.content import read_content_files
from aftersales.adapters.files.shop_reader import SHOP_FILE, read_shop
from aftersales.adapters.files.word_reader import read_words
from aftersales.adapters.files.wording_reader import read_wording
from aftersales.domain.word_entries import Action, WordEntry

ROOT = Path(__file__).resolve().parents[2]
_FILES = read_content_files(ROOT)
SHOP, _ = read_shop(_FILES[SHOP_FILE])
assert SHOP
LISTS, _ = read_words({f: t for f, t in _FILES.items() if "/words/" in f})
SHIPPED = LISTS.allowing(SHOP.limits)
PIECES = sorted(
    {
        *(
            min(piece.spellings, default="")
            for entry in SHIPPED.entries
            for pieces in (*entry.wordings, *entry.innocent)
            for piece in pieces
        ),
        *(entry.replacement for entry in SHIPPED.entries),
    }
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join)
CLOSE = st.text(alphabet="稍等一下哦请您抱歉呢不好意思，。 .加微信", max_size=24)


def entry(
    word_id: str, *patterns: str, action: Action = Action.BLOCK, innocent: Sequence[str] = (), **more: object
) -> WordEntry:
    wordings, harmless = (tuple(read_wording(text, {}) for text in texts) for texts in (patterns, innocent))
    return WordEntry(word_id, "test", wordings, action, "reason", "source", innocent=harmless, **more)  # type: ignore[arg-type]
