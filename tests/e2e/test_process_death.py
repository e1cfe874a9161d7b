"""kill -9 in mid-turn: the buyer hears an answer or the safety script, once, and every turn ends in one final state."""

import time
from collections.abc import Iterator

import httpx
import pytest

from tests.product import Buyer, Json, Product, keys, until

pytestmark = pytest.mark.rasa

FINAL = {"answered", "ticketed", "silent", "abandoned"}
AFTER_MESSAGE_S = 0.45


@pytest.fixture
def whole(product: Product) -> Iterator[Product]:
    """The shared product; whatever a test killed is started again."""
    yield product
    product.start()
    product.wait_ready()


def settled(buyer: Buyer) -> Json | None:
    """The conversation as the desk sees it, once no turn is open and something was said."""
    try:
        view = buyer.view()
    except httpx.HTTPError:
        return None
    said = [m for m in view["messages"] if m["sender"] != "buyer"]
    return view if said and all(turn["state"] in FINAL for turn in view["turns"]) else None


def assert_answered_once(view: Json) -> None:
    said = [m["script_key"] for m in view["messages"] if m["sender"] == "bot"]
    assert said, "the buyer heard nothing"
    assert len(said) == len(set(said)), f"something was said twice: {said}"
    assert all(turn["state"] in FINAL for turn in view["turns"])
    told = [number for turn in view["turns"] for number in turn["message_ids"]]
    assert len(told) == len(set(told)), "a message belongs to two turns"


@pytest.mark.parametrize("name", ["rasa", "actions", "web"])
def test_a_killed_process_costs_no_message(whole: Product, name: str) -> None:
    buyer = whole.buyer(f"guest-of-{name}-{time.time_ns()}")
    buyer.post(text="我的快递到哪了").raise_for_status()
    time.sleep(AFTER_MESSAGE_S)
    whole.kill(name)
    if name == "web":
        whole.start("web")
    view = until(lambda: settled(buyer), 30, "an answer or the safety script")
    assert_answered_once(view)


def test_a_dead_dialogue_means_a_person_and_a_true_word(whole: Product) -> None:
    whole.kill("rasa")
    buyer = whole.buyer(f"nobody-home-{time.time_ns()}")
    said = keys(buyer.say("怎么还不发货", seconds=20))
    assert said[0].startswith("safety.failure")
    view = buyer.view()
    assert view["turns"][-1]["state"] == "ticketed"
    assert view["ticket"]["state"] == "waiting"
