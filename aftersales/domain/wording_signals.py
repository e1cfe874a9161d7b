"""What tells soonest that a text may hold a wording: its rarest part, looked for first and for all wordings at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

COMMON_SIGNS = (
    "的您不是一了我到在有退以给发用可单要天下看1就上这请款里没个能0会点2后号货换们先时好收电面件话开已回5别3机两子包补码再分小出行人页水说那拍4平8装保内按台问来付订费三过前对快理"
    "新6手明重和次打价今放门也品还大自寄接运经递写卡查头把量家改定题器最通第动口9加色提地同支送边服系7成洗期公工米元都照图度着箱实片票多修日生线示由去申间物库质信需店师二为差选转哦安"
)
"""Signs that two of a hundred ordinary messages and more hold (scripts_lib/words/examples/green.txt), most first."""
_COMMON = frozenset(COMMON_SIGNS)

_PAIRS = (
    "可以我们给您您的没有的话平台退款订单一下不能不是快递今天已经问题不用20页面小时这个10申请需要12就行一个一次收到自己退货师傅分钟不要运费00建议时间看到单号您看电话您说明天显示地址这款1530给我"
    "仓库客服不会自动系统第一物流您要不了说明付款还是发票处理退回抱歉包裹一点照片手机安装发货备注就是看看售后签收帮您保修商品上门理由告诉确认直接评价七天寄回补发检测下单链接下午联系支持质量密码活动不到医生"
    "视频颜色您家发您微信特价差价补差"
)
_COMMON_WORDS = frozenset(_PAIRS[n : n + 2] for n in range(0, len(_PAIRS), 2))
"""Two signs that stand side by side in one of a hundred ordinary messages and more."""

COMMON, LONE, RARE, WORD = 0.1, 0.02, 0.01, 0.02
"""How many texts hold a sign: a common one, another that stands for a wording by itself, another beside others; and how
many a common word."""
MOST_SPELLINGS = 500
"""Of a signal; with more it is told by what stands at its joint."""

JOINT = 2
"""Pieces that have one joint."""

KEPT = 16_384
"""Wordings whose preparation is kept: an edit of the lists leaves most of them as they were."""


@dataclass(frozen=True)
class Piece:
    """One part of a wording, in any of its spellings; `gap`: a few other characters may stand before it, else it joins
    the part before; `optional`: it may be missing."""

    spellings: frozenset[str]
    gap: bool = False
    optional: bool = False


Wording = tuple[Piece, ...]

Signal = tuple[int, int]
"""The pieces of a wording, from and to, that stand side by side and are looked for first."""


@lru_cache(maxsize=KEPT)
def rarest(wording: Wording, heard: bool) -> Signal:
    """The pieces in one run, all of them necessary at its ends, that stand in the fewest ordinary texts, or, when
    `heard`, sound like a part of the fewest."""
    return min(_runs(wording), key=lambda signal: _commonness(spelt(wording[slice(*signal)]), heard), default=(0, 0))


def spelt(pieces: Wording) -> frozenset[str]:
    """What stands in every text that holds these pieces side by side: all they may look like, or, where that is too
    much, how the first ends and the last begins."""
    choices = [piece.spellings | {""} if piece.optional else piece.spellings for piece in pieces]
    for kept in (3, 2, 1):
        if prod(map(len, choices)) <= MOST_SPELLINGS or len(choices) != JOINT:
            break
        before, after = choices
        choices = [frozenset(text[-kept:] for text in before), frozenset(text[:kept] for text in after)]
    return frozenset("".join(parts) for parts in product(*choices)) - {""} if pieces else frozenset()


def _runs(wording: Wording) -> Iterator[Signal]:
    for start, first in enumerate(wording):
        for end in range(start + 1, len(wording) + 1):
            last, long = wording[end - 1], end - start > JOINT
            if end - start > 1 and last.gap:
                break
            if long and prod(len(piece.spellings) + 1 for piece in wording[start:end]) > MOST_SPELLINGS:
                break
            if not first.optional and not last.optional:
                yield start, end


def _commonness(spellings: Iterable[str], heard: bool) -> float:
    """About how often a text holds one of them; a single sign has too many namesakes to be rare when it is heard."""
    return sum(_chance(said, COMMON if heard else LONE) for said in spellings)


def _chance(said: str, lone: float) -> float:
    if not said[1:]:
        return COMMON if said in _COMMON else lone
    return WORD if said in _COMMON_WORDS else prod(COMMON if char in _COMMON else RARE for char in said)
