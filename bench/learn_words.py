"""`make words`: learns scripts_lib/words/learned.json from the sentences beside it, which trainers add to.

`examples/red.tsv` holds sentences that must be caught (list, family, sentence), `examples/green.txt` ordinary ones; the
shop's own scripts count as ordinary too.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from aftersales.adapters.files.content import read_content_files
from aftersales.adapters.files.script_reader import read_scripts
from aftersales.adapters.files.word_reader import read_words
from aftersales.domain.learned_words import features, said
from aftersales.domain.scripts import fill
from aftersales.domain.text_reading import Manner, Readings
from bench.measuring import ROOT

WORDS = ROOT / "scripts_lib" / "words"
LEARNED = WORDS / "learned.json"
RED, GREEN = WORDS / "examples" / "red.tsv", WORDS / "examples" / "green.txt"
FINE = "fine"
NOT_IN_WORDS = frozenset({"noise", "over_long", "beyond_shop"})
"""Families that are wrong by their shape or by what shop.yml allows, for which there are rules."""

OFFERED = 3
"""Times an approved wording counts: it stands for all messages that will hold it."""

KEPT = 100_000
"""Features with the largest weights, 3.5 MB, of nearly 500,000."""


def checksum() -> str:
    """Of the sentences; learned.json carries the one it was learnt from."""
    return hashlib.sha256(RED.read_bytes() + GREEN.read_bytes()).hexdigest()


def examples() -> tuple[list[str], list[str]]:
    """Sentences and the list each breaks, or “fine”."""
    rows = [line.split("\t") for line in RED.read_text(encoding="utf-8").splitlines()]
    red = [(text, name) for name, family, text in rows if family not in NOT_IN_WORDS]
    fine = [*GREEN.read_text(encoding="utf-8").splitlines(), *own_words()]
    pairs = [*red, *((text, FINE) for text in fine)]
    return [text for text, _ in pairs], [name for _, name in pairs]


def own_words() -> list[str]:
    """The shop's scripts, and what its lists offer instead of forbidden words."""
    files = read_content_files(ROOT)
    scripts, _ = read_scripts({f: t for f, t in files.items() if f.startswith("scripts_lib/") and "/words/" not in f})
    filled = [
        fill(script, n, script.variables).text for script in scripts.values() for n in range(len(script.variants))
    ]
    gate, _ = read_words({f: t for f, t in files.items() if "/words/" in f})
    return filled + [entry.replacement for entry in gate.entries if entry.replacement] * OFFERED


def learn(texts: Sequence[str], names: Sequence[str], readings: Readings) -> dict[str, Any]:
    """The file's content."""

    loose = [said(text, readings.read_in(text, Manner.LOOSE), readings) for text in texts]
    found = [sorted(_spelt(text, readings)) for text in loose]
    counted = CountVectorizer(analyzer=list, min_df=2, binary=True)
    table = counted.fit_transform(found)
    lengths = np.sqrt([len(words) or 1 for words in found])
    model = LogisticRegression(C=200, max_iter=400, random_state=0).fit(diags(1 / lengths) @ csr_matrix(table), names)
    order = [*(n for n, name in enumerate(model.classes_) if name != FINE), list(model.classes_).index(FINE)]
    weights = model.coef_[order]
    scale = float(np.abs(weights).max()) / 127
    rounded = np.rint(weights / scale).astype(int)
    words = counted.get_feature_names_out()
    kept = sorted(np.argsort(-np.abs(weights).max(axis=0), kind="stable")[:KEPT], key=lambda n: words[n])
    return {
        "examples": checksum(),
        "lists": [str(model.classes_[n]) for n in order[:-1]],
        "scale": scale,
        "bias": [round(float(bias), 4) for bias in model.intercept_[order]],
        "weights": {words[n]: rounded[:, n].tolist() for n in kept if rounded[:, n].any()},
    }


def _spelt(loose: str, readings: Readings) -> Iterator[str]:
    """The features of a text as the file names them: syllables spelt, with a space between."""
    spelling = dict(zip(readings.syllables(loose), map(readings.spelt, loose), strict=True))
    for feature in features(loose, readings.syllables(loose)):
        yield " ".join(map(spelling.__getitem__, feature)) if feature[0] in spelling else feature


def write(content: dict[str, Any], path: Path = LEARNED) -> None:
    """One feature a line, so that a change shows in a diff."""
    head = {key: value for key, value in content.items() if key != "weights"}
    lines = [json.dumps(head, ensure_ascii=False)[:-1] + ', "weights": {']
    rows = [f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(row)}" for word, row in content["weights"].items()]
    path.write_text("\n".join([*lines, ",\n".join(rows), "}}"]) + "\n", encoding="utf-8")


def main() -> None:
    gate, _ = read_words({f: t for f, t in read_content_files(ROOT).items() if "/words/" in f})
    texts, names = examples()
    write(learn(texts, names, Readings(gate.vocabulary.signs)))
    print(f"learnt from {len(texts):,} sentences: {LEARNED.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
