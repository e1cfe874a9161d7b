"""Sizes of clothes and shoes: XL, 2xl, L码, 38码, 170/92A; in upper case without 码."""

import re

from bot.components.entity_forms import NOT_IN_WORD, Form

LETTERS = r"(?:\d{1,2}[Xx][Ll]|[Xx]{1,5}[Ll]|[Xx]{1,3}[Ss])"
LETTER_SIZE = re.compile(
    rf"{NOT_IN_WORD}(?:(?P<letters>{LETTERS})|(?P<one>[SMLsml])(?=[码号])|(?<=[换穿])(?P<worn>[SML])|(?<=尺码)(?P<told>[SML]))"
    r"(?![A-Za-z\d_-])[码号]?"
)
NUMBER_SIZE = re.compile(
    r"(?<![A-Za-z\d_大小差-])(?<!\d[.:])(?P<number>[1-9]\d(?:\.5)?)(?:码|号(?=的?鞋|脚)|(?<=[34]\d)号(?=的?(?:太|偏|有点)?[大小]))"
)
SHOE_SIZE = re.compile(
    r"(?:鞋码|尺码|穿|鞋子?是?)(?:是|的|选|要)?(?P<it>(?P<number>3[2-9](?:\.5)?|4\d(?:\.5)?)号?)(?![\d.A-Za-z元块件双])"
)
BODY_SIZE = re.compile(r"(?<![\d.])(?P<size>1[2-9]\d[/／]\d{2,3}[A-Ca-c]?)(?![\dA-Za-z])")


def _letters(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).upper()


def _number(match: re.Match[str]) -> str:
    return match["number"]


SIZES = (
    Form("size", LETTER_SIZE, _letters),
    Form("size", NUMBER_SIZE, _number),
    Form("size", SHOE_SIZE, _number),
    Form("size", BODY_SIZE, lambda match: match["size"].upper().replace("／", "/")),
)
