"""shop.yml: units, opening hours, and the faults a shop makes in it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from aftersales.adapters.files.quantities import Unit, read_quantity, unit_of_setting
from aftersales.adapters.files.shop_reader import read_shop
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.opening_hours import MIDNIGHT, describe_hours, is_open
from aftersales.domain.playbook_model import Condition, FollowUp, TaskOrder
from aftersales.domain.shop import Hours, Setting, Shop, Team

SHOP_YML = (Path(__file__).parents[2] / "shop.yml").read_text(encoding="utf-8")
MINIMAL = """\
name: 山岚茶锁旗舰店
platform: taobao
return_address: 杭州
settings:
  small_value: {value: 20元, source: P-RCV-01, since: 2026-11-01}
teams:
  parcel: {title: 查件, hours: {mon-fri: "09:00-22:00", sat: "10:00-24:00"}}
  warehouse: {title: 仓库}
couriers:
  yto: {name: 圆通速递}
big_sale_days: ["11-11"]
follow_ups:
  - after: refund
    when: {invoice_state: issued, refundable_fen: "> small_value"}
    unless: [invoice_cancel]
    task: {kind: invoice_cancel, team: warehouse, due: 2d}
"""


def read(text: str) -> Shop:
    shop, problems = read_shop(text)
    assert problems == []
    assert shop is not None
    return shop


def test_the_shop_of_this_repository_holds_the_defaults_of_the_procedures() -> None:
    shop = read(SHOP_YML)
    limits = {"bot_limit": 500, "agent_limit": 2000, "team_lead_limit": 10000, "shop_manager_limit": 50000}
    limits |= {"auto_refund_limit": 1000, "reship_value_limit": 20000, "small_value": 2000, "price_diff_budget": 200000}
    limits |= {"ship_within_hours": 48, "pickup_hours": 48, "big_sale_pickup_hours": 72, "stall_hours": 48}
    limits |= {"return_days": 7, "price_protect_days": 30, "price_diff_days": 15, "apology_after": 60}
    assert {name: shop.limit(name) for name in limits} == limits
    assert [name for name, team in shop.teams.items() if team.hours] == [
        "backoffice",
        "parcel",
        "difficult",
        "complaint",
        "presales",
    ]
    assert list(shop.couriers) == ["yto", "zto", "sto", "sf", "ems", "epacket", "nengda", "jd"]
    assert shop.big_sale_days == ((6, 18), (11, 11), (12, 12))


def test_a_minimal_shop_is_read() -> None:
    shop = read(MINIMAL)
    assert shop.settings == {"small_value": Setting(2000, "P-RCV-01", date(2026, 11, 1))}
    assert shop.teams["parcel"].hours[5] == Hours(time(9), time(22))
    assert shop.teams["parcel"].hours[6] == Hours(time(10), MIDNIGHT)
    assert 7 not in shop.teams["parcel"].hours
    assert shop.couriers["yto"].kind == "express"
    when = (Condition("invoice_state", "==", ("issued",)), Condition("refundable_fen", ">", ("small_value",)))
    reversal = TaskOrder("invoice_cancel", "warehouse", 48)
    assert shop.follow_ups == (FollowUp("refund", reversal, when, ("invoice_cancel",)),)


@pytest.mark.parametrize(
    ("old", "new", "where", "word"),
    [
        ("taobao", "ebay", "platform", "taobao, tmall"),
        ("value: 20元", "value: 20", "settings, small_value, value", "write it like 5元"),
        ("value: 20元", "value: 20h", "settings, small_value, value", "wrong unit"),
        ("value: 20元", "value: 0.001元", "settings, small_value, value", "whole number"),
        ("source: P-RCV-01, ", "", "settings, small_value, source", "missing"),
        ("since: 2026-11-01", "since: soon", "settings, small_value, since", "2026-11-01"),
        ("mon-fri", "fri-mon", "teams, parcel, hours, fri-mon", "is no day"),
        ("sat:", "fri:", "teams, parcel, hours, fri", "some already"),
        ("09:00-22:00", "22:00-09:00", "teams, parcel, hours, mon-fri", "later than the start"),
        ("09:00-22:00", "9-22", "teams, parcel, hours, mon-fri", "no opening hours"),
        ("title: 仓库", "titel: 仓库", "teams, warehouse, titel", "did you mean title?"),
        ("11-11", "11-31", "big_sale_days", "no day of the year"),
        ("after: refund", "behind: refund", "follow_ups, 1, behind", "known are after"),
        ("after: refund", "after: [refund]", "follow_ups, 1, after", "must be a text"),
        ("invoice_state: issued", "invoice_state: []", "follow_ups, 1, when, invoice_state", "empty list"),
        ("unless: [invoice_cancel]", "unless: invoice_cancel", "follow_ups, 1, unless", "list of texts"),
        ("team: warehouse, due: 2d", "due: 2d", "follow_ups, 1, task, team", "missing"),
        ("due: 2d", "when: {a: b}", "follow_ups, 1, task, when", "unknown key"),
        ("return_address: 杭州", "return_address: [杭州]", "return_address", "must be a text"),
    ],
)
def test_a_fault_names_its_key_and_the_fix(old: str, new: str, where: str, word: str) -> None:
    assert old in MINIMAL
    shop, problems = read_shop(MINIMAL.replace(old, new))
    assert shop is None
    assert where in [problem.where for problem in problems]
    assert word in " ".join(problem.message for problem in problems)


@pytest.mark.parametrize(
    ("value", "name", "number"),
    [
        ("5元", "bot_limit", 500),
        ("12.5元", "bot_limit", 1250),
        ("50分", "bot_limit", 50),
        ("48h", "stall_hours", 48),
        ("2d", "stall_hours", 48),
        (48, "stall_hours", 48),
        ("7d", "return_days", 7),
        ("60s", "apology_after", 60),
        ("2min", "apology_after", 120),
        ("5%", "late_payout_percent", 5),
        ("3cm", "tolerance_cm", 3),
        (2, "goodwill_count", 2),
    ],
)
def test_a_quantity_is_in_the_unit_its_name_promises(value: object, name: str, number: int) -> None:
    assert read_quantity(value, unit_of_setting(name)) == number


@pytest.mark.parametrize("value", ["h", "-5h", True, None, [], "5小时", "48h 3"])
def test_what_is_no_quantity_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="write it like 48h"):
        read_quantity(value, Unit.HOURS)


TEAM = Team("parcel", "查件", {day: Hours(time(9), time(22)) for day in range(1, 6)} | {6: Hours(time(10), MIDNIGHT)})
FRIDAY = datetime(2026, 11, 27, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        (FRIDAY + timedelta(hours=8, minutes=59), False),
        (FRIDAY + timedelta(hours=9), True),
        (FRIDAY + timedelta(hours=21, minutes=59), True),
        (FRIDAY + timedelta(hours=22), False),
        (FRIDAY + timedelta(days=1, hours=23, minutes=59), True),
        (FRIDAY + timedelta(days=2, hours=12), False),
        (datetime.fromisoformat("2026-11-27T01:00:00+00:00"), True),
        (datetime.fromisoformat("2026-11-27T14:00:00+00:00"), False),
    ],
)
def test_opening_hours_are_shanghai_time(at: datetime, opened: bool) -> None:
    assert is_open(TEAM, at) is opened


def test_hours_are_told_as_people_say_them() -> None:
    every_day = Team("t", "t", dict.fromkeys(range(1, 8), Hours(time(9), time(22))))
    weekend = Team("t", "t", {6: Hours(time(9, 30), time(18)), 7: Hours(time(9, 30), time(18))})
    assert describe_hours(every_day) == "每天 9:00–22:00"
    assert describe_hours(TEAM) == "周一至周五 9:00–22:00，周六 10:00–24:00"
    assert describe_hours(weekend) == "周六、周日 9:30–18:00"
    assert describe_hours(Team("warehouse", "仓库")) == ""


def test_the_platforms_hotline_may_be_left_out() -> None:
    assert read(SHOP_YML).platform_hotline == ""
    assert read(MINIMAL + 'platform_hotline: "9510211"\n').platform_hotline == "9510211"
