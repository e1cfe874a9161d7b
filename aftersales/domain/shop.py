"""What one shop decides for itself: limits, days, teams with hours, couriers, addresses (`shop.yml`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from aftersales.domain.playbook_model import FollowUp


@dataclass(frozen=True)
class Setting:
    """A named limit. `value` is in the unit its name promises: fen for money, hours for `…_hours`, days for `…_days`,
    seconds for `…_after`, a share in percent for `…_percent`. `source` names the rule behind it (sop, law…)."""

    value: int
    source: str
    since: date


@dataclass(frozen=True)
class Hours:
    """Opening hours of a team on one weekday, Shanghai time; `closes` later than `opens`."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Team:
    """`hours` maps ISO weekdays (1 Monday … 7 Sunday) to opening hours; a missing day is closed."""

    name: str
    title: str
    hours: Mapping[int, Hours] = field(default_factory=dict)


@dataclass(frozen=True)
class Courier:
    code: str
    name: str
    kind: str = "express"
    hotline: str = ""
    query_url: str = ""


@dataclass(frozen=True)
class Shop:
    name: str
    platform: str
    settings: Mapping[str, Setting]
    teams: Mapping[str, Team]
    couriers: Mapping[str, Courier]
    return_address: str = ""
    platform_hotline: str = ""
    cash_on_delivery: str = "付款方式以付款页显示的为准"
    bank_transfer: str = "付款方式以付款页显示的为准"
    remote_provinces: tuple[str, ...] = ()
    jam_hubs: tuple[str, ...] = ()
    big_sale_days: tuple[tuple[int, int], ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    category_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def limits(self) -> Mapping[str, int]:
        """The value of every setting by its name."""
        return {name: setting.value for name, setting in self.settings.items()}

    def limit(self, name: str) -> int:
        """The value of a named setting; KeyError names a setting that `aftersales check` would have refused."""
        return self.settings[name].value
