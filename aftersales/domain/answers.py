"""What a buyer's own words answer: the open question, or choices that the opening message already settles."""

import re
from collections.abc import Callable, Mapping, Sequence

from aftersales.domain.cases import SKUS, Unknowable, Value
from aftersales.domain.heard_facts import Heard
from aftersales.domain.later_words import asks_how_it_stands
from aftersales.domain.named_goods import places_alone
from aftersales.domain.numerals import read_amount, read_count, read_numeral
from aftersales.domain.playbook_model import AnswerKind, Choice, FactRule, FactSource, Playbook
from aftersales.domain.threats import meant_words
from aftersales.domain.typed_answers import none_of, says_none, typed_answer
from aftersales.domain.word_match import DENIED_CHOICE, chosen, find_words, plain, shared_part
from aftersales.domain.yes_no import read_yes_no

SHORTEST_TEXT = 2
"""Characters: a single one (“等”) is no text."""

MOST_NUMBER_CHARS = 15
"""A longer message that happens to hold a number tells a story, it does not answer “几盒”."""

_TAIL = r"[的了啊呀呢哦噢吧哈嘛啦哎诶亲~。.!…]*"
_DONT_KNOW = re.compile(
    r"(?:我|我也|这个|这个我)?(?:真的?)?(?:不太?知道|不太?清楚|不太?确定|不晓得|不太?记得|记不太?清|记不得|忘|忘记|没注意|没留意|说不清楚?|(?:(?:生产)?日期|批号|字)?(?:都|也|根本|实在)?(?:看不清楚?|看不到|看不见|认不出))"
    + _TAIL
)
_BARE_NO = re.compile(r"(?:没|没有|没得|木有|无|不行|不方便|不想|不提供|算|不用|不能)" + _TAIL)
_ASKS_PRICE = re.compile(r"(?:钱|费|差价|贵)[^,。]{0,4}(?:吗|么|呢|多少|谁|怎么|\?)|多少钱|几块钱")
_NO_PICTURE = re.compile(
    r"拍不|没法拍|没办法拍|不(?:方便|好|想|会|能|愿意?)拍|没(?:有|得)?(?:拍|照片|图片|图|相片)|不拍|"
    r"(?:扔|丢)(?:掉|完)?了|没(?:有)?手机"
)
_DATE = re.compile(
    r"\d+[月号日./-]|[一二三四五六七八九十]+[月号日]|[今昨前明]天|刚|周[一二三四五六日天末]|上周|上个?月|天前"
)
_DEMANDED = re.compile(
    r"(?:赔偿?|补偿?|补贴)(?:给?我们?|个|点|一点|至少|最少|起码|应该|要)*"
    r"(?P<amount>(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?:块|元|毛|rmb)\d?"
    r"|\d{1,4}(?=吧|了事|算了|就|行|可以|呗|,|。|!|$))"
)
_ALL_OF_THEM = re.compile(r"都(?!说|讲|不是|行|可以)|全部?|[两俩三几](?:个|样|种|件|款)(?!.*[少缺漏]一)")
_ORDINAL = re.compile(
    r"(?:(?P<number>\d)|(?:选|第|选第)(?P<place>\d|(?<=第)[一二三四五六七八九])(?:个|项|种|款|件)?)" + _TAIL
)
"""“2”, “第二个”; “1个” is a count."""


def parse_answer(
    rule: FactRule, text: str, images: int, choices: Sequence[Choice], entities: Sequence[Heard] = ()
) -> Value | Unknowable | None:
    """The answer that a message gives to the open question about `rule`.

    `images` are the pictures sent with it; a picture question is answered by their number. `choices` are the offered
    ones (from the rule, or the order's lines), `entities` those of the message. A number is a count of pieces, an
    amount is in fen, a date stays text. REFUSED: “没有/拍不了” to a question for a picture or a text. UNKNOWN:
    “不知道”. None: this is no answer.
    """
    words = plain(text)
    if FactSource.ATTACHMENTS in rule.sources:
        return images or _no_picture(words)
    if not words:
        return None
    if _DONT_KNOW.fullmatch(words):
        return Unknowable.UNKNOWN
    return _text(rule, text, entities) if rule.kind is AnswerKind.TEXT else _one_of_few(rule, text, choices)


