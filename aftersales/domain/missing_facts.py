"""What the record tells about goods that a buyer misses: which line, its value, whether it can be sent again."""

from collections.abc import Mapping, Sequence

from aftersales.domain.cases import SKUS, WISH, Unknowable, Value
from aftersales.domain.order_view import OrderView, line_paid_fen
from aftersales.domain.orders import Order, OrderLine

MISSING_FACTS = {
    "line_count": "商品种数：这单有几种商品",
    "piece_count": "商品件数：这单一共几件",
    "several_of_one": "有一样买了几件：这单至少有一种商品买了不止一件",
    "line_qty": "这样买了几件：买家说的（或唯一的）那种商品买了几件",
    "missing_sku": "少的商品：少的是哪一种、哪几种；只有一种时就是它",
    "missing_qty": "少的件数：买家没说数量时按一件",
    "qty_told": "说过少几件：买家说过少的、退的件数",
    "money_wanted": "想要退款：买家在这件事里最后说的是退款，不是补发",
    "reship_wanted": "要过补发：买家在这张售后单里说过想要货",
    "missing_value_fen": "少的商品金额：分，按实付算",
    "missing_in_stock": "少的商品有库存：库存够补发",
    "dearest_part_fen": "最贵配件的价格：分，这单商品里最贵的一个配件值多少",
    "reship_order": "是补发单：这单本身就是补发单，不能再补发",
    "reship_count": "补发次数：这单以前的售后单安排过几次补发，本身是补发单的多算一次",
}

GOODS_AGAIN = frozenset({"exchange_goods", "part_request"})
"""Intents that want the goods themselves (“给我补发”)."""

MONEY_BACK = frozenset({"refund_request", "return_goods"})
"""Intents that want the money and not the goods."""

QTY_TOLD = ("short_qty", "missing_qty", "return_qty")
"""Where a case holds how many pieces the buyer named; the answer to a question goes before words of the opening."""


def read_missing_facts(view: OrderView) -> dict[str, Value | None]:
    """The facts of MISSING_FACTS; None where the record is silent or the buyer has not said which goods."""
    order = view.order
    prices = [p.price_fen for line in order.lines if line.sku in view.products for p in view.products[line.sku].parts]
    facts: dict[str, Value | None] = {
        "line_count": len(order.lines) or None,
        "piece_count": sum(line.qty for line in order.lines) or None,
        "several_of_one": any(line.qty > 1 for line in order.lines) if order.lines else None,
        "missing_sku": order.lines[0].sku if len(order.lines) == 1 else None,
        "dearest_part_fen": max(prices, default=None),
        "qty_told": any(name in view.case_facts for name in QTY_TOLD),
        "money_wanted": _money_wanted(view),
        "reship_wanted": view.case_facts.get("remedy") == "reship" or view.case_facts.get(WISH) in GOODS_AGAIN,
        "reship_order": order.reship_of is not None,
        "reship_count": sum(kind == "reship" for kind in view.ordered_tasks) + (order.reship_of is not None),
    }
    lines = missing_lines(view)
    if len(lines) > 1 and any(line.qty > 1 for line in lines):
        return facts | {"missing_sku": Unknowable.UNKNOWN.value}
    return facts | _goods_facts(view, lines) if lines else facts


def _goods_facts(view: OrderView, lines: Sequence[OrderLine]) -> dict[str, Value | None]:
    """Of one line as many pieces as told; of several lines the one piece that was bought of each."""
    pieces = {line: missing_qty(view, line) for line in lines}
    stocks = [(view.stock(line), qty) for line, qty in pieces.items()]
    return {
        "line_qty": lines[0].qty,
        "missing_qty": sum(pieces.values()),
        "missing_value_fen": sum(line_paid_fen(view.order, line) * qty // line.qty for line, qty in pieces.items()),
        "missing_in_stock": _all_in_stock(stocks),
    }


def _all_in_stock(stocks: Sequence[tuple[int | None, int]]) -> bool | None:
    known = [stock >= qty for stock, qty in stocks if stock is not None]
    return None if len(known) < len(stocks) else all(known)


def _money_wanted(view: OrderView) -> bool:
    """By the remedy told (the latest one), else by what was wished for in passing."""
    remedy = view.case_facts.get("remedy")
    return remedy == "refund" if remedy is not None else view.case_facts.get(WISH) in MONEY_BACK


def missing_lines(view: OrderView) -> Sequence[OrderLine]:
    """The order's only line, or those whose skus the buyer chose."""
    return lines_told(view.order, view.case_facts)


def lines_told(order: Order, told: Mapping[str, Value]) -> Sequence[OrderLine]:
    """The same by what a case, or a task of it, holds."""
    skus = str(told.get("missing_sku")).split(SKUS)
    return order.lines if len(order.lines) == 1 else [line for line in order.lines if line.sku in skus]


def missing_qty(view: OrderView, line: OrderLine) -> int:
    """Pieces missing, or to be sent back: as said, at least one and at most those ordered."""
    said = str(next((told for name in QTY_TOLD if (told := view.case_facts.get(name)) is not None), 1))
    return min(max(int(said), 1), line.qty) if said.isdecimal() else 1
