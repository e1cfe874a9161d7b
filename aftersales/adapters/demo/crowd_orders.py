"""The demo shop's ordinary buyers: eighty people, each with one of the stories, and the delivered orders of 浙江."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, product

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.crowd_stories import STORIES
from aftersales.adapters.demo.order_draft import DAY, Buyer, Draft

LOCAL_BUYERS = 30
"""Buyers in 浙江 who also have a delivered 圆通 order: enough of them for a delivery forecast (20 parcels)."""

SURNAMES = "林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许"
GIVEN_NAMES = ("子涵", "欣怡", "浩然", "雨桐")
ZHEJIANG = ("杭州", "宁波", "温州", "嘉兴", "金华", "台州")
FARTHER = (
    ("江苏省", "苏州"),
    ("广东省", "广州"),
    ("四川省", "成都"),
    ("湖北省", "武汉"),
    ("山东省", "青岛"),
    ("福建省", "厦门"),
    ("河南省", "郑州"),
    ("陕西省", "西安"),
    ("西藏自治区", "拉萨"),
    ("新疆维吾尔自治区", "乌鲁木齐"),
)


def crowd_orders(now: datetime) -> list[Json]:
    """Every story at least once, then the delivered orders of 浙江."""
    people = list(_buyers())
    told = [
        story(Draft(now, f"2026110000001{number:03d}", buyer))
        for number, (buyer, story) in enumerate(zip(people, cycle(STORIES), strict=False))
    ]
    delivered = [
        _delivered(Draft(now, f"2026110000002{number:03d}", buyer), number)
        for number, buyer in enumerate(people[:LOCAL_BUYERS])
    ]
    return told + delivered


def _buyers() -> Iterator[Buyer]:
    for number, (given, surname) in enumerate(product(GIVEN_NAMES, SURNAMES)):
        yield Buyer(
            f"demo-{number:03d}",
            surname + given,
            f"1380000{2000 + number}",
            *_home(number),
            street=f"人民路{number + 1}号",
            membership=f"vip{number % 3 + 1}" if number % 5 == 0 else None,
        )


def _home(number: int) -> tuple[str, str]:
    if number < LOCAL_BUYERS:
        return "浙江省", ZHEJIANG[number % len(ZHEJIANG)]
    return FARTHER[number % len(FARTHER)]


def _delivered(draft: Draft, number: int) -> Json:
    """Signed 2 to 31 days ago, one and a half to three and a half days after the payment."""
    signed_h = DAY * (number + 2)
    return draft.signed([("TEA-ML200", 1)], signed_h, paid_h=signed_h + 36 + number % 5 * 12) | {"status": "completed"}
