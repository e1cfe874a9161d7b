"""P-PRICE-01: within its budget the shop refunds a price drop before the buyer asks, once and never beyond it."""

from dataclasses import replace

import pytest

from aftersales.domain.cases import Task
from aftersales.domain.release import Release
from aftersales.use_cases.services import Services
from aftersales.use_cases.sweep_prices import sweep_prices
from tests.shop_bench import Bench

KIND = "refund_price_diff"


class Content:
    """The repository's content with other limits."""

    def __init__(self, release: Release, **limits: int) -> None:
        settings = {name: replace(release.shop.settings[name], value=value) for name, value in limits.items()}
        self._release = replace(release, shop=replace(release.shop, settings={**release.shop.settings, **settings}))

    def current(self) -> Release:
        return self._release


def shop(bench: Bench, **limits: int) -> Services:
    return replace(bench.services, releases=Content(bench.services.release(), **limits))


def refunds(bench: Bench) -> list[Task]:
    with bench.services.reader() as uow:
        return [task for task in uow.tasks.list() if task.kind == KIND]


def test_the_shop_as_it_comes_refunds_only_those_who_ask(bench: Bench) -> None:
    assert sweep_prices(bench.services) == 0
    assert refunds(bench) == []


def test_drops_are_refunded_in_order_of_payment_and_told(bench: Bench) -> None:
    own = shop(bench, price_sweep_count=100)
    count = sweep_prices(own)
    given = refunds(bench)
    assert count == len(given) > 0
    assert {task.team for task in given} <= {"backoffice", "finance"}
    with bench.services.reader() as uow:
        for task in given:
            said = [message.script_key or "" for message in uow.messages.last(task.conversation_id, 10)]
            assert said[0] == "outreach.price"
            assert said[1] in {"price_protection.small", "price_protection.large"}
    bench.clock.at = bench.clock.at.replace(day=bench.clock.at.day + 1)
    sweep_prices(own)
    orders = [task.order_no for task in refunds(bench)]
    assert len(orders) == len(set(orders))


def test_a_round_refunds_so_many_and_no_more(bench: Bench) -> None:
    assert sweep_prices(shop(bench, price_sweep_count=1)) == 1
    assert len(refunds(bench)) == 1


@pytest.mark.parametrize("budget_fen", [0, 1000])
def test_beyond_the_budget_nothing_is_offered(bench: Bench, budget_fen: int) -> None:
    sweep_prices(shop(bench, price_sweep_count=100, price_diff_budget=budget_fen))
    with bench.services.reader() as uow:
        promotion = uow.orders.promotions(bench.services.now())[0].name
        assert uow.tasks.spent_fen(KIND, promotion) <= budget_fen


def test_nobody_is_written_to_when_the_shop_does_not_write_first(bench: Bench) -> None:
    assert sweep_prices(shop(bench, price_sweep_count=100, outreach_per_day_count=0)) == 0
