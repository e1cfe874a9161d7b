"""P-RCV-10 to P-RCV-12 walked: use, fitting and the eight cells of a broken part."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, Installation, OrderStatus, Part
from tests.unit.orders import NOW, ago, order, product, view
from tests.unit.procedures import release, walk
from tests.unit.quality_orders import GUIDE, HANDED, facts, lock, signed


def test_use_is_shown_twice_and_then_a_person_helps() -> None:
    seen = signed(2, lock(guide_url=GUIDE))
    assert walk("usage_help", seen).asks == "works"
    assert walk("usage_help", seen, works=True).row == "usage_help.works"
    assert walk("usage_help", seen, works=False).asks == "works_again"
    assert walk("usage_help", seen, works="unknown").asks == "works_again"
    assert walk("usage_help", seen, works=False, works_again=True).row == "usage_help.works_again"
    for answer in (False, "unknown"):
        assert walk("usage_help", seen, works=False, works_again=answer).handoff == HANDED
    assert walk("usage_help", signed()).row == "usage_help.no_guide"


@pytest.mark.parametrize(
    ("text", "works"), [("还是不会", False), ("看不懂", False), ("弄好了", True), ("会了谢谢", True), ("不会了", False)]
)
def test_whether_the_buyer_can_use_it_is_understood(text: str, works: bool) -> None:
    assert parse_answer(release().playbooks["usage_help"].facts["works"], text, 0, ()) is works


def fitted(state: str | None, count: int = 0, **more: Any) -> OrderView:
    booked = Installation(state, ago(days=1), count, 5000) if state else None
    return signed(4, None, installation=booked, **more)


def test_a_missing_fitter_is_urged_then_replaced_then_the_fee_goes_back() -> None:
    for state, count in (("booked", 0), ("no_show", 1)):
        assert walk("install_service", fitted(state, count), install_need="absent").waits_for == "technician_came"
    came = walk("install_service", fitted("no_show", 1), install_need="absent", technician_came="done")
    assert came.tasks == [("call_back", "installation")]
    told: dict[str, Value] = {"install_need": "absent", "technician_came": "impossible"}
    assert walk("install_service", fitted("no_show", 1), **told).waits_for == "technician_replaced"
    again = fitted("no_show", 2)
    assert walk("install_service", again, install_need="absent").waits_for == "technician_replaced"
    replaced = walk("install_service", again, install_need="absent", technician_replaced="done")
    assert (replaced.row, replaced.tasks) == ("install_service.replaced", [("call_back", "installation")])
    nobody = walk("install_service", again, install_need="absent", technician_replaced="impossible")
    assert nobody.tasks == [("refund_installation", "backoffice")]


@pytest.mark.parametrize("need", ["absent", "book"])
def test_without_a_booking_one_is_registered(need: str) -> None:
    found = walk("install_service", fitted(None), install_need=need)
    assert (found.row, found.tasks) == ("install_service.not_booked", [("technician_urge", "installation")])
    assert walk("install_service", fitted("booked"), install_need="book").row == "install_service.booked"
    assert walk("install_service", fitted("cancelled"), install_need=need).handoff == HANDED


def test_who_fits_it_himself_gets_the_guide() -> None:
    seen = signed(2, lock(guide_url=GUIDE))
    assert walk("install_service", seen, install_need="self").row == "install_service.guide"
    assert walk("install_service", signed(), install_need="self").handoff == HANDED
    assert walk("install_service", seen, install_need="unknown").handoff == HANDED
    assert walk("install_service", view(order(OrderStatus.CLOSED))).row == "install_service.no_order"


def test_after_the_fitting_the_shop_asks_how_it_went() -> None:
    assert walk("install_service", fitted("done"), install_need="absent").asks == "installed_well"
    good = walk("install_service", fitted("done"), install_need="absent", installed_well=True)
    assert good.row == "install_service.recorded_installed"
    bad = walk("install_service", fitted("done"), install_need="absent", installed_well=False)
    assert bad.tasks == [("technician_urge", "installation")]
    assert walk("install_service", fitted(None), install_need="done", installed_well=True).tasks == []
    assert walk("install_service", fitted(None), install_need="done", installed_well=False).tasks == bad.tasks


def test_a_dear_fitter_of_ones_own_is_subsidised_once_on_a_seen_receipt() -> None:
    told: dict[str, Value] = {"install_need": "price", "evidence_photos": 1}
    assert walk("install_service", fitted(None), install_need="price").asks == "evidence_photos"
    assert walk("install_service", fitted(None), **told).waits_for == "receipt_valid"
    paid = walk("install_service", fitted(None), **facts(told, receipt_valid=True))
    assert paid.tasks == [("compensate", "finance")]
    assert walk("install_service", fitted(None), **facts(told, receipt_valid=False)).handoff == HANDED
    for answer in ("refused", "unknown"):
        without = walk("install_service", fitted(None), install_need="price", evidence_photos=answer)
        assert (without.row, without.tasks) == ("install_service.price", [])
    before = fitted(None, compensations=(Compensation(500, NOW, "慢"),))
    assert walk("install_service", before, **facts(told, receipt_valid=True)).tasks == []


# Parts, P-RCV-12


def part_view(days: int, stock: int = 5, price_fen: int = 500, **more: Any) -> OrderView:
    return signed(days, lock(parts=(Part("电池盖", stock, price_fen),), guide_url=GUIDE), **more)


IN, OUT = 30, 500


@pytest.mark.parametrize(
    ("days", "cause", "affects", "outcome"),
    [
        (IN, "human", False, "part_request.human_harmless_guided"),
        (OUT, "human", False, "part_request.human_harmless_guided"),
        (IN, "human", True, "paid_part"),
        (OUT, "human", True, "paid_part"),
        (IN, "natural", False, "free_part"),
        (IN, "natural", True, "free_part"),
        (OUT, "natural", False, "paid_part"),
        (OUT, "natural", True, "paid_part"),
    ],
)
def test_the_eight_cells_of_a_broken_part(days: int, cause: str, affects: bool, outcome: str) -> None:
    told: dict[str, Value] = {"part_name": "cover", "part_cause": cause, "affects_use": affects, "evidence_photos": 1}
    found = walk("part_request", part_view(days), **told)
    if found.move.playbook == "part_request":
        assert (found.row, found.tasks) == (outcome, [])
    else:
        assert (found.move.playbook, found.asks) == (outcome, "part_remedy")


def test_whether_it_affects_the_use_is_asked_only_where_it_matters() -> None:
    assert walk("part_request", part_view(IN)).asks == "part_name"
    assert walk("part_request", part_view(IN), part_name="cover").asks == "part_cause"
    assert walk("part_request", part_view(IN), part_name="cover", part_cause="human").asks == "affects_use"
    assert walk("part_request", part_view(IN), part_name="cover", part_cause="natural").asks == "evidence_photos"
    assert walk("part_request", part_view(OUT), part_name="cover", part_cause="natural").asks == "part_remedy"
    plain = signed(IN)
    told: dict[str, Value] = {"part_name": "cover", "part_cause": "human", "affects_use": False}
    assert walk("part_request", plain, **told).row == "part_request.human_harmless"


FREE: dict[str, Value] = {"part_name": "cover", "part_cause": "natural", "evidence_photos": 1, "part_remedy": "part"}
SEND = [("reship_part", "warehouse")]


def test_a_small_part_in_stock_is_sent_and_one_out_of_stock_followed_up() -> None:
    assert walk("part_request", part_view(IN), **FREE).tasks == SEND
    assert walk("part_request", part_view(IN, price_fen=2000), **FREE).tasks == SEND
    assert walk("part_request", part_view(IN, price_fen=2001), **FREE).waits_for == "photo_shows_it"
    gone = part_view(IN, stock=0)
    assert walk("part_request", gone, **FREE).waits_for == "part_arrived"
    assert walk("part_request", gone, **facts(FREE, part_arrived="done")).tasks == SEND
    assert walk("part_request", gone, **facts(FREE, part_arrived="impossible")).handoff == HANDED


def test_a_dear_part_needs_a_persons_eye() -> None:
    dear = part_view(IN, price_fen=2001)
    assert walk("part_request", dear, **facts(FREE, photo_shows_it=True)).tasks == SEND
    assert walk("part_request", dear, **facts(FREE, photo_shows_it=False)).handoff == HANDED
    gone = part_view(IN, stock=0, price_fen=2001)
    assert walk("part_request", gone, **facts(FREE, photo_shows_it=True)).waits_for == "part_arrived"
    arrived = facts(FREE, photo_shows_it=True, part_arrived="done")
    assert walk("part_request", gone, **arrived).row == "free_part.part_arrived"
    never = facts(FREE, photo_shows_it=True, part_arrived="impossible")
    assert walk("part_request", gone, **never).row == "free_part.otherwise"


def test_money_for_a_part_is_given_once() -> None:
    told = facts(FREE, part_remedy="money")
    assert walk("part_request", part_view(IN), **told).tasks == [("compensate", "backoffice")]
    before = part_view(IN, compensations=(Compensation(500, NOW, "慢"),))
    assert walk("part_request", before, **told).row == "free_part.money_again"
    again = replace(part_view(IN), ordered_tasks=("reship_part",))
    assert walk("part_request", again, **FREE).row == "part_request.again"


@pytest.mark.parametrize("answer", ["refused", "unknown"])
def test_nothing_is_sent_free_without_a_picture(answer: str) -> None:
    assert walk("part_request", part_view(IN), **facts(FREE, evidence_photos=answer)).handoff == HANDED


def test_a_part_is_bought_from_stock_or_when_it_arrives() -> None:
    told: dict[str, Value] = {"part_name": "cover", "part_cause": "extra", "part_remedy": "buy"}
    assert walk("part_request", part_view(IN), **told).row == "paid_part.buy"
    gone = part_view(IN, stock=0)
    assert walk("part_request", gone, **told).waits_for == "part_arrived"
    assert walk("part_request", gone, **facts(told, part_arrived="done")).handoff == HANDED
    assert walk("part_request", gone, **facts(told, part_arrived="impossible")).row == "paid_part.buy_gone"
    for answer in ("leave", "unknown"):
        assert walk("part_request", gone, **facts(told, part_remedy=answer)).row == "paid_part.leave"
    assert walk("part_request", part_view(OUT), **FREE).tasks == SEND, "chosen in the warranty"


def test_part_orders_that_tell_too_little_go_to_a_person() -> None:
    for untold in (
        {"part_name": "unknown"},
        {"part_name": "cover", "part_cause": "unknown"},
        {"part_name": "cover", "part_cause": "human", "affects_use": "unknown"},
    ):
        assert walk("part_request", part_view(IN), **untold).handoff == HANDED
    assert walk("part_request", signed(IN, product()), **FREE).row == "part_request.otherwise"
    assert walk("part_request", view(order(OrderStatus.CLOSED))).handoff == HANDED
    assert walk("part_request", view(order(OrderStatus.PAID))).row == "part_request.not_received"
    assert walk("part_request", view(order(OrderStatus.SHIPPED))).row == "part_request.not_signed"


@pytest.mark.parametrize(
    ("text", "part", "cause"),
    [
        ("电池盖坏了能补一个吗", "cover", None),
        ("钥匙丢了一把", "key", "human"),
        ("想单独买个充电线", "power", "extra"),
        ("正常使用把手断了", "handle", "natural"),
        ("螺丝不小心弄丢了", "screws", "human"),
    ],
)
def test_the_opening_words_tell_part_and_cause(text: str, part: str, cause: str | None) -> None:
    told = parse_opening(release().playbooks["part_request"], text)
    assert (told.get("part_name"), told.get("part_cause")) == (part, cause)


@pytest.mark.parametrize(
    ("text", "need"),
    [
        *((text, "absent") for text in ("师傅又放我鸽子", "师傅没来", "爽约两次了", "约好的没人上门", "白等了一下午")),
        *((text, "absent") for text in ("师傅电话打不通", "说好昨天装 人都没出现", "被鸽了")),
        *((text, "book") for text in ("想约师傅上门安装", "师傅什么时候来", "能派人来装吗", "师傅电话多少")),
        ("安装视频发我", "self"),
        ("自己找师傅太贵了", "price"),
        ("已经装好了", "done"),
        ("锁装不上", None),
        ("货还没到", None),
    ],
)
def test_the_opening_words_tell_what_about_the_installation(text: str, need: str | None) -> None:
    assert parse_opening(release().playbooks["install_service"], text).get("install_need") == need