def _one_of_few(rule: FactRule, text: str, choices: Sequence[Choice]) -> Value | Unknowable | None:
    several = _several(meant_words(text), choices) if rule.choices_from_lines else None
    if several is not None:
        return several if rule.several else Unknowable.UNKNOWN
    if rule.kind is AnswerKind.CHOICE:
        return _choice(meant_words(text), choices, partial=rule.choices_from_lines)
    if rule.kind is AnswerKind.YES_NO:
        return read_yes_no(text, {choice.value: choice.words for choice in rule.choices})
    return _MEASURES[rule.kind](text)


def parse_opening(playbook: Playbook, text: str) -> dict[str, Value]:
    """The choice facts that the opening message already answers by the very words a playbook lists, and the amount it
    asks for (“赔我60块”).

    Two choices named equally clearly settle nothing: the question is put.
    """
    words = meant_words(text)
    answers: dict[str, Value | None] = {
        name: chosen(words, _lists(rule.choices))
        for name, rule in playbook.facts.items()
        if rule.kind is AnswerKind.CHOICE and not rule.choices_from_lines
    }
    answers |= {
        name: _demanded(words) for name, rule in playbook.facts.items() if rule.kind is AnswerKind.AMOUNT and rule.ask
    }
    return {name: value for name, value in answers.items() if value is not None}


def _choice(words: str, choices: Sequence[Choice], *, partial: bool) -> str | None:
    """`partial`: a piece of a product's title names it as well (“明前那罐”), its last sign by itself too (“锁”)."""
    lists = _lists(choices)
    if partial:
        lists = {c.value: (*lists[c.value], shared_part(words, c.title), *_alone(words, c.title)) for c in choices}
    value = chosen(words, lists)
    if value is not None:
        return value
    match = _ORDINAL.fullmatch(words)
    place = read_numeral(match["number"] or match["place"]) if match else None
    return choices[place - 1].value if place and place <= len(choices) else None


def _alone(words: str, title: str) -> set[str]:
    return {words[place] for place in places_alone(words, title)}


def _several(words: str, choices: Sequence[Choice]) -> str | Unknowable | None:
    """“两个都坏了”, “龙井和茉莉”: the skus; unknown of “两个” where there are three, None of one or none."""
    pieces = {choice.value: (shared_part(words, choice.title),) for choice in choices}
    spans: dict[tuple[int, int], set[str]] = {}
    for match in find_words(words, pieces, DENIED_CHOICE):
        spans.setdefault((match.start, match.end), set()).update(() if match.denied else {match.value})
    named = {value for values in spans.values() if len(values) == 1 for value in values}
    if not named and len(choices) > 1 and _ALL_OF_THEM.search(words):
        counted = re.search("[两俩三]", words)
        if counted and (3 if counted[0] == "三" else 2) != len(choices):
            return Unknowable.UNKNOWN
        named = {choice.value for choice in choices}
    return SKUS.join(choice.value for choice in choices if choice.value in named) if len(named) > 1 else None


def _lists(choices: Sequence[Choice]) -> Mapping[str, Sequence[str]]:
    return {choice.value: (choice.title, *choice.words) for choice in choices}


def _count(text: str) -> int | None:
    return read_count(plain(text)) if len(text) <= MOST_NUMBER_CHARS else None


def _amount(text: str) -> int | None:
    return read_amount(plain(text)) if len(text) <= MOST_NUMBER_CHARS else None


def _demanded(words: str) -> int | None:
    amounts = {read_amount(match["amount"]) for match in _DEMANDED.finditer(words)}
    return amounts.pop() if len(amounts) == 1 else None


def _date(text: str) -> str | None:
    return text.strip() if _DATE.search(plain(text)) else None


def _text(rule: FactRule, text: str, entities: Sequence[Heard]) -> str | Unknowable | None:
    """What was asked for; a question how the matter stands or what it costs (“要补钱吗”) tells nothing."""
    words = plain(text)
    if none_of(text) not in (None, rule.entity):
        return None
    if says_none(text) or _BARE_NO.fullmatch(words):
        return Unknowable.REFUSED
    tells = len(words) >= SHORTEST_TEXT and not asks_how_it_stands(text) and not _ASKS_PRICE.search(words)
    return typed_answer(rule.entity, text, entities) if tells else None


def _no_picture(words: str) -> Unknowable | None:
    return Unknowable.REFUSED if _BARE_NO.fullmatch(words) or _NO_PICTURE.search(words) else None


_MEASURES: Mapping[AnswerKind, Callable[[str], Value | None]] = {
    AnswerKind.NUMBER: _count,
    AnswerKind.AMOUNT: _amount,
    AnswerKind.DATE: _date,
}
