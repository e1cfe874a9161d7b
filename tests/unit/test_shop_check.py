"""A shop must hold what the program reads by name."""

import re
from dataclasses import replace
from pathlib import Path

from aftersales.adapters.files.shop_reader import read_shop
from aftersales.domain.playbook_model import Condition, FollowUp, TaskOrder
from aftersales.domain.shop import Shop
from aftersales.domain.shop_check import NEEDED_SETTINGS, check_follow_ups, check_shop

ROOT = Path(__file__).parents[2]
QUOTED = re.compile(r"""["'](\w+)["']""")
LIMIT = re.compile(r"""\blimit\(["'](\w+)["']""")


def shop_of_repository() -> Shop:
    shop, _ = read_shop((ROOT / "shop.yml").read_text(encoding="utf-8"))
    assert shop is not None
    return shop


def test_the_shop_of_this_repository_holds_all() -> None:
    shop = shop_of_repository()
    assert list(check_shop(shop)) == []
    lacking = replace(shop, settings={}, teams={**shop.teams, "parcel": shop.teams["warehouse"]})
    assert [problem.where for problem in check_shop(lacking)] == [
        *(f"settings, {name}" for name in NEEDED_SETTINGS),
        "teams, parcel",
    ]


def test_the_needed_settings_are_those_that_code_names() -> None:
    paths = [path for path in (ROOT / "aftersales").rglob("*.py") if path.name != "shop_check.py"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    named = set(QUOTED.findall(source)) & set(shop_of_repository().settings)
    assert {*named, *LIMIT.findall(source)} == set(NEEDED_SETTINGS)


def test_a_follow_up_names_only_what_exists() -> None:
    task = TaskOrder("invoice_cancel", "finance", 72, ("refundable_fen", "small_value"))
    when = (Condition("refundable_fen", ">", ("small_value",)), Condition("small_value", ">", (0,)))
    sound = replace(shop_of_repository(), follow_ups=(FollowUp("refund", task, when, ("invoice_reissue",)),))
    assert list(check_follow_ups(sound, {"refundable_fen"})) == []
    wrong = FollowUp(
        "refnud",
        replace(task, kind="invoice_cancle", team="finances", details=("wroth",)),
        (Condition("invoice", "==", ("issued",)), Condition("refundable_fen", ">", ("much",))),
        ("invoice_redo",),
    )
    problems = list(check_follow_ups(replace(sound, follow_ups=(*sound.follow_ups, wrong)), {"refundable_fen"}))
    assert {problem.file for problem in problems} == {"shop.yml"}
    assert [(problem.where, problem.message.partition(";")[0]) for problem in problems] == [
        ("follow_ups, 2, after", "there is no task kind refnud"),
        ("follow_ups, 2, unless", "there is no task kind invoice_redo"),
        ("follow_ups, 2, task", "there is no task kind invoice_cancle"),
        ("follow_ups, 2, task", "there is no team finances"),
        ("follow_ups, 2, task", "the detail wroth is neither a fact nor a setting of shop.yml"),
        ("follow_ups, 2, when, invoice", "the record gives no such fact"),
        ("follow_ups, 2, when, refundable_fen", "much is neither a number nor a setting of shop.yml"),
    ]
