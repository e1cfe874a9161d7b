"""What buyers' words ask or name by the way: whether a robot speaks, which of the offered orders they mean."""

import re

from aftersales.domain.numerals import read_numeral

_ROBOT = re.compile(
    "机器人|真人|人机|自动回复|智能客服|(?:是|个|跟|和|对着)机器(?!坏)|机器(?:回复?|客服|在|说)|(?<![a-z0-9])ai(?![a-z0-9])",
    re.I,
)
_NEWEST = re.compile("最新|最近|最后|刚刚?(?:买|拍|下)|新(?:买|拍|下)的")
_PLACE = re.compile(r"(?:就|是|那|选|看|查)*第?([1-5一二三四五])(?:个|单|笔|条)?(?:订单|单子)?[的吧呢啊。!~]*")


def asks_if_robot(text: str) -> bool:
    """“你是ai吗”; not “这机器坏了”, “abc@gmail.com”."""
    return _ROBOT.search(text) is not None


def named_place(words: str) -> int | None:
    """The place among what was offered, from 1, that a plain text names: “第二个”, “最近那单”, newest first."""
    if _NEWEST.search(words):
        return 1
    match = _PLACE.fullmatch(words)
    return read_numeral(match[1]) if match else None
