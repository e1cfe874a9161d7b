"""The ensemble's members and how they agree, on a handful of examples."""

import numpy as np
import pytest

from bot.intents.ensemble import Ensemble, Settings, agreed
from bot.intents.safety_words import SafetyWords
from tests.nlu.pipeline import EXAMPLES

TEXTS = [text for texts in EXAMPLES.values() for text in texts.split()]
INTENTS = [intent for intent, texts in EXAMPLES.items() for _ in texts.split()]
NOISE = np.random.default_rng(0).normal(size=(len(TEXTS), 8)).astype(np.float32)
VECTORS = NOISE + 4 * np.eye(8, dtype=np.float32)[[[*EXAMPLES].index(intent) for intent in INTENTS]]
QUICK = Settings(width=32, hidden=64, epochs=150, meaning_hidden=64, meaning_epochs=150, meaning_count=2)


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    return Ensemble(QUICK, SafetyWords(()), TEXTS, VECTORS, INTENTS)


def test_every_member_learns_its_examples(ensemble: Ensemble) -> None:
    for opinion in ensemble.opinions(TEXTS, VECTORS):
        told = [str(ensemble.intents[n]) for n in opinion.argmax(axis=1)]
        assert np.mean([one == right for one, right in zip(told, INTENTS, strict=True)]) > 0.9


def test_every_opinion_adds_up_to_one(ensemble: Ensemble) -> None:
    odd = ["", "?", "字" * 500]
    for opinion in [*ensemble.opinions(odd, VECTORS[:3]), ensemble.chances(odd, VECTORS[:3])]:
        assert opinion.shape == (3, len(EXAMPLES))
        assert np.allclose(opinion.sum(axis=1), 1, atol=1e-5)


def test_a_message_alone_is_understood_as_among_others(ensemble: Ensemble) -> None:
    together = ensemble.chances(TEXTS, VECTORS)
    for n, text in enumerate(TEXTS):
        assert np.allclose(ensemble.chances([text], VECTORS[n : n + 1])[0], together[n], atol=1e-5)


def test_rankings_fall_and_hold_every_intent(ensemble: Ensemble) -> None:
    (ranking,) = ensemble.rankings(TEXTS[:1], VECTORS[:1])
    assert ranking[0][0] == INTENTS[0]
    assert [chance for _, chance in ranking] == sorted((chance for _, chance in ranking), reverse=True)
    assert {intent for intent, _ in ranking} == set(EXAMPLES)


def test_disagreement_lowers_confidence() -> None:
    sure, other = np.array([[0.9, 0.05, 0.05]]), np.array([[0.05, 0.9, 0.05]])
    assert agreed([sure, sure], 1.0).max() == pytest.approx(0.9)
    assert agreed([sure, other], 1.0).max() < 0.5


def test_temperature_flattens_and_sharpens_without_changing_the_order() -> None:
    told = np.array([[0.6, 0.3, 0.1]])
    flat, sharp = agreed([told], 2.0)[0], agreed([told], 0.5)[0]
    assert flat.max() < 0.6 < sharp.max()
    assert list(np.argsort(-flat)) == list(np.argsort(-sharp)) == [0, 1, 2]
