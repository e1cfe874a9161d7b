"""Whether a buyer speaks of several orders at once: “两单都取消”, “我的订单全部退款”, “两个都不要了”."""

import re
from dataclasses import dataclass

from aftersales.domain.numerals import read_numeral
from aftersales.domain.word_match import plain

_ORDERS = re.compile(
    r"(?P<count>[两俩二三四五2-5])[个笔]?(?:订单|单)(?!价)|[几所全]有?[个笔部]?(?:的)?(?:订单|单子)|订单.{0,3}(?:都|全|统统)"
)
_BOTH = re.compile(r"(?P<count>[两俩二三四五2-5])个.{0,2}(?:都|全|一起|统统)|(?:^|[,，。])(?:都|全部?|统统)")
_TWO = "两俩"
_ONE = re.compile(
    r"一[个单笔]|1[个单笔]|其[中他它余]|另外?|剩|[只留]|多[拍买下]|[拍买下]重|重[复拍买下]|哪|[买拍下付]了?(?:你们|这|那)*[两俩二三四五2-5][个笔]?(?:订单|单)"
)
"""“两单取消一单”, “我拍了两单”: how many there are, and not that all are meant; “另外两单”."""


@dataclass(frozen=True)
class Several:
    """`count`: how many are meant, None for all of them; `surely` as orders are spoken of and not pieces of goods."""

    count: int | None
    surely: bool


def speaks_of_several(text: str) -> Several | None:
    """None when one order is spoken of."""
    words = plain(text)
    if _ONE.search(words):
        return None
    match = _ORDERS.search(words)
    surely = match is not None
    match = match or _BOTH.search(words)
    if match is None:
        return None
    number = match["count"]
    return Several(2 if number and number in _TWO else read_numeral(number) if number else None, surely)
