"""Which of several orders a buyer's words name by what was bought: “龙井那单”, “锁呢”, “另一单”."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aftersales.domain.all_orders import speaks_of_several
from aftersales.domain.orders import Order, OrderLine
from aftersales.domain.word_match import plain, shared_part

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_TRADE = re.compile(
    "正品|官方|旗舰店?|自营|包邮|现货|速发|新款|爆款|同款|特价|秒杀|优惠|赠品|礼品|顺丰|快递|发货|送货|上门|安装|售后|保修|质量"
)
"""Words of the trade in a title: they name the shop's service and no goods."""

_INSTEAD = re.compile(r"(?:换|改|补|送|赠|加|拍)(?:成|为|个|一个|一份)?$")
"""Before a product: it is wanted instead or beside, and names no order."""

_ALONE = r"(?:(?:^|[把台件个盒罐袋包瓶双条支套张那这门单消退的,。!?]){0}(?![定上住死具几杯壶盘味])|{0}(?=[那这]))"
"""One character names goods only by itself: “锁不要了”, “那把锁”, “取消锁”, not “锁定”."""

_GIVEN_UP = re.compile(
    r"(?:[那这两俩二三四五]?[一]?[个单把罐盒件款样]|的|就|我|都|全部?|所有|订单|也|先|帮我|给我)*"
    r"(?:不想?要了?|不买了?|取消掉?|(?P<money>退掉?|退款))(?:吧|了|啦|啊|呀|哈|谢谢)*"
)
_CLAUSE = re.compile(r"[\s,，。.!！?？;；]+")

_OTHER = re.compile(r"另外?(?:的|那|一)?[一个单笔]?(?:订单|单)|另外?一?[个笔]呢")

_DENIED = re.compile(r"(?<!是)不是[^\s,，。.!！?？;；吗么嘛说]{1,8}?(?=[\s,，。.!！;；]|(?<=[单个笔])是)")
"""“不是龙井那单 是锁那单”: what is said not to be meant names no order."""

_DENIED_LAST = re.compile(r"((?<!不)是[^\s,，。.!！?？;；]{1,8}?)不是[^\s,，。.!！?？;；吗么嘛说]{1,8}$")

_THIS = r"不是[这那]一?[个笔]?(?:订单|单)(?![^,。!]*[吗么?])"
_CORRECTS = re.compile(
    rf"(?:等等|等一?下|哎呀?|啊|唉|哦|亲|对不起|不好意思|抱歉|我|[,，。.!！~])*"
    rf"(?:不对|不是(?!.*[吗么?])|{_THIS}|(?:搞|弄|说|点|看|写|选|发)?错了?(?:单|订单|啦|了)|(?:说|指)的是)"
)


@dataclass(frozen=True)
class Kind:
    """The category of a product (one without is a kind by itself), and what buyers call it (“茶叶”)."""

    name: str
    words: tuple[str, ...] = ()


def names_the_other(text: str) -> bool:
    """“另一单呢”: not the order in hand."""
    return _OTHER.search(plain(text)) is not None


def corrects_order(text: str) -> bool:
    """“不对 取消另一单”, “搞错了 是龙井那单”: said where another order is named than before."""
    return _CORRECTS.match(plain(text)) is not None


def denies_this_order(text: str) -> bool:
    """“不是这单”."""
    return re.search(_THIS, plain(text)) is not None


def orders_named(text: str, orders: Sequence[Order], kinds: Mapping[str, Kind]) -> list[Order]:
    """Those whose goods share the longest piece with the text, else those of the kind that is named (“锁”, “茶叶”)."""
    words = plain(_DENIED_LAST.sub(r"\1", _DENIED.sub("", text.strip())))
    pieces = [max((_piece(words, line.full_title) for line in order.lines), default=0) for order in orders]
    longest = max(pieces, default=0)
    if longest:
        return [order for order, length in zip(orders, pieces, strict=True) if length == longest]
    lines = [line for order in orders for line in order.lines]
    named = {kinds[line.sku].name for line in lines if _kind_words(words, line, kinds)}
    return [order for order in orders if any(kinds[line.sku].name in named for line in order.lines)]


def clauses(text: str) -> list[str]:
    """A message's parts between spaces and marks."""
    return _CLAUSE.split(text)


def says_given_up(text: str) -> bool:
    """Whether the first clause ends in “…不要了”: it drops goods and is no name of any."""
    return re.search(r"(?:不要|不想要|不买|取消|退)[了掉吧]+$", clauses(text.strip())[0]) is not None


def goods_given_up(text: str, order: Order, kinds: Mapping[str, Kind]) -> str | None:
    """The intent of a message whose first clause drops goods of the order and says nothing else: “锁不要了” cancels,
    “龙井退了吧” asks for the money."""
    first = clauses(text.strip())[0]
    if not orders_named(first, [order], kinds) and speaks_of_several(first) is None:
        return None
    match = _GIVEN_UP.fullmatch(without_goods(first, order, kinds))
    if match is None:
        return None
    return "refund_request" if match["money"] else "cancel_order"


def goods_piece(words: str, order: Order) -> str:
    """The longest piece of a title of the order's goods that the plain words name; empty when none."""
    return max((shared_part(words, line.full_title) for line in order.lines), key=len, default="")


def without_goods(text: str, order: Order, kinds: Mapping[str, Kind]) -> str:
    """The plain text without the piece of a title, or the name of their kind, that names the order's goods."""
    words = plain(text)
    piece = goods_piece(words, order) or _longest(_kind_words(words, line, kinds) for line in order.lines)
    return words.replace(piece, "", 1) if piece else words


def _piece(words: str, title: str) -> int:
    """The length of the longest piece of a title that names it in the words."""
    runs = _RUN.findall(_TRADE.sub(" ", title))
    return max(
        (len(piece) for run in runs if (piece := shared_part(words, run)) and _means_it(words, piece)), default=0
    )


def _means_it(words: str, piece: str) -> bool:
    return any(not _INSTEAD.search(words[: match.start()]) for match in re.finditer(piece, words))


def _kind_words(words: str, line: OrderLine, kinds: Mapping[str, Kind]) -> str:
    """The word that names the kind of a line's goods: what the shop's buyers call it, or the last sign of its title."""
    signs = [run[-1] for run in _RUN.findall(line.title)]
    return _longest(name for name in (*kinds[line.sku].words, *signs) if _names(words, name))


def places_alone(words: str, title: str) -> set[int]:
    """Where the last sign of a name in the title stands by itself in the plain words (“锁”)."""
    signs = {run[-1] for run in _RUN.findall(title)}
    return {match.end() - 1 for sign in signs for match in re.finditer(_ALONE.format(sign), words)}


def _names(words: str, name: str) -> bool:
    if len(name) == 1:
        return re.search(_ALONE.format(name), words) is not None
    return name in words and _means_it(words, name)


def _longest(names: Iterable[str]) -> str:
    return max(names, key=len, default="")
