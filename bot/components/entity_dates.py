"""Dates as buyers write them: 11号, 11月11日, 上周五, 三天前; `domain/spoken_dates.py` tells the form of the values."""

import re
from collections.abc import Iterable

from aftersales.domain.numerals import read_numeral
from bot.components.entity_forms import Form

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
NO_NUMBER_BEFORE = r"(?<![\dA-Za-z_／-])(?<!\d[.,:])(?<![第几半零一二两三四五六七八九十百])"

NAMED_DAYS = {
    "D-3": "大前[天日晚]",
    "D-2": r"(?<!大)(?<!以)(?<!之)前[天日晚](?!天)",
    "D-1": "昨[天日晚夜儿]",
    "D+0": "今[天日晚早夜儿](?!年)",
    "D+1": "明[天日早晚儿]|次日达?",
    "D+0/D+1": "今明[两2]?天",
    "D+1/D+2": "明后[两2]?天",
    "D+2": r"(?<![大以之最然今往])后天(?!天)",
    "D+3": "大后天",
    "D-3/D-1": "前[两2]天",
    "D-7/D-1": "前(?:几天|些天|几日|些日子)",
    "D+1/D+3": "过[两2]天",
    "D+1/D+7": "过几天",
    "Y-2": "前年",
    "Y-1": "去年",
    "Y+0": "今年",
    "Y+1": "明年",
    "Y+0-01": "年初",
    "Y+0-12": "年[底末]",
    "W-1-6/W-1-7": "上(?:个)?周末",
    "W+0-6/W+0-7": "[这本](?:个)?周末",
    "W+1-6/W+1-7": "下(?:个)?周末",
    "-W-6/-W-7": "(?<![上下这本])(?<![上下这本]个)周末",
}
"""The value of each word."""

FESTIVALS = {
    "01-01": "元旦",
    "05-01": "五一(?=节|假|期间|放假|劳动|活动|前|后|买|的时候)|劳动节",
    "06-18": r"(?<![\d.])618(?=活动|大促|期间|当天|那天|那会|的时候|买|拍|下单|优惠|价|囤)|(?<![\d.])6\.18(?![\d元块])",
    "10-01": "国庆节?",
    "11-11": r"(?<![\d一二两三四五六七八九十几])双(?:11|十一)(?!\d)|(?<![\d.])11\.11(?![\d元块.])",
    "12-12": r"(?<![\d一二两三四五六七八九十几])双(?:12|十二)(?!\d)|(?<![\d.])12\.12(?![\d元块.])",
    "12-25": "圣诞节?",
}
"""Month and day of each. New year and 中秋 go by the moon and are not read."""

WEEKDAYS = {day: n % 7 or 7 for n, day in enumerate("天一二三四五六日末")} | {str(n): n for n in range(1, 8)}
WEEK = r"(?:周|星期|礼拜)"
RELATIVE = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2, "去": -1, "今": 0, "明": 1, "前": -2}
PARTS = {"初": "01/{0}-10", "上旬": "01/{0}-10", "中旬": "11/{0}-20", "下旬": "21/{0}", "底": "21/{0}", "末": "21/{0}"}

IN_WEEK = re.compile(
    rf"(?P<which>上上|下下|[上下这本])个?{WEEK}(?![末岁年])(?:(?P<day>[一二三四五六日天1-7])(?![\d个天]))?"
)
WEEKDAY = re.compile(
    rf"(?<![\d每半几一二两三四五六七八九十个上下这本]){WEEK}(?P<day>[一二三四五六日天])(?![个岁福年天]|大福)"
)
IN_MONTH = re.compile(
    rf"(?P<which>上上|下下|[上下这本当])个?月(?![饼光子])份?(?:的?(?P<day>{NUMBER})[号日]|(?P<part>初|底|末|[上中下]旬))?"
)
PART_OF_MONTH = re.compile(r"(?<![个上下这本当\d一二三四五六七八九十])月(?P<part>初|底|末|[上中下]旬)")
AGO = re.compile(
    rf"{NO_NUMBER_BEFORE}(?P<number>半|两|\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<unit>天|日(?=之后|以后|后)|个?星期|个?礼拜|周|个?月|年)"
    r"(?P<way>之前|以前|前(?!台|面|提)|之后|以后|后(?![台面续盖期]))"
)

