"""Sums of money and numbers of pieces, as buyers write them: 20块5, 二十元五, 5毛; 三袋, 两个, 100多包."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from aftersales.domain.numerals import read_numeral
from bot.components.entity_forms import HAN_DIGIT, HAN_NUMBER, Form

SOLID = re.compile("布|表|手表|砖|肥皂|香皂|板|电池|屏|玻璃|毛巾|蛋糕|巧克力|硬盘|饼|茶饼|木头|地垫|地毯|面膜|糖|肉")
"""What is counted by 块; without one of these behind it 块 is money."""

NOT_ONE = re.compile(r"[同统唯万单专某每逐这那哪整]$")
"""Before 一 these make another word or a mere article of it (同一个, 统一, 这一件)."""

GUESS = re.compile(rf"{HAN_DIGIT}{{2}}")
"""Two Han digits side by side (两三块) guess and name no number."""

NO_JIAO = "[十百千万件个条盒包瓶双套只箱袋本支张把台部罐片颗粒桶样份组提斤天年月日号点次折楼种款米寸]"
"""Behind a digit after 块 these make it a number of its own: 20块3件."""

SCALES = {None: 1, "千": 1000, "万": 10000}

MONEY = re.compile(
    r"(?<![第几单多公A-Za-z\d_])(?<!\d\.)"
    rf"(?P<yuan>\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,2}})?|\d{{1,7}}(?:\.\d{{1,2}})?|{HAN_NUMBER})(?P<scale>[千万])?[多来]?"
    r"(?:元(?![旦素件宝神气宵月店])|圆(?![通形的])|块钱|块(?![儿头])|RMB|rmb)"
    rf"(?:(?P<half>半)|零?(?P<jiao>\d|{HAN_DIGIT})(?:[毛角]钱?|(?![\d.]|{NO_JIAO}))(?:(?P<fen>\d|{HAN_DIGIT})分)?)?钱?"
)
SMALL_MONEY = re.compile(
    rf"(?<![第几A-Za-z\d块元])(?<!\d\.)(?:(?P<jiao>\d|{HAN_DIGIT})(?:毛(?![巾衣刷毯孔病绒线笔发豆利茸边尖峰不])|角(?![形落度]))"
    rf"(?:(?P<fen>\d|{HAN_DIGIT})分)?(?P<money>钱)?|(?P<cent>\d{{1,2}}|{HAN_DIGIT})分钱)"
)
SIGN_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:[¥￥]|RMB|rmb) ?(?P<yuan>\d{1,3}(?:,\d{3})+|\d{1,7})(?P<part>\.\d{1,2})?(?!\d)元?"
)
SIGN_BEHIND = re.compile(r"(?<![A-Za-z\d_])(?<!\d[.,])(?P<yuan>\d{1,7})(?P<part>\.\d{1,2})?[¥￥](?!\d)")


def _plain(amount: Decimal) -> str:
    """20, 20.5, 0.05: no zeros that say nothing, never an exponent."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(written: str | None) -> Decimal:
    if not written:
        return Decimal(0)
    numeral = read_numeral(written)
    return Decimal(written.replace(",", "")) if numeral is None else Decimal(numeral)


def _yuan(match: re.Match[str]) -> str | None:
    written = match["yuan"]
    solid = match.group().endswith("块") and SOLID.match(match.string, match.end())
    if solid or match.group() == "一块" or written[0] in "百千万" or GUESS.search(written):
        return None
    jiao = Decimal(5) if match["half"] else _number(match["jiao"])
    return _plain(_number(written) * SCALES[match["scale"]] + jiao / 10 + _number(match["fen"]) / 100)


def _small(match: re.Match[str]) -> str | None:
    """五角 alone is a shape, 五角钱 and 5角 are money."""
    if match["cent"]:
        return _plain(_number(match["cent"]) / 100)
    shape = "角" in match.group() and not match["money"] and not match["jiao"].isdecimal()
    return None if shape else _plain(_number(match["jiao"]) / 10 + _number(match["fen"]) / 100)


def _signed(match: re.Match[str]) -> str:
    return _plain(Decimal(match["yuan"].replace(",", "") + (match["part"] or "")))


def _pieces(match: re.Match[str]) -> str | None:
    written, unit = match["number"], match["unit"]
    if unit == "块" and not SOLID.match(match.string, match.end()):
        return None
    if written == "一" and (unit == "样" or NOT_ONE.search(match.string, 0, match.start())):
        return None
    if written[0] in "百千万" or GUESS.search(written):
        return None
    number = read_numeral(written)
    return None if number is None else str(number)


AMOUNTS = (
    Form("amount", MONEY, _yuan),
    Form("amount", SMALL_MONEY, _small),
    Form("amount", SIGN_BEFORE, _signed),
    Form("amount", SIGN_BEHIND, _signed),
)


def count_form(measures: Mapping[str, Sequence[str]]) -> Form:
    """Numbers of pieces by these measure words, each with what must not follow it (data/numbers.yml)."""
    units = "|".join(
        re.escape(unit) + (f"(?!{'|'.join(map(re.escape, others))})" if others else "")
        for unit, others in measures.items()
    )
    number = rf"(?P<number>\d{{1,4}}|{HAN_NUMBER})[多来]?[大小整]?"
    before = r"(?<![第几A-Za-z\d／双_-])(?<!\d[.,])(?<!国家)"
    return Form("count", re.compile(rf"{before}{number}(?P<unit>{units})"), _pieces)
