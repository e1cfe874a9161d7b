"""A free answer to a yes-or-no question: 有, 没有, 嗯, 完好, 没坏, 没有破损…"""

import re
from collections.abc import Mapping, Sequence

from aftersales.domain.threats import meant_words
from aftersales.domain.word_match import DENIED_STATE, Match, find_words, meant_value

_SOUND = (
    *("完好", "完整", "好好的", "挺好", "正常", "没事"),
    *("没问题", "没什么问题", "没啥问题", "没毛病", "没什么毛病", "没啥毛病"),
)
_FAULTY = ("坏", "破", "碎", "裂", "压扁", "变形", "有问题", "有毛病", "烂")
_SWORN_AT = re.compile(r"(?:破烂|破|烂|垃圾)(?:网店|店铺?|商家|卖家|公司|平台|客服|服务|态度|玩意儿?)")
"""“什么破店” is a feeling; nothing in the parcel is broken by it."""

_AGREED_TO = ("好的", "挺好", "没问题")
"""Assent to what a question offers, whatever its words."""

_ASKED_ABOUT = re.compile(
    r"[款钱货的]?(?:要|需要|能|会|得)?(?:多少|多久|多长|几天|几号|几点|什么时候|啥时候|怎么|咋|哪)"
)
"""Behind a word of the question: “退多少”, “退款多久到” ask about what was offered and take nothing."""

_ASKS = re.compile(r"[吗么嘛]?\?|[吗么]$|是不是|有没有|(?:补|要|加|付|贴|出)(?:多少|几[块元])|多少钱")
_RETORT = re.compile(r"(?:太|这么|就这|才这|有点)(?:少|点)|不够|打发")
"""“就这么点？” is no question: who is offered so little declines."""

_OPPOSITE = {"yes": "no", "no": "yes"}
_CLAUSE = re.compile(r"[,。.!?;~…]+")
_COURTESY = re.compile(
    r"^(?:不好意思|对不起|抱歉|你好|您好|亲亲?|老板|客服|那个|哦+|噢+|额+|呃+|好像|应该|貌似|都|确实)+"
)
_TAIL = r"[的了啊呀呢哦噢吧哈嘛啦滴亲哒]*"
_AGREED = re.compile(
    r"(?:(?:是|对|嗯|恩|有|好|行|可以|可|要|需要|愿意|同意|ok|yes|y|没错|确定|确认|当然|肯定|必须|能|会)" + _TAIL + ")+"
)
_YES = re.compile(_AGREED.pattern + r"|是的.*|嗯嗯?是.*|有(?!没有|人|病|完|毛|谁|什么|点).{1,4}")
_OH = re.compile("[嗯恩啊诶欸哎]*对了")
_NO = re.compile(
    r"(?:不|不是|没|没有|无|否|不对|不行|不可以|不要|不用|不需要|不想|不愿意|不同意|不能|不会|no|n|木有|没得)"
    + _TAIL
    + r"|(?:没有|没(?!事)|不是).{1,4}"
)


def read_yes_no(text: str, words: Mapping[str, Sequence[str]]) -> bool | None:
    """True for yes, False for no, None when the text is no answer (a question never is).

    `words` are the question's own words for `yes` and `no`; they go before the general ones. A denied word means
    the opposite: “没有破” is a yes where 破 is a no.
    """
    flat = _SWORN_AT.sub("", meant_words(text))
    if _ASKS.search(flat) and not _RETORT.search(flat):
        return None
    own = _matches(flat, words)
    value = meant_value(own)
    if value is None and not _is_by_the_way(flat):
        value = (None if own else meant_value(_matches(flat, _states(words)))) or _assent(flat)
    return None if value is None else value == "yes"


def _states(words: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """What sound and faulty things answer: what the question's own words of that kind do, nothing where it has none.

    “裂了” is a no to “完好吗” and a yes to “还有问题吗”. A question without words asks whether something is in order.
    """
    sound, faulty = _side(words, _SOUND, "yes"), _side(words, _FAULTY, "no")
    states: dict[str, list[str]] = {"yes": [], "no": []}
    if sound:
        states[sound] += _SOUND
    if sound != "no":
        states["yes"] += _AGREED_TO
    if faulty:
        states[faulty] += _FAULTY
    return states


def _side(words: Mapping[str, Sequence[str]], kind: Sequence[str], default: str) -> str | None:
    if not any(words.values()):
        return default
    sides = [value for value, own in words.items() if not set(kind).isdisjoint(own)]
    return sides[0] if len(sides) == 1 else None


def _matches(text: str, words: Mapping[str, Sequence[str]]) -> list[Match]:
    """The words found, a denied one standing for the opposite."""
    matches = [m for m in find_words(text, words, DENIED_STATE) if not _ASKED_ABOUT.match(text, m.end)]
    return [Match(_OPPOSITE[m.value] if m.denied else m.value, m.start, m.end, False) for m in matches]


def _is_by_the_way(text: str) -> bool:
    """“对了，发票怎么开” begins another topic; “对了”, “对了，是的” agree."""
    clauses = _clauses(text)
    return bool(clauses) and bool(_OH.match(clauses[0])) and not all(map(_AGREED.fullmatch, clauses))


def _clauses(text: str) -> list[str]:
    """The clauses less their courtesies; none is empty."""
    return [told for clause in _CLAUSE.split(text) if (told := _COURTESY.sub("", clause))]


def _assent(text: str) -> str | None:
    """Yes or no by the first clause alone: “有的，我发你”, “没有啊亲”."""
    first = next(iter(_clauses(text)), "")
    if _NO.fullmatch(first):
        return "no"
    return "yes" if _YES.fullmatch(first) else None
