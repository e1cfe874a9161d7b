"""What the demo shop sells: products of the neutral file, and the prices of past orders."""

from datetime import datetime, timedelta

from aftersales.domain.calendar import SHANGHAI

Json = dict[str, object]

# sku, title, class, price of past orders and today's price in fen, stock, days until more come, grams
TEAS = (
    ("TEA-LJ250", "西湖龙井 250g 罐装", "regular", 16800, 15800, 60, None, 420),
    ("TEA-TGY500", "安溪铁观音 500g 礼盒", "regular", 19800, 17800, 45, None, 900),
    ("TEA-ML200", "茉莉花茶 200g 袋装", "regular", 4900, 4900, 200, None, 230),
    ("TEA-JJM125", "金骏眉红茶 125g 罐装", "regular", 22800, 22800, 0, 5, 260),
    ("TEA-PE357", "普洱熟茶饼 357g", "new", 12800, 10800, 80, None, 420),
    ("TEA-BC250", "福鼎白茶 250g 盒装", "promoted", 15900, 13900, 90, None, 380),
    ("TEA-DHP100", "武夷大红袍 100g 罐装", "sale", 9900, 6900, 30, None, 220),
    ("TEA-TRY6", "品鉴小样 6 泡装", "regular", 990, 990, 300, None, 60),
)
LOCKS = (
    ("LOCK-A1", "指纹锁 A1", "regular", 79900, 75900, 12, None, 3200),
    ("LOCK-D2", "密码锁 D2", "regular", 59900, 59900, 0, None, 2900),
    ("LOCK-P2", "人脸识别智能锁 P2", "new", 189900, 169900, 20, None, 4100),
    ("LOCK-S3", "猫眼可视智能锁 S3", "promoted", 129900, 119900, 25, None, 3800),
    ("LOCK-X9", "全自动智能锁 X9", "sale", 289900, 179900, 6, None, 4600),
    ("LOCK-BELL", "无线门铃", "regular", 5900, 5900, 40, None, 300),
)
TABLE = ("TEA-TABLE", "实木茶台 1.2 米", "regular", 129900, 129900, 4, None, 26000)

TITLES = {row[0]: row[1] for row in (*TEAS, *LOCKS, TABLE)}
SOLD_AT_FEN = {row[0]: row[3] for row in (*TEAS, *LOCKS, TABLE)}
WEIGHT_G = {row[0]: row[7] for row in (*TEAS, *LOCKS, TABLE)}

LOCK_PARTS = (
    {"name": "螺丝包", "stock": 8, "price_fen": 500},
    {"name": "机械钥匙", "stock": 5, "price_fen": 1500},
    {"name": "电池盖", "stock": 0, "price_fen": 800},
)


def products(now: datetime) -> list[Json]:
    """All products; production dates lie so that no tea is near its expiry."""
    made = now.astimezone(SHANGHAI).date() - timedelta(days=80)
    teas = [
        {**_product(row), "category": "tea", "shelf_life_days": 540, "production_date": made.isoformat()}
        for row in TEAS
    ]
    locks = [{**_product(row), "category": "smart_lock", **_lock_care()} for row in LOCKS]
    table = {**_product(TABLE), "category": "furniture", "oversize": True, "warranty_months": 12}
    return [*teas, *locks, table]


def promotions(now: datetime) -> list[Json]:
    """One campaign running now, one that ended five days ago."""
    return [
        {
            "name": "秋茶节",
            "from": (now - timedelta(days=4)).isoformat(),
            "until": (now + timedelta(days=6)).isoformat(),
            "rules": "满300元减30元，可与店铺券叠加",
        },
        {
            "name": "双11返场",
            "from": (now - timedelta(days=25)).isoformat(),
            "until": (now - timedelta(days=5)).isoformat(),
            "rules": "前100名付款的智能锁订单送无线门铃，名单以付款时间为准",
            "gift_limit": 100,
            "winners": ["2026110000000104"],
        },
    ]


def _product(row: tuple[str, str, str, int, int, int, int | None, int]) -> Json:
    sku, title, price_class, _, current, stock, replenish, weight = row
    return {
        "sku": sku,
        "title": title,
        "class": price_class,
        "current_price_fen": current,
        "stock": stock,
        "replenish_days": replenish,
        "weight_g": weight,
        "seven_day_return": True,
        "batch": "B2611",
    }


def _lock_care() -> Json:
    return {
        "warranty_months": 12,
        "parts": list(LOCK_PARTS),
        "service_points": {"杭州": "山岚杭州售后点", "上海": "山岚上海售后点"},
    }
