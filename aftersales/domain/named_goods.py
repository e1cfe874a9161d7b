"""Which of several orders a buyer's words name by what was bought: “龙井那单”, “锁呢”, “另一单”."""

import re
from collections.abc import Mapping, Sequence

from aftersales.domain.orders import Order, OrderLine, Product
from aftersales.domain.word_match import plain, shared_part

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_TRADE = re.compile(
    "正品|官方|旗舰店?|自营|包邮|现货|速发|新款|爆款|同款|特价|秒杀|优惠|赠品|礼品|顺丰|快递|发货|送货|上门|安装|售后|保修|质量"
)
"""Words of the trade in a title: they name the shop's service and no goods."""

_INSTEAD = re.compile(r"(?:换|改|补|送|赠|加|拍)(?:成|为|个|一个|一份)?$")
"""Before a product: it is wanted instead or beside, and names no order."""

_ALONE = r"(?:(?:^|[把台件个盒罐袋包瓶双条支套张那这门单消退的,。!?]){0}(?![定上住死具])|{0}(?=[那这]))"
"""One character names goods only by itself: “锁不要了”, “那把锁”, “取消锁”, not “锁定”."""

_GIVEN_UP = re.compile(
    r"(?:[那这]?[一]?[个单把罐盒件款样]|的|就|我|都|也|先|帮我|给我)*"
    r"(?:不想?要了?|不买了?|取消掉?|(?P<money>退掉?|退款))(?:吧|了|啦|啊|呀|哈|谢谢)*"
)
_CLAUSE = re.compile(r"[\s,，。.!！?？;；]+")

_OTHER = re.compile(r"另外?(?:的|那|一)?[一个单笔]?(?:订单|单)|另外?一?[个笔]呢")


def names_the_other(text: str) -> bool:
    """“另一单呢”: not the order in hand."""
    return _OTHER.search(plain(text)) is not None


def orders_named(text: str, orders: Sequence[Order], products: Mapping[str, Product]) -> list[Order]:
    """Those whose goods share the longest piece with the text, else those of the kind that one sign names (“锁”)."""
    words = plain(text)
    pieces = [max((_piece(words, line.full_title) for line in order.lines), default=0) for order in orders]
    longest = max(pieces, default=0)
    if longest:
        return [order for order, length in zip(orders, pieces, strict=True) if length == longest]
    kinds = {_kind(line, products) for order in orders for line in order.lines if _stands_alone(words, line)}
    return [order for order in orders if any(_kind(line, products) in kinds for line in order.lines)]


def says_given_up(text: str) -> bool:
    """Whether the first clause ends in “…不要了”: it drops goods and is no name of any."""
    return re.search(r"(?:不要|不想要|不买|取消|退)[了掉吧]+$", _CLAUSE.split(text.strip())[0]) is not None


def goods_given_up(text: str, order: Order, products: Mapping[str, Product]) -> str | None:
    """The intent of a message whose first clause drops goods of the order and says nothing else: “锁不要了” cancels,
    “龙井退了吧” asks for the money."""
    first = _CLAUSE.split(text.strip())[0]
    if not orders_named(first, [order], products):
        return None
    match = _GIVEN_UP.fullmatch(without_goods(first, order))
    if match is None:
        return None
    return "refund_request" if match["money"] else "cancel_order"


def goods_piece(words: str, order: Order) -> str:
    """The longest piece of a title of the order's goods that the plain words name; empty when none."""
    return max((shared_part(words, line.full_title) for line in order.lines), key=len, default="")


def without_goods(text: str, order: Order) -> str:
    """The plain text without the piece of a title, or the one sign, that names the order's goods."""
    words = plain(text)
    piece = goods_piece(words, order)
    if piece:
        return words.replace(piece, "", 1)
    signs = "".join(run[-1] for line in order.lines for run in _RUN.findall(line.title))
    return re.sub(f"[{signs}]", "", words, count=1) if signs else words


def _piece(words: str, title: str) -> int:
    """The length of the longest piece of a title that names it in the words."""
    runs = _RUN.findall(_TRADE.sub(" ", title))
    return max(
        (len(piece) for run in runs if (piece := shared_part(words, run)) and _means_it(words, piece)), default=0
    )


def _means_it(words: str, piece: str) -> bool:
    return any(not _INSTEAD.search(words[: match.start()]) for match in re.finditer(piece, words))


def _stands_alone(words: str, line: OrderLine) -> bool:
    return any(re.search(_ALONE.format(run[-1]), words) for run in _RUN.findall(line.title))


def _kind(line: OrderLine, products: Mapping[str, Product]) -> str:
    """The product's category; a product without one is a kind by itself."""
    product = products.get(line.sku)
    return (product.category if product else "") or line.sku
