"""Every procedure walked through the real chat: order record, trained model, playbook, script and desk."""

import subprocess
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from aftersales.domain.calendar import SHANGHAI
from tests.product import Json, Product
from tests.walks import Walk, orders_file, read_walks

pytestmark = pytest.mark.rasa

PHOTO = (Path(__file__).parents[1] / "e2e" / "photo.png").read_bytes()
AT_ONCE = 6
"""Buyers who chat side by side; one after the other they would wait for each other most of the time."""

Told = tuple[list[list[str]], Json]


@pytest.fixture(scope="module")
def walked(product: Product) -> Mapping[str, Future[Told]]:
    """All scenarios under way, with their orders beside the demo shop's; each test waits for its own."""
    path = product.home / "walks.json"
    path.write_text(orders_file(read_walks(), datetime.now(SHANGHAI)), encoding="utf-8")
    command = ["aftersales", "import-orders", str(path), "--platform", "generic"]
    done = subprocess.run(command, check=False, env=product.environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with ThreadPoolExecutor(AT_ONCE) as buyers:
        return {each.name: buyers.submit(chat, product, each) for each in read_walks()}


def chat(shop: Product, walk: Walk) -> Told:
    """The scripts said turn by turn, and what the desk sees in the end."""
    buyer = shop.buyer(walk.buyer_id, walk.order_no if walk.order else None)
    said = [buyer.say(each) if isinstance(each, str) else buyer.send_picture(PHOTO) for each in walk.says]
    return [[message["script_key"] for message in turn] for turn in said], buyer.view()


@pytest.mark.parametrize("walk", read_walks(), ids=lambda walk: f"{walk.sop}-{walk.name}")
def test_a_procedure_is_carried_out(walked: Mapping[str, Future[Told]], walk: Walk) -> None:
    told, view = walked[walk.name].result()
    stands = [(case["row"], case["question"]) for case in view["cases"]]
    assert walk.row is None or walk.row in [row for row, _ in stands], (told, stands)
    assert walk.asks is None or walk.asks in [question for _, question in stands], (told, stands)
    assert set(walk.tasks) <= {task["kind"] for task in view["tasks"]}, (told, stands)
