"""P-REF-06: orders near their shipping deadline or past it are followed up before the buyer asks, once and politely."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.adapters.importers.neutral_json import NeutralRows
from aftersales.domain.cases import Case, Task
from aftersales.use_cases.import_orders import RejectedRow, import_orders
from aftersales.use_cases.sweep_deadlines import sweep_deadlines
from tests.shop_bench import CLOSED_HOUR, Bench

DAY = timedelta(days=1)


@pytest.fixture
def empty(bench: Bench) -> Bench:
    """The demo shop a month on: none of its own orders is near a deadline."""
    bench.clock.at += timedelta(days=30)
    return bench


def refuse(row: RejectedRow) -> None:
    raise AssertionError(row)


def paid(
    bench: Bench, hours: float, number: int = 1, sku: str = "TEA-LJ250", buyer: str = "walker", **more: object
) -> str:
    """An order paid so many hours ago, promised within 48 hours of payment."""
    order_no = f"20261100000088{number:02}"
    draft = Draft(bench.clock.at, order_no, Buyer(buyer, "沈安", "13800009901", "浙江省", "杭州", "文三路9号"))
    order: Json = draft.order([(sku, 1)], "paid", hours) | {"promised_ship_at": draft.ago(hours - 48)} | more
    import_orders(bench.services, NeutralRows({"orders": [order]}), refuse)
    return order_no


def said(bench: Bench, buyer: str = "walker") -> list[str | None]:
    with bench.services.reader() as uow:
        chat = uow.conversations.open_of_buyer(buyer)
        return [message.script_key for message in uow.messages.last(chat.id, 50)] if chat else []


def cases_of(bench: Bench, order_no: str) -> list[Case]:
    with bench.services.reader() as uow:
        return list(uow.cases.of_order(order_no))


def tasks_of(bench: Bench, order_no: str) -> list[Task]:
    with bench.services.reader() as uow:
        return [task for case in uow.cases.of_order(order_no) for task in uow.tasks.list(case_id=case.id)]


@pytest.mark.parametrize(("hours", "written"), [(35.9, 0), (36, 1), (48, 1), (119.9, 1), (120, 0)])
def test_only_orders_near_their_deadline_are_followed_up(empty: Bench, hours: float, written: int) -> None:
    paid(empty, hours)
    assert sweep_deadlines(empty.services) == written


def test_in_time_the_warehouse_is_urged_and_the_buyer_told_until_when(empty: Bench) -> None:
    order_no = paid(empty, 40)
    assert sweep_deadlines(empty.services) == 1
    assert said(empty) == ["outreach.shipping", "urge_shipment.on_time"]
    assert [task.kind for task in tasks_of(empty, order_no)] == ["urge_ship"]


def test_a_late_order_is_owned_up_to_and_the_answer_goes_on_from_there(empty: Bench) -> None:
    order_no = paid(empty, 60)
    sweep_deadlines(empty.services)
    assert said(empty) == ["outreach.shipping", "late_shipment.ask_wanted"]
    chat = empty.chat("walker")
    assert chat.say("不要了，退款吧", "refund_request")[-1] == "cancel_order.late"
    assert sorted(task.kind for task in tasks_of(empty, order_no)) == ["compensate", "refund", "stop_shipping"]


def test_goods_that_cannot_be_sent_are_offered_otherwise(empty: Bench) -> None:
    paid(empty, 40, sku="TEA-JJM125")
    sweep_deadlines(empty.services)
    assert said(empty) == ["outreach.shipping", "stock_shortage.ask_choice"]


def test_an_applied_refund_is_seen_through_and_the_parcel_stays(empty: Bench) -> None:
    applied = {"kind": "refund_only", "state": "applied", "amount_fen": 16800, "channel": "alipay"}
    order_no = paid(empty, 44, refunds=[applied])
    sweep_deadlines(empty.services)
    assert said(empty)[-1] == "urge_shipment.refund_requested"
    kinds = {task.kind: task.details for task in tasks_of(empty, order_no)}
    assert kinds == {"stop_shipping": {}, "refund": {"refund_fen": "16800"}}


def test_once_before_the_deadline_and_once_after_it(empty: Bench) -> None:
    order_no = paid(empty, 40)
    start = empty.clock.at
    for hours, cases in [(0, 1), (1, 1), (7, 1), (24, 2), (48, 2)]:
        empty.clock.at = start + timedelta(hours=hours)
        sweep_deadlines(empty.services)
        assert len(cases_of(empty, order_no)) == cases, hours


def test_nothing_is_repeated_that_the_buyer_has_just_been_told(empty: Bench) -> None:
    paid(empty, 40)
    chat = empty.chat("walker")
    chat.say("什么时候发货", "urge_shipment")
    assert sweep_deadlines(empty.services) == 0


def test_a_buyer_with_many_orders_hears_of_one_a_day(empty: Bench) -> None:
    for number in (1, 2):
        paid(empty, 44, number)
    assert sweep_deadlines(empty.services) == 1
    empty.clock.at += DAY
    assert sweep_deadlines(empty.services) == 1


def test_nobody_is_written_to_at_night_or_beside_a_person_or_another_question(empty: Bench) -> None:
    night = Bench(empty.services, empty.clock, empty.bot)
    paid(empty, 40)
    day = empty.clock.at
    night.clock.at = CLOSED_HOUR + timedelta(days=31)
    assert sweep_deadlines(night.services) == 0
    empty.clock.at = day
    chat = empty.chat("walker")
    chat.say("东西少了", "missing_item")
    assert sweep_deadlines(empty.services) == 0
    chat.say("转人工", "ask_human")
    assert sweep_deadlines(empty.services) == 0


def test_two_workers_write_once(empty: Bench) -> None:
    orders = [paid(empty, 40, number, buyer=f"walker-{number}") for number in range(1, 7)]
    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(sweep_deadlines, [empty.services] * 2))
    assert sum(written) == len(orders)
    assert {len(cases_of(empty, order_no)) for order_no in orders} == {1}
