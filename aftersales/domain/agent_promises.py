"""What an agent promises the buyer: an answer (“2小时内回复您”, “今天18点前给您结果”), money, goods."""

import re
from datetime import datetime, time, timedelta

from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.numerals import read_numeral

REPLY = "reply"
"""What a promise is about that an agent made; those of the bot are about a topic."""

_MONEY = re.compile("[退补赔]|返还|打款|[元块]")
_GOODS = re.compile("[退换补寄发修]")
_DAY = timedelta(days=1)
_UNITS = {"小时": timedelta(hours=1), "分钟": timedelta(minutes=1), "天": _DAY, "个工作日": _DAY}
_ANSWER = r".{0,10}?(?:回复|答复|回您|回电|联系您|告诉您|通知您|给您?一?个?(?:消息|结果|答复|准话|方案|说法|回音|反馈))"
_COUNT = r"(\d{1,3}|半|[一二两三四五六七八九十]{1,3})"
_WITHIN = re.compile(_COUNT + r"个?(半)?(" + "|".join(_UNITS) + r")(?:之?内|左右|以内)" + _ANSWER)
_HOUR = r"(?:(?:上午|下午|晚上|中午)?(\d{1,2})[点:：]([0-5]\d|半)?)?"
_BEFORE = re.compile(r"(今天|今晚|明天|明早)" + _HOUR + r"(?:之?前|内|下班前)" + _ANSWER)


def promised_by(text: str, now: datetime) -> datetime | None:
    """Until when an answer is promised, the earliest of several; None when the text promises none."""
    return min([*_within(text, now), *_before(text, now)], default=None)


def _within(text: str, now: datetime) -> list[datetime]:
    found = []
    for match in _WITHIN.finditer(text):
        count = 0.5 if match[1] == "半" else float(read_numeral(match[1]) or 0)
        found.append(now + _UNITS[match[3]] * (count + (0.5 if match[2] else 0)))
    return found


def _before(text: str, now: datetime) -> list[datetime]:
    """An hour without 上午 is meant as it stands; without an hour the day's end counts."""
    found = []
    for match in _BEFORE.finditer(text):
        day = now.astimezone(SHANGHAI).date() + _DAY * match[1].startswith("明")
        hour, minute = int(match[2] or 24), 30 if match[3] == "半" else int(match[3] or 0)
        if hour < 12 and re.search("下午|晚", match[0]):
            hour += 12
        end = datetime.combine(day, time(), SHANGHAI) + timedelta(hours=min(hour, 24), minutes=minute)
        found.append(end if end > now else end + _DAY)
    return found


def speaks_of_money(text: str) -> bool:
    """“给您补20元”: what an agent may have settled in the chat."""
    return _MONEY.search(text) is not None


def speaks_of_goods(text: str) -> bool:
    """“给您补寄一罐”: the same of goods."""
    return _GOODS.search(text) is not None
