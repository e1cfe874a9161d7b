"""What buyers' words ask or tell by the way: whether a robot speaks, which order they mean, that a parcel is found."""

import re

from aftersales.domain.numerals import read_numeral

_ROBOT = re.compile(
    "机器人|真人|人机|自动回复|智能客服|(?:是|个|跟|和|对着)机器(?!坏)|机器(?:回复?|客服|在|说)|(?<![a-z0-9])ai(?![a-z0-9])",
    re.I,
)
_NEWEST = re.compile("最新|最近|最后|刚刚?(?:买|拍|下)|新(?:买|拍|下)的")
_PLACE = re.compile(r"(?:就|是|那|选|看|查)*第?([1-5一二三四五])(?:个|单|笔|条)?(?:订单|单子)?[的吧呢啊。!~]*")

_FOUND = re.compile(
    r"(?P<before>[^\s,，。.!！?？;；]*?)(?:(?:找|拿|取|领|收)(?:到|着|回)(?:货|包裹|快递|件|东西|你们的)*[了啦咯]"
    r"|(?:刚|刚刚|已经|终于|今天|昨天)(?:收到|拿到|取到|找到|送到|送来)|送(?:到|来)了)"
    r"(?![吗没么嘛?？]|别|隔壁|错|旧|老|哪|短信|取件|通知|信息|空)"
)
_NOT_IN_HAND = re.compile(r"没|未|不|显示|说|写|以为|标|如果|要是|万一|什么时候|啥时候|等|谁|怎么")
_MISSING = re.compile(r"(?:没有?|未|还没)(?:收|拿|取|找|见|领)(?:到|着)|找不[到着]")

_THERE_AFTER_ALL = re.compile(r"(?<!没)(?<!没有)(?<!不)(?<!谁)找(?:到|着)[了啦咯](?![吗没么嘛?？]|别|隔壁)")


def goods_found(text: str) -> bool:
    """“找到了，在夹层里”: what was missing from a parcel was in it."""
    return _THERE_AFTER_ALL.search(text) is not None


def parcel_found(text: str) -> bool | None:
    """Whether the buyer has the parcel, by what the text says last: “包裹找到了” yes, “还是没收到” no.

    None when it tells nothing (“显示收到了”, “找到了吗”, “送到了别人家”).
    """
    found = [match.end() for match in _FOUND.finditer(text) if not _NOT_IN_HAND.search(match["before"])]
    missing = [match.end() for match in _MISSING.finditer(text)]
    if not found and not missing:
        return None
    return max(found, default=-1) > max(missing, default=-1)


def asks_if_robot(text: str) -> bool:
    """“你是ai吗”; not “这机器坏了”, “abc@gmail.com”."""
    return _ROBOT.search(text) is not None


def named_place(words: str) -> int | None:
    """The place among what was offered, from 1, that a plain text names: “第二个”, “最近那单”, newest first."""
    if _NEWEST.search(words):
        return 1
    match = _PLACE.fullmatch(words)
    return read_numeral(match[1]) if match else None
