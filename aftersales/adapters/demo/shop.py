"""The whole demo shop as one neutral order file."""

from datetime import datetime

from aftersales.adapters.demo.catalogue import Json, products, promotions
from aftersales.adapters.demo.crowd_orders import crowd_orders
from aftersales.adapters.demo.persona_orders import persona_orders


def demo_shop(now: datetime) -> Json:
    """Products, orders and promotions as they stand at `now`; equal moments give equal files."""
    return {
        "products": products(now),
        "orders": persona_orders(now) + crowd_orders(now),
        "promotions": promotions(now),
    }
