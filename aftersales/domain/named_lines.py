"""Which goods of an order a buyer's words take out and which they keep: “茉莉退掉 龙井要”."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aftersales.domain.named_goods import places_alone
from aftersales.domain.orders import OrderLine
from aftersales.domain.word_match import find_words, plain

OUT, KEPT = "out", "kept"
FATES = {
    OUT: (
        *("退", "要退", "想退", "取消", "要取消", "想取消", "撤", "删", "去掉", "减掉"),
        *("不要", "不想要", "不买", "不用发", "别发", "不发了", "拍错", "买错", "下错", "拍重", "买重"),
    ),
    KEPT: (
        *("要", "留", "照发", "照常", "继续发", "正常发", "发货", "快发", "赶紧发", "还是发", "给我发"),
        *("快点发", "快些发", "赶快发", "尽快发", "抓紧发", "早点发", "先发", "催"),
        *("不退", "别退", "不用退", "不取消", "别取消", "没问题", "不动"),
    ),
}
NO_DENIAL = re.compile(r"(?!)")
_REST = re.compile(r"其[他它余]|别的|剩下|剩余|另[一外]|另个")
_ONLY = re.compile(r"(?:只|就)(?:要|留|发)")
_CLAUSE = re.compile(r"[\s,，。.!！?？;；~～…、]+")
_INSTEAD = re.compile(r"(?:换|改|送|赠|加)(?:成|为|个)?$")
_APART = re.compile(
    r"只|才|除|另|其[他它余]|剩|留|(?<!没)(?<!没有)收到|成|发的|发来|不是|没问题|没事|没坏|好的|好好|完好|好着"
)
"""With these, goods named may be those that are right, or others wanted instead: “只收到龙井”, “发成龙井了”."""

_ALIKE = re.compile("[也都和跟、]|还有")

SHORTEST_NAME = 2


@dataclass(frozen=True)
class Told:
    """Skus the words take out and keep; `both` as they say so of one and the other explicitly."""

    out: frozenset[str]
    kept: frozenset[str]

    @property
    def both(self) -> bool:
        return bool(self.out and self.kept)


def goods_taken_out(lines: Sequence[OrderLine], text: str) -> Told:
    """What a text that wants an order undone says of its goods; empty when it names none or all of them alike.

    Goods named without a word of their own go the way of the whole message; “其他” stands for those it does not name.
    """
    skus = {line.sku for line in lines}
    fates: dict[str, str] = {}
    bare: set[str] = set()
    rest, out_said = "", False
    for clause in filter(None, map(plain, _CLAUSE.split(text))):
        parts = list(_parts(lines, clause))
        if not parts:
            fate = _fate(clause)
            out_said |= fate == OUT
            if fate and _REST.search(clause):
                rest = fate
            elif fate:
                fates |= dict.fromkeys(bare, fate)
                bare = set()
        for named, words in parts:
            fate = _fate(words)
            bare |= set() if fate else named
            fates |= dict.fromkeys(named, fate) if fate else {}
    fates = {**dict.fromkeys(bare, OUT), **fates}
    if not fates:
        return Told(frozenset(), frozenset())
    unnamed = skus - fates.keys()
    if OUT not in fates.values():
        rest = rest or (OUT if out_said or _ONLY.search(plain(text)) else "")
    fates |= dict.fromkeys(unnamed, rest) if rest else {}
    out = frozenset(sku for sku, fate in fates.items() if fate == OUT)
    return Told(out, frozenset(fates) - out) if out != skus else Told(frozenset(), frozenset())


def lines_meant(lines: Sequence[OrderLine], text: str) -> frozenset[str]:
    """Skus a text plainly speaks of (“龙井少了一罐”); none when it may set them apart from others."""
    words = plain(text)
    if _APART.search(words):
        return frozenset()
    mentions = _mentions(lines, words)
    return frozenset(sku for start, _, named in mentions if not _INSTEAD.search(words[:start]) for sku in named)


def names_alike(text: str) -> bool:
    """“龙井碎了 茉莉也漏了”, “龙井和茉莉”: the goods named are all meant."""
    return _ALIKE.search(text) is not None


def _parts(lines: Sequence[OrderLine], clause: str) -> Iterable[tuple[set[str], str]]:
    """Each mention of goods with the words that go with it: those before it where the clause begins with a fate
    (“退茉莉留龙井”), else those after it (“茉莉退龙井留”)."""
    mentions = _mentions(lines, clause) or _signs(lines, clause)
    starts = [start for start, _, _ in mentions]
    ends = [end for _, end, _ in mentions]
    for place, (start, end, named) in enumerate(mentions):
        before = clause[ends[place - 1] if place else 0 : start]
        after = clause[end : starts[place + 1] if place + 1 < len(starts) else len(clause)]
        leads = bool(_fate(clause[: starts[0]]))
        yield named, (before or after) if leads else (after if place or _fate(after) else before + after)


def _mentions(lines: Sequence[OrderLine], clause: str) -> list[tuple[int, int, set[str]]]:
    """Where the clause names goods, by the longest piece of a title; one piece may belong to several lines."""
    lists = {line.sku: tuple(_pieces(plain(line.full_title), clause)) for line in lines}
    found: dict[tuple[int, int], set[str]] = {}
    for match in find_words(clause, lists, NO_DENIAL):
        found.setdefault((match.start, match.end), set()).add(match.value)
    return [(start, end, skus) for (start, end), skus in sorted(found.items()) if len(skus) == 1]


def _signs(lines: Sequence[OrderLine], clause: str) -> list[tuple[int, int, set[str]]]:
    """Where one sign by itself names goods (“锁取消”), and those of one line alone."""
    named: dict[int, set[str]] = {}
    for line in lines:
        for place in places_alone(clause, line.title):
            named.setdefault(place, set()).add(line.sku)
    return [(place, place + 1, skus) for place, skus in sorted(named.items()) if len(skus) == 1]


def _pieces(title: str, clause: str) -> Iterable[str]:
    for start in range(len(title)):
        for end in range(start + SHORTEST_NAME, len(title) + 1):
            if title[start:end] not in clause:
                break
            if not title[start:end].isdecimal():
                yield title[start:end]


def _fate(words: str) -> str:
    """By the last of the words that say one; a longer word hides those inside it (“不要” holds 要)."""
    matches = find_words(words, FATES, NO_DENIAL)
    return matches[-1].value if matches else ""
