"""A buyer with several orders: two unshipped ones, a tea and a lock, and what else a test adds."""

import pytest

from aftersales.adapters.demo.order_draft import Buyer, Draft
from tests.shop_bench import Bench, Chat
from tests.turns.walking import put

TEA, LOCK, JASMINE = "2026110000008801", "2026110000008802", "2026110000008803"
BUYER = Buyer("two-orders", "沈安", "13800009905", "浙江省", "杭州", "文三路9号")


def order_of(bench: Bench, number: str, items: dict[str, int], state: str = "paid") -> dict[str, object]:
    return Draft(bench.clock.at, number, BUYER).order(list(items.items()), state, 3)


@pytest.fixture
def chat(bench: Bench) -> Chat:
    """A buyer with two unshipped orders, who has the tea in hand."""
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    return bench.chat("two-orders", TEA)
