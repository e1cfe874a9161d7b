"""The return slip that a buyer puts into the parcel (P-RET-07): what the warehouse needs to know, name masked."""

from collections.abc import Mapping
from dataclasses import dataclass

from aftersales.domain.cases import Case
from aftersales.domain.masking import mask_name
from aftersales.domain.orders import Order, OrderLine
from aftersales.domain.release import Release

TITLES = ("title", "case", "order", "buyer", "goods", "address", "dos", "donts", "do_list", "dont_list", "hint")
"""The slip's words, `slip.<name>` in the script library; the two lists hold one line each."""


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


def return_slip(case: Case, order: Order, release: Release, link: str) -> ReturnSlip:
    """The slip of one case: the product the case is about, or the whole order when it names none."""
    words = {name: release.scripts[f"slip.{name}"].variants[0] for name in TITLES}
    goods = tuple((line.full_title, pieces) for line, pieces in _goods(case, order))
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


def _goods(case: Case, order: Order) -> list[tuple[OrderLine, int]]:
    chosen = [line for line in order.lines if line.sku == case.facts.get("missing_sku")]
    told = case.facts.get("missing_qty") or case.facts.get("return_qty")
    if not chosen:
        return [(line, line.qty) for line in order.lines]
    pieces = int(told) if isinstance(told, int | str) and str(told).isdigit() else chosen[0].qty
    return [(chosen[0], min(max(1, pieces), chosen[0].qty))]