MONTH_BEHIND = r"月(?![饼光子嫂经供租])"
FULL = re.compile(
    rf"(?<![\d.A-Za-z_-])(?P<year>20\d\d|\d\d(?=年\d{{1,2}}月))(?:年|[-.／/])(?P<month>{NUMBER})"
    rf"(?:月份?(?:(?P<day>{NUMBER})[日号]?(?!\d))?|[-.／/](?P<day2>\d{{1,2}})[日号]?(?!\d))"
)
YEAR = re.compile(
    r"(?<![\d.A-Za-z_-])(?P<year>20[0-3]\d)年|(?<![\d.])(?P<short>[12]\d|3[0-5])年(?=买|购|拍|下单|的时候|生产|出厂|款)"
)
COMPACT = re.compile(
    r"(?<![\dA-Za-z_.=／/-])(?P<year>20[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\dA-Za-z_])"
)
MONTH_DAY = re.compile(
    rf"{NO_NUMBER_BEFORE}(?:(?P<which>[去今明前])年的?)?(?P<month>{NUMBER}){MONTH_BEHIND}份?(?P<day>{NUMBER})(?:[日号](?!楼|链接)|(?![\d个天件年月]))"
)
MONTH = re.compile(
    rf"{NO_NUMBER_BEFORE}(?:(?P<which>[去今明前])年的?)?(?P<month>{NUMBER})(?:月份|{MONTH_BEHIND})(?P<part>初|底|末|[上中下]旬)?"
)
SLASHED = re.compile(
    r"(?<![\d／/-])(?<!\d[.,:])(?P<month>1[0-2]|0?[1-9])[.／/-](?P<day>[12]\d|3[01]|0?[1-9])"
    r"(?:[日号]|(?=\s?(?:下单|下的单|买|拍|付款|发货|签收|收到|到货|到的|那天|当天|之前|之后|前|后)))"
)
DAY_BEFORE = r"(?<![路街弄巷道栋幢楼门牌店桌村座年月大小浅深])(?<!送到)(?<!错到)"
"""Before a number these make 5号 a house number, and 一号 a step of sizes and shades (大一号)."""


def _named(value: str) -> Form:
    return Form("date", re.compile(NAMED_DAYS[value]), lambda _: value)


def _festival(day: str) -> Form:
    pattern = re.compile(rf"(?:(?P<which>[去今明前])年的?)?(?:{FESTIVALS[day]})")
    return Form("date", pattern, lambda match: f"{_year_left_out(match)}-{day}")


def _number(written: str | None, most: int) -> int | None:
    number = read_numeral(written) if written else None
    return number if number and 1 <= number <= most else None


def _in_week(match: re.Match[str]) -> str:
    week = f"W{RELATIVE[match['which']]:+d}"
    return f"{week}-{WEEKDAYS[match['day']]}" if match["day"] else week


def _in_month(match: re.Match[str]) -> str | None:
    month = f"M{RELATIVE[match['which']]:+d}"
    if match["day"]:
        day = _number(match["day"], 31)
        return f"{month}-{day:02}" if day else None
    return _part(month, match["part"])


def _part(month: str, part: str | None) -> str:
    """The days of a part of the month: its first ten, its second ten, the rest."""
    return f"{month}-{PARTS[part].format(month)}" if part else month


def _ago(match: re.Match[str]) -> str | None:
    sign = "-" if "前" in match["way"] else "+"
    unit = match["unit"].lstrip("个")
    if match["number"] == "半":
        return f"D{sign}15" if unit == "月" else f"M{sign}6" if unit == "年" else None
    number = read_numeral(match["number"])
    if number is None or (unit == "月" and "个" not in match["unit"]):
        return None
    if unit in {"月", "年"}:
        return f"{'M' if unit == '月' else 'Y'}{sign}{number}"
    return f"D{sign}{number if unit in {'天', '日'} else number * 7}"


def _full(match: re.Match[str]) -> str | None:
    month, day = _number(match["month"], 12), match["day"] or match["day2"]
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    day_number = _number(day, 31)
    if month is None or (day and day_number is None):
        return None
    return f"{year}-{month:02}-{day_number:02}" if day_number else f"{year}-{month:02}"


def _year(match: re.Match[str]) -> str:
    return match["year"] or f"20{match['short']}"


def _compact(match: re.Match[str]) -> str:
    return f"{match['year']}-{match['month']}-{match['day']}"


def _month_day(match: re.Match[str]) -> str | None:
    month, day = _number(match["month"], 12), _number(match["day"], 31)
    if month is None or day is None:
        return None
    return f"{_year_left_out(match)}-{month:02}-{day:02}"


def _month(match: re.Match[str]) -> str | None:
    month = _number(match["month"], 12)
    return None if month is None else _part(f"{_year_left_out(match)}-{month:02}", match["part"])


def _year_left_out(match: re.Match[str]) -> str:
    which = match.groupdict().get("which")
    return f"Y{RELATIVE[which]:+d}" if which else "-"


def _day(match: re.Match[str]) -> str | None:
    day = _number(match["day"], 31)
    return f"---{day:02}" if day else None


DATES = (
    *map(_named, NAMED_DAYS),
    *map(_festival, FESTIVALS),
    Form("date", IN_WEEK, _in_week),
    Form("date", WEEKDAY, lambda match: f"-W-{WEEKDAYS[match['day']]}"),
    Form("date", IN_MONTH, _in_month),
    Form("date", PART_OF_MONTH, lambda match: _part("M+0", match["part"])),
    Form("date", AGO, _ago),
    Form("date", FULL, _full),
    Form("date", YEAR, _year),
    Form("date", COMPACT, _compact),
    Form("date", MONTH_DAY, _month_day),
    Form("date", MONTH, _month),
    Form("date", SLASHED, _month_day),
)


def day_form(not_days: Iterable[str]) -> Form:
    """11号 and 11日, unless one of these words follows (data/numbers.yml)."""
    others = "|".join(map(re.escape, not_days))
    day = rf"(?P<day>{NUMBER})(?:号(?!{others})|(?<=\d)日(?![内子常用])(?!之?内|以内|无理由))"
    return Form("date", re.compile(NO_NUMBER_BEFORE + DAY_BEFORE + day), _day)
