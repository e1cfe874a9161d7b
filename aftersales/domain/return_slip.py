"""The return slip that a buyer puts into the parcel (P-RET-07): what the warehouse needs to know, name masked."""

from collections.abc import Mapping
from dataclasses import dataclass

from aftersales.domain.cases import Case, Task, Value
from aftersales.domain.masking import mask_name
from aftersales.domain.missing_facts import lines_told
from aftersales.domain.orders import Order, OrderLine
from aftersales.domain.release import Release

TITLES = ("title", "case", "order", "buyer", "goods", "address", "dos", "donts", "do_list", "dont_list", "hint")
"""The slip's words, `slip.<name>` in the script library; the two lists hold one line each."""

WHOLE = "all"
"""The answer to “退全部还是部分” that means every piece of the order."""


@dataclass(frozen=True)
class ReturnSlip:
    """`goods` are titles with pieces; `words` the slip's own texts by their names in TITLES; `link` opens it again."""

    shop: str
    case_no: str
    order_no: str
    buyer: str
    goods: tuple[tuple[str, int], ...]
    address: str
    words: Mapping[str, str]
    link: str

    def lines(self, name: str) -> list[str]:
        """A list among the words, line by line."""
        return self.words[name].splitlines()


def return_slip(case: Case, agreed: Task | None, order: Order, release: Release, link: str) -> ReturnSlip:
    """The slip of one case: the goods that the warehouse is told to expect, or the whole order when none are named.

    `agreed` is the task to receive them; before there is one, the slip goes by what the buyer said.
    """
    words = {name: release.scripts[f"slip.{name}"].variants[0] for name in TITLES}
    told = {**case.facts, **(agreed.details if agreed else {})}
    goods = tuple((line.full_title, pieces) for line, pieces in _goods(told, order))
    return ReturnSlip(
        release.shop.name,
        case.case_no,
        order.order_no,
        mask_name(order.buyer_name),
        goods,
        release.shop.return_address,
        words,
        link,
    )


def _goods(told: Mapping[str, Value], order: Order) -> list[tuple[OrderLine, int]]:
    lines = lines_told(order, told)
    whole = told.get("return_scope") == WHOLE or not lines
    if whole or len(lines) > 1:
        return [(line, line.qty) for line in (order.lines if whole else lines)]
    (chosen,) = lines
    pieces = str(told.get("missing_qty") or told.get("return_qty") or chosen.qty)
    return [(chosen, min(max(1, int(pieces)), chosen.qty) if pieces.isdecimal() else chosen.qty)]
