"""What numbers and words in a buyer's message are: token patterns for spaCy's entity ruler."""

from collections.abc import Iterable
from typing import Any

Pattern = dict[str, Any]

CHINESE_NUMBER = "[零一二两三四五六七八九十百千万半几]+"
MEASURES = "件个条盒包瓶双套只箱袋本支张把台部罐片颗粒桶样份"
COURIERS = ("顺丰", "圆通", "中通", "申通", "韵达", "极兔", "邮政", "百世", "德邦", "能达", "e邮宝", "菜鸟裹裹")
COURIER_SUFFIXES = ("", "快递", "速递", "速运")
LONG_COURIERS = ("京东快递", "京东物流", "天天快递")
DAYS = ("今天", "明天", "后天", "大后天", "昨天", "前天", "大前天", "今晚", "明早", "明晚", "昨晚")
SPANS = ("上周", "下周", "这周", "本周", "周末", "月初", "月底", "年底")
WEEKDAYS = tuple(week + day for week in ("周", "星期", "礼拜") for day in "一二三四五六日天")
WAYBILL_FORMATS = (
    r"(?i:SF)\d{12,13}",  # 顺丰
    r"(?i:YT)\d{13,15}",  # 圆通
    r"(?i:JT)\d{13}",  # 极兔
    r"(?i:JD)[A-Za-z0-9]{11,15}",  # 京东
    r"(?i:ZTO)\d{9,14}|7[35689]\d{12}",  # 中通
    r"(?i:STO)\d{9,14}|77[37]\d{10}|77\d{13}",  # 申通
    r"(?i:[EL][A-Z]\d{9}[A-Z]{2})|(?:10|11|12|96|97|98|99)\d{11}",  # 邮政: EMS 与 e邮宝
)
ORDER_FORMAT = r"\d{16,19}|(?!1[3-9]\d{9}$)\d{11,12}"
"""淘宝 and this program's own orders: 16–19 digits; 京东: 11–12 digits that are no mobile number."""


def _token(regex: str) -> Pattern:
    return {"TEXT": {"REGEX": f"^(?:{regex})$"}}


def _one_of(words: Iterable[str]) -> Pattern:
    return {"TEXT": {"IN": list(words)}}


def _numbers() -> list[Pattern]:
    waybills = [{"label": "waybill", "pattern": [_token(form)]} for form in WAYBILL_FORMATS]
    dashed = [
        _token(r"1[3-9]\d"),
        {"TEXT": "-", "OP": "?"},
        _token(r"\d{4}"),
        {"TEXT": "-", "OP": "?"},
        _token(r"\d{4}"),
    ]
    return [
        *waybills,
        {"label": "order_no", "pattern": [_token(ORDER_FORMAT)]},
        {"label": "phone", "pattern": [_token(r"1[3-9]\d{9}")]},
        {"label": "phone", "pattern": dashed},
    ]


def _quantities() -> list[Pattern]:
    number = _token(rf"\d+(?:\.\d+)?|{CHINESE_NUMBER}")
    measure = f"[{MEASURES}]"
    return [
        {"label": "amount", "pattern": [number, _one_of(["元", "块钱", "元钱", "块"])]},
        {"label": "amount", "pattern": [_token(rf"{CHINESE_NUMBER}(?:元|块|块钱)")]},
        {"label": "amount", "pattern": [_one_of(["¥", "￥"]), _token(r"\d+(?:\.\d+)?")]},
        {"label": "count", "pattern": [_token(rf"\d{{1,4}}|{CHINESE_NUMBER}"), _token(measure)]},
        {"label": "count", "pattern": [_token(f"{CHINESE_NUMBER}{measure}")]},
    ]


def _dates() -> list[Pattern]:
    month, day = _token(r"1[0-2]|0?[1-9]"), _token(r"[12]\d|3[01]|0?[1-9]")
    dash = _one_of(["-", "／", "."])
    return [
        {"label": "date", "pattern": [_one_of((*DAYS, *SPANS, *WEEKDAYS))]},
        {"label": "date", "pattern": [month, {"TEXT": "月"}, day, _one_of(["日", "号"])]},
        {"label": "date", "pattern": [month, {"TEXT": "月份"}]},
        {"label": "date", "pattern": [day, _one_of(["日", "号"])]},
        {"label": "date", "pattern": [_token(r"20\d\d"), dash, month, dash, day]},
    ]


def entity_patterns(products: Iterable[str]) -> list[Pattern]:
    """All patterns; a product or courier name is matched as written, in upper and lower case as given."""
    names = [{"label": "product", "pattern": name} for name in products]
    full = (name + suffix for name in COURIERS for suffix in COURIER_SUFFIXES)
    couriers = [{"label": "courier", "pattern": name} for name in (*full, *LONG_COURIERS)]
    ems = {"label": "courier", "pattern": [_token("(?i:ems)")]}
    return [*names, *couriers, ems, *_numbers(), *_quantities(), *_dates()]
