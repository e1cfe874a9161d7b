"""The neutral JSON file: whole orders, products, promotions and parcel events, times in ISO 8601 and money in fen."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aftersales.adapters.importers.cells import BadCell
from aftersales.adapters.importers.json_node import BadField, Node
from aftersales.adapters.importers.neutral_orders import read_order, read_parcel_events
from aftersales.domain.orders import Part, PriceClass, Product, Promotion
from aftersales.use_cases.import_orders import Record, RejectedRow, SourceRow


@dataclass
class NeutralRows:
    """The records of a neutral document, in the order of READERS; `unknown` counts keys the reader does not know."""

    document: Mapping[str, object]
    unknown: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[SourceRow | RejectedRow]:
        self.unknown.update(key for key in self.document if key not in READERS)
        for key, read in READERS.items():
            values = self.document.get(key) or []
            if not isinstance(values, list):
                yield RejectedRow(key, (), f"{key}: is not a list […]")
                continue
            for index, value in enumerate(values):
                yield self._read(key, index, value, read)

    def _read(self, key: str, index: int, value: object, read: Callable[[Node], Record]) -> SourceRow | RejectedRow:
        place = f"{key}[{index}]"
        cells = (json.dumps(value, ensure_ascii=False),)
        try:
            node = Node(place, value)
            record = read(node)
        except BadField as problem:
            return RejectedRow(place, cells, str(problem))
        self.unknown.update(node.unknown(key))
        return SourceRow(place, cells, record)


def open_neutral(path: Path) -> NeutralRows:
    """The records of a neutral JSON file, held in memory whole; BadCell when it is no JSON object."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as problem:
        raise BadCell(f"is not JSON in UTF-8: {problem}") from None
    if not isinstance(document, dict) or not set(document) & set(READERS):
        raise BadCell(f"is not a neutral order file: it has none of the keys {', '.join(READERS)}")
    return NeutralRows(document)


def read_product(node: Node) -> Product:
    return Product(
        sku=node.required_text("sku"),
        title=node.required_text("title"),
        category=node.text("category"),
        price_class=node.choice("class", PriceClass) if node.text("class") else PriceClass.REGULAR,
        current_price_fen=node.number("current_price_fen"),
        stock=node.number("stock"),
        replenish_days=node.number("replenish_days"),
        warranty_months=node.number("warranty_months"),
        seven_day_return=node.flag("seven_day_return"),
        oversize=node.flag("oversize") or False,
        weight_g=node.number("weight_g"),
        shelf_life_days=node.number("shelf_life_days"),
        batch=node.text("batch"),
        production_date=node.day("production_date"),
        guide_url=node.text("guide_url"),
        parts=tuple(
            Part(part.required_text("name"), part.number("stock") or 0, part.number("price_fen") or 0)
            for part in node.children("parts")
        ),
        service_points=node.pairs("service_points"),
    )


def read_promotion(node: Node) -> Promotion:
    return Promotion(
        name=node.required_text("name"),
        from_at=node.required_time("from"),
        until=node.required_time("until"),
        rules=node.text("rules"),
        gift_limit=node.number("gift_limit"),
        winners=node.texts("winners"),
    )


READERS: Mapping[str, Callable[[Node], Record]] = {
    "products": read_product,
    "orders": read_order,
    "promotions": read_promotion,
    "events": read_parcel_events,
}
