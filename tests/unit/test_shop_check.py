"""A shop must hold what the program reads by name."""

import re
from dataclasses import replace
from pathlib import Path

from aftersales.adapters.files.shop_reader import read_shop
from aftersales.domain.shop import Shop
from aftersales.domain.shop_check import NEEDED_SETTINGS, check_shop

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
