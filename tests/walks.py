"""The walking scenarios of `tests/dialogue/walks/*.yml`: an order, a buyer's own words, and what must come of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from aftersales.adapters.demo.order_draft import Buyer, Draft

FOLDER = Path(__file__).parent / "dialogue" / "walks"
FIRST_ORDER = 2026119900000000
HOME = ("浙江省", "杭州", "西湖区文三路100号")

Json = dict[str, Any]


@dataclass(frozen=True)
class Walk:
    """`says` holds texts and, for pictures, mappings `{photo: 1}`; the case then stands at `row`, or asks `asks`, or
    waits for one of `tasks`, which are those left behind."""

    name: str
    number: int
    sop: str
    says: tuple[Any, ...]
    order: Mapping[str, Any] = field(default_factory=dict)
    row: str | None = None
    asks: str | None = None
    tasks: tuple[str, ...] = ()

    @property
    def buyer_id(self) -> str:
        return f"walk-{self.name}"

    @property
    def order_no(self) -> str:
        return str(FIRST_ORDER + self.number)


def read_walks() -> list[Walk]:
    """All scenarios; ValueError names the file and the entry that cannot be read."""
    walks: list[Walk] = []
    for path in sorted(FOLDER.glob("*.yml")):
        for nth, entry in enumerate(YAML(typ="safe").load(path.read_text(encoding="utf-8")) or [], start=1):
            name = f"{path.stem}-{nth:02}"
            unknown = entry.keys() - {"sop", "says", "order", "row", "asks", "tasks"}
            if unknown or not entry.get("says") or not entry.keys() & {"row", "asks", "tasks"}:
                raise ValueError(f"{path.name}, entry {nth}: needs sop, says and row, asks or tasks; unknown {unknown}")
            listed = {"says": tuple(entry["says"]), "tasks": tuple(entry.get("tasks") or ())}
            walks.append(Walk(**{**entry, **listed, "name": name, "number": len(walks) + 1}))
    return walks


def orders_file(walks: list[Walk], now: datetime) -> str:
    """The neutral order file of the scenarios that have an order."""
    return json.dumps({"orders": [_order(walk, now) for walk in walks if walk.order]}, ensure_ascii=False)


def _order(walk: Walk, now: datetime) -> Json:
    told = walk.order
    buyer = Buyer(walk.buyer_id, "林小雨", f"1390000{walk.number:04}", *HOME)
    draft, hours = Draft(now, walk.order_no, buyer), float(told.get("hours", 24))
    items = list((told.get("items") or {"TEA-LJ250": 1}).items())
    return _state(draft, str(told["state"]), items, hours) | dict(told.get("set") or {})


def _state(draft: Draft, state: str, items: list[tuple[str, int]], hours: float) -> Json:
    if state in {"unpaid", "paid", "closed"}:
        status = {"unpaid": "pending_payment"}.get(state, state)
        return draft.order(items, status, None if state == "unpaid" else hours)
    if state in {"signed", "completed"}:
        return draft.signed(items, hours) | ({"status": "completed"} if state == "completed" else {})
    stations = {"shipped": 0, "moving": 3, "delivering": 4}[state]
    shipped = hours if state == "shipped" else hours + 30
    return draft.sent(items, shipped, [draft.parcel(items, shipped, stations=stations, last_h=hours)])
