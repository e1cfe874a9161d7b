"""What a whole message and its clauses mean together."""

import pytest

from bot.components.intent_classifier import SAFETY, weigh
from tests.shop_bench import own_release

CANCELS, URGES, REFUND = ("cancel_order", 0.98), ("urge_shipment", 0.9), ("refund_request", 0.62)


@pytest.mark.parametrize(
    ("whole", "told", "leads", "others"),
    [
        (REFUND, [URGES], REFUND, dict([URGES])),
        (REFUND, [CANCELS, URGES], CANCELS, dict([URGES])),
        (("refund_request", 0.95), [URGES], ("refund_request", 0.95), dict([URGES])),
        (("cancel_order", 0.55), [CANCELS, URGES], ("cancel_order", 0.55), dict([URGES])),
        (REFUND, [("urge_shipment", 0.6)], REFUND, {}),
        (REFUND, [], REFUND, {}),
        (("complaint_threat", 0.62), [URGES], ("complaint_threat", 0.62), dict([URGES])),
    ],
)
def test_sure_clauses_go_before_a_weak_whole_that_none_of_them_says(
    whole: tuple[str, float], told: list[tuple[str, float]], leads: tuple[str, float], others: dict[str, float]
) -> None:
    ranking, concerns = weigh([whole, ("deny", 0.1)], told, 0.7)
    assert (ranking[0], concerns) == (leads, others)


def test_safety_is_what_interrupts() -> None:
    books = own_release().playbooks.values()
    assert {intent for book in books if book.interrupts for intent in book.intents} == SAFETY
