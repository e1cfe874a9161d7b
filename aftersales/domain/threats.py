"""A threat is no wish: “再不发我就取消”, “不然退款” ask for what should happen, not for what is threatened."""

import re

from aftersales.domain.word_match import plain

THREAT = "否则"
"""The one word a threat reads as; a playbook lists it where it belongs (`goods: [还要, 否则]`)."""

_DUE = r"(?:发|寄|送|到|动|派|揽收|出库|更新|处理|解决|安排|回复?|给个?(?:说法|答复)|收到)"
_SOON = r"(?:今[天晚日]|明[天晚早日]|后天|大后天|[\d一二两三四五]+(?:天|小时)之?内?|下午|晚上|周[一二三四五六日天])"
_IF = (
    rf"(?:再不{_DUE}|{_SOON}之?前?(?:要是|如果|再|还|都|也)*(?:不|没){_DUE}|(?:如果|要是|若是?|万一)[^,。!?]{{0,6}}[不没]{_DUE}"
    rf"|{_DUE}不(?:了|出|到|来)|还不{_DUE}货?(?=,?我?们?就)|(?:要?不然|否则|要么))"
)
_THEN = r"[货了出来到话的,]{0,4}(?:我们?|那|就|要|会|只好|只能|直接|立马|马上|还是|可以|能|给我|申请|帮我|,)*"
_LOST = r"(?:取消|退|不要|不买|撤单|拒收|拒签|关闭)[^,。!?;]*"
_CONDITIONAL = re.compile(_IF + _THEN + _LOST)


def meant_words(text: str) -> str:
    """The plain text as choices are looked for in it, each threat folded into THREAT."""
    return _CONDITIONAL.sub(THREAT, plain(text))
