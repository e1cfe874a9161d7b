"""Every procedure walked through the real chat: order record, trained model, playbook, script and desk."""

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from aftersales.domain.calendar import SHANGHAI
from tests.product import Json, Product
from tests.walks import Walk, orders_file, read_walks

pytestmark = pytest.mark.rasa

PHOTO = (Path(__file__).parents[1] / "e2e" / "photo.png").read_bytes()


@pytest.fixture(scope="module")
def shop(product: Product) -> Product:
    """The running product with the scenarios' orders beside the demo shop's."""
    path = product.home / "walks.json"
    path.write_text(orders_file(read_walks(), datetime.now(SHANGHAI)), encoding="utf-8")
    command = ["aftersales", "import-orders", str(path), "--platform", "generic"]
    done = subprocess.run(command, check=False, env=product.environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return product


@pytest.mark.parametrize("walk", read_walks(), ids=lambda walk: f"{walk.sop}-{walk.name}")
def test_a_procedure_is_carried_out(shop: Product, walk: Walk) -> None:
    buyer = shop.buyer(walk.buyer_id, walk.order_no if walk.order else None)
    said = [buyer.say(each) if isinstance(each, str) else buyer.send_picture(PHOTO) for each in walk.says]
    view = buyer.view()
    assert walk.row or walk.asks, walk
    told = [[message["script_key"] for message in turn] for turn in said]
    case = case_at(view, walk)
    assert case, (told, [(each["row"], each["question"]) for each in view["cases"]])
    assert set(walk.tasks) <= {task["kind"] for task in view["tasks"]}, told


def case_at(view: Json, walk: Walk) -> Json | None:
    """The case that stands where the scenario ends."""
    place = "row" if walk.row else "question"
    return next((case for case in view["cases"] if case[place] == (walk.row or walk.asks)), None)
