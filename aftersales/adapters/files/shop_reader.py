"""shop.yml → Shop: limits with units, teams with hours, couriers, addresses, days and follow-ups."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.hours_reader import read_hours
from aftersales.adapters.files.quantities import read_quantity, unit_of_setting
from aftersales.adapters.files.task_reader import read_follow_up
from aftersales.adapters.files.yaml_reader import read_mapping
from aftersales.domain.problems import FileProblem
from aftersales.domain.shop import Courier, Setting, Shop, Team

SHOP_FILE = "shop.yml"
SHOP_KEYS = (
    "name",
    "platform",
    "settings",
    "teams",
    "couriers",
    "return_address",
    "platform_hotline",
    "cash_on_delivery",
    "bank_transfer",
    "category_names",
    "remote_provinces",
    "jam_hubs",
    "big_sale_days",
    "follow_ups",
)
PLATFORMS = ("taobao", "tmall", "jd", "own")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_LEAP_YEAR = 2024


def read_shop(text: str, file: str = SHOP_FILE) -> tuple[Shop | None, list[FileProblem]]:
    """The shop's settings; None when there are problems."""
    value = read_mapping(file, text)
    if isinstance(value, FileProblem):
        return None, [value]
    problems: list[FileProblem] = []
    entry = Entry(file, "", value, problems, SHOP_KEYS)
    platform = entry.text("platform", required=True)
    if platform and platform not in PLATFORMS:
        entry.problem(f"{platform} is no platform; write one of {', '.join(PLATFORMS)}", "platform")
    shop = Shop(
        name=entry.text("name", required=True),
        platform=platform,
        settings=_settings(entry.block("settings")),
        teams=_teams(entry.block("teams")),
        couriers=_couriers(entry.block("couriers")),
        return_address=entry.text("return_address", required=True),
        platform_hotline=entry.text("platform_hotline"),
        cash_on_delivery=entry.text("cash_on_delivery") or Shop.cash_on_delivery,
        bank_transfer=entry.text("bank_transfer") or Shop.bank_transfer,
        category_names=_category_names(entry.block("category_names")),
        remote_provinces=entry.texts("remote_provinces"),
        jam_hubs=entry.texts("jam_hubs"),
        big_sale_days=_big_sale_days(entry),
        follow_ups=tuple(read_follow_up(entry, n, item) for n, item in enumerate(entry.items("follow_ups"), start=1)),
    )
    return (None if problems else shop), problems


def _settings(block: Entry) -> Mapping[str, Setting]:
    settings: dict[str, Setting] = {}
    for name, value in block.values.items():
        entry = block.child(name, value, ("value", "source", "since"))
        since = entry.values.get("since")
        if not isinstance(since, date) or isinstance(since, datetime):
            entry.problem("must be a day such as 2026-11-01", "since")
            continue
        try:
            number = read_quantity(entry.values.get("value"), unit_of_setting(name))
        except ValueError as error:
            entry.problem(str(error), "value")
            continue
        settings[name] = Setting(number, entry.text("source", required=True), since)
    return settings


def _teams(block: Entry) -> Mapping[str, Team]:
    teams: dict[str, Team] = {}
    for name, value in block.values.items():
        entry = block.child(name, value, ("title", "hours"))
        teams[name] = Team(name, entry.text("title", required=True), read_hours(entry.block("hours")))
    return teams


def _category_names(block: Entry) -> Mapping[str, tuple[str, ...]]:
    return {category: block.texts(category) for category in block.values}


def _couriers(block: Entry) -> Mapping[str, Courier]:
    couriers: dict[str, Courier] = {}
    for code, value in block.values.items():
        entry = block.child(code, value, ("name", "kind", "hotline", "query_url"))
        couriers[code] = Courier(
            code=code,
            name=entry.text("name", required=True),
            kind=entry.text("kind") or Courier.kind,
            hotline=entry.text("hotline"),
            query_url=entry.text("query_url"),
        )
    return couriers


def _big_sale_days(entry: Entry) -> tuple[tuple[int, int], ...]:
    days: list[tuple[int, int]] = []
    for text in entry.texts("big_sale_days"):
        match = _MONTH_DAY.fullmatch(text)
        try:
            day = date(_LEAP_YEAR, int(match[1]), int(match[2])) if match else None
        except ValueError:
            day = None
        if day is None:
            entry.problem(f'{text} is no day of the year; write it like "11-11"', "big_sale_days")
        else:
            days.append((day.month, day.day))
    return tuple(days)
