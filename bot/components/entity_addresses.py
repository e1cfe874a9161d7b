"""Addresses below the city, from the district, road or estate to the number and room: 西湖区文三路1号3幢501室."""

import re
from collections.abc import Iterator, Sequence

from bot.components.entity_forms import Found

NO_NAME = (
    "[我咱你您他她它们的了吗呢吧啊呀是在请把这那哪没不就还也很给和跟从往去到寄送发个有想能要让说问谢改换]|"
    "麻烦|电话|姓名|收货|收件|联系|手机|快递|订单|地址|成(?=[\u4e00-\u9fff]{1,6}[区县镇路街])(?<=[改换写填]成)"
)
"""What no place is called by: the words around an address."""

NAME = rf"(?:(?!{NO_NAME})[\u4e00-\u9fff·]){{1,8}}?"
DISTRICT = "(?<![小社城郊地校片超灾时])区|县(?!城里)|旗|镇|乡|[路街]?街道|管委会|社区"
ROAD = "(?:路|街|大道)(?:[东西南北中]?[一二三四]?段)?|巷|弄|胡同"
ESTATE = "小区|花园|公寓|家园|苑|村|大厦|广场|大楼|中心|公馆|山庄|学校|大学|医院|酒店"
PLACE = rf"(?![山园景厂库战]区){NAME}(?:{DISTRICT}|{ROAD}|{ESTATE})\s?"
NUMBER = r"(?:[A-Za-z]?\d{1,5}[A-Za-z]?|[A-Za-z]|[一二三四五六七八九十]{1,3})(?:-\d{1,5}){0,3}\s?"
BUILDING = rf"{NUMBER}(?:号楼|号院|弄|栋|幢|座|楼|层|室|单元|房|组|队|门|户)"
HOUSE = rf"(?:{BUILDING}|{NUMBER}号(?!码))\s?"
ROOM = r"(?<=[楼层栋幢座号元室])\s?\d{1,2}-?\d{2,4}(?!\d|[元块件个天])"
CHAIN = re.compile(rf"{PLACE}(?:{HOUSE}|{PLACE}){{0,8}}(?:{ROOM})?")
NUMBERED = re.compile(rf"(?:{ROAD}|村|镇|乡|街道)\s?{HOUSE}|(?:{ESTATE})\s?(?:{NUMBER}号\s?)?{BUILDING}")
GOES_TO = re.compile(r"(?:[到在往去]|地址(?:是|改成)?|(?:改|换)(?:成|为|到)|[寄发])\s?[:：]?\s?$")
DISTRICT_AT_END = re.compile("(?:(?<!小)区|县|镇|乡|街道|旗)$")
ANY_UNIT = re.compile(f"{DISTRICT}|{ROAD}|{ESTATE}")


def find_addresses(text: str, places: Sequence[Found]) -> Iterator[Found]:
    """What reads as an address, between and behind the provinces and cities found in the text.

    It counts with a house number behind the road or a building in the estate, right after a city, or as a district
    where the buyer says that something is to go (寄到安吉县): 小区门口没人 and 文三路怎么走 tell no address.
    """
    if not ANY_UNIT.search(text):
        return
    borders = [0, *(offset for place in places for offset in (place.start, place.end)), len(text)]
    for begin, end in zip(borders[::2], borders[1::2], strict=True):
        for match in CHAIN.finditer(text, begin, end):
            address = match.group().rstrip()
            start = match.start()
            after_city = begin > 0 and not text[begin:start].strip()
            if after_city or NUMBERED.search(address) or _is_goal(text, start, address):
                yield Found("address", address.replace(" ", ""), start, start + len(address))


def _is_goal(text: str, start: int, address: str) -> bool:
    return bool(DISTRICT_AT_END.search(address) and len(address) > 2 and GOES_TO.search(text, 0, start))
