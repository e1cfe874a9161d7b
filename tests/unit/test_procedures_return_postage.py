"""P-RET-03 walked: who pays for the way back, and what the insurance has paid already is not paid again."""

from dataclasses import replace

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import OrderStatus
from aftersales.domain.wording import describe
from tests.unit.orders import order, view
from tests.unit.procedures import Walk, walk
from tests.unit.received_orders import answer, opening
from tests.unit.refund_state_orders import placed, returned

SIGNED = OrderStatus.SIGNED
PAID_BACK = [("refund_postage", "backoffice")]


def fee(seen: OrderView, **told: Value) -> Walk:
    return walk("return_shipping_fee", seen, **told)


def owed(seen: OrderView, paid_fen: Value = 1200, **told: Value) -> Walk:
    facts: dict[str, Value] = {"fault": "quality", "sent_back": "sent", "evidence_photos": 1}
    return fee(seen, **{**facts, "return_postage_fen": paid_fen, **told})


def insured(known: bool | None = True, ordered: tuple[str, ...] = ()) -> OrderView:
    return placed(SIGNED, ordered, return_insurance=known)


@pytest.mark.parametrize(("known", "row"), [(True, "buyer_insured"), (False, "buyer_pays"), (None, "buyer_untold")])
def test_who_changed_their_mind_pays_and_hears_of_the_insurance(known: bool | None, row: str) -> None:
    assert fee(insured(known)).asks == "fault"
    found = fee(insured(known), fault="no_reason")
    assert (found.row, found.tasks) == (f"return_shipping_fee.{row}", [])


@pytest.mark.parametrize(
    ("known", "row"), [(True, "insurance_guide"), (False, "insurance_none"), (None, "insurance_untold")]
)
def test_a_question_about_the_insurance_is_answered(known: bool | None, row: str) -> None:
    assert fee(insured(known), fault="insurance").row == f"return_shipping_fee.{row}"


@pytest.mark.parametrize("fault", ["quality", "wrong"])
def test_the_shop_pays_for_its_own_faults(fault: str) -> None:
    assert fee(insured(False), fault=fault).asks == "sent_back"
    assert fee(insured(False), fault=fault, sent_back="not_sent").row == "return_postage.how_to_send"
    assert fee(insured(), fault=fault, sent_back="not_sent").row == "return_postage.how_to_send_insured"
    assert fee(insured(), fault=fault, sent_back="unknown").row == "return_postage.sending_untold"


@pytest.mark.parametrize("kind", ["quality_report", "fix_page"])
def test_a_fault_found_by_an_earlier_case_is_not_asked_again(kind: str) -> None:
    assert fee(insured(False, (kind,))).asks == "sent_back"
    assert fee(insured(False, (kind,)), sent_back="not_sent").row == "return_postage.how_to_send"
    assert fee(insured(False, ("reship",))).asks == "fault"


def test_nobody_who_does_not_say_why_is_promised_anything() -> None:
    found = fee(insured(), fault="unknown")
    assert (found.row, found.tasks) == ("return_shipping_fee.otherwise", [])


def test_an_order_that_never_left_costs_nothing() -> None:
    assert fee(view(order())).row == "return_shipping_fee.not_sent"
    assert fee(view(order(OrderStatus.PENDING_PAYMENT, paid_fen=0))).row == "return_shipping_fee.unpaid"


def test_the_receipt_is_looked_at_before_money_goes_back() -> None:
    seen = insured(False)
    assert fee(seen, fault="wrong", sent_back="sent").asks == "evidence_photos"
    assert fee(seen, fault="wrong", sent_back="sent", evidence_photos=1).asks == "return_postage_fen"
    assert owed(seen).waits_for == "receipt_good"
    found = owed(seen, receipt_good=True)
    assert (found.row, found.tasks) == ("return_postage.paid_back", PAID_BACK)
    bad = owed(seen, receipt_good=False)
    assert (bad.row, bad.handoff, bad.tasks) == ("return_postage.otherwise", "backoffice", [])


def test_a_return_on_record_needs_no_question_whether_it_was_sent() -> None:
    seen = returned("received", return_insurance=False)
    assert fee(seen, fault="quality").asks == "evidence_photos"


@pytest.mark.parametrize(
    ("paid", "row", "tasks"),
    [
        (2000, "paid_back", PAID_BACK),
        (2001, "paid_back_large", [("refund_postage", "finance")]),
        (10000, "paid_back_large", [("refund_postage", "finance")]),
        (10001, "too_much", []),
    ],
)
def test_the_more_it_is_the_higher_it_is_looked_at(paid: int, row: str, tasks: list[tuple[str, str]]) -> None:
    found = owed(insured(False), paid, receipt_good=True)
    assert (found.row, found.tasks) == (f"return_postage.{row}", tasks)


@pytest.mark.parametrize("known", [True, None])
def test_what_the_insurance_has_paid_is_taken_off(known: bool | None) -> None:
    seen = insured(known)
    assert owed(seen).asks == "insurance_paid"
    assert owed(seen, insurance_paid="paid").asks == "insurance_paid_fen"
    told: dict[str, Value] = {"insurance_paid": "paid", "insurance_paid_fen": 800}
    assert owed(seen, 1500, **told).waits_for == "receipt_good"
    assert owed(seen, 1500, receipt_good=True, **told).row == "return_postage.paid_back"
    covered = owed(seen, 800, **told)
    assert (covered.row, covered.tasks) == ("return_postage.covered", [])


def test_the_rest_is_named_to_the_buyer() -> None:
    told: dict[str, Value] = {"return_postage_fen": 1500, "insurance_paid": "paid", "insurance_paid_fen": 800}
    seen = replace(insured(), case_facts=told)
    facts = read_order_facts(seen)
    assert facts["postage_owed_fen"] == 700
    assert describe(seen, facts)["postage_owed"] == "7元"
    assert "postage_owed_fen" not in read_order_facts(insured())


def test_an_insurance_that_is_still_to_pay_goes_first() -> None:
    found = owed(insured(), insurance_paid="none")
    assert (found.row, found.tasks) == ("return_postage.insurance_first", [])
    assert owed(insured(), insurance_paid="declined", receipt_good=True).tasks == PAID_BACK
    assert owed(insured(None), insurance_paid="none", receipt_good=True).tasks == PAID_BACK


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ({"evidence_photos": "refused"}, "no_receipt"),
        ({"return_postage_fen": "unknown"}, "amount_untold"),
        ({"insurance_paid": "unknown"}, "insurance_unclear"),
        ({"insurance_paid": "paid", "insurance_paid_fen": "unknown"}, "insured_untold"),
    ],
)
def test_an_unknown_figure_is_a_persons_work(told: dict[str, Value], row: str) -> None:
    found = owed(insured(), **told)
    assert (found.row, found.handoff, found.tasks) == (f"return_postage.{row}", "backoffice", [])


def test_postage_is_never_paid_twice() -> None:
    found = owed(insured(False, ("refund_postage",)), receipt_good=True)
    assert (found.row, found.handoff, found.tasks) == ("return_postage.again", "backoffice", [])
    told = fee(insured(False, ("receive_goods",)), fault="wrong", sent_back="sent")
    assert (told.row, told.handoff) == ("return_postage.with_return", "backoffice")
    seen = fee(returned("received", ordered_tasks=("receive_goods",)), fault="wrong")
    assert (seen.row, seen.handoff) == ("return_postage.with_known_return", "backoffice")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("质量问题运费你们承担吧", "quality"),
        ("不是我的原因为什么我付邮费", "quality"),
        ("你们发错的，邮费肯定你们出", "wrong"),
        ("不喜欢想退，邮费谁出", "no_reason"),
        ("质量没问题就是不喜欢", "no_reason"),
        ("换码要我付多少邮费", "no_reason"),
        ("运费险怎么用", "insurance"),
        ("运费险怎么还没赔给我", "insurance"),
        ("退货运费谁出", None),
        ("运费险只赔了8块，我花了15", None),
    ],
)
def test_the_opening_words_tell_whose_fault_it_is(text: str, fault: str | None) -> None:
    assert opening("return_shipping_fee", text, "fault") == fault


@pytest.mark.parametrize(
    ("text", "sent"), [("我垫付的运费怎么给我", "sent"), ("要是退货运费谁出", "not_sent"), ("运费谁出", None)]
)
def test_the_opening_words_tell_whether_it_was_sent(text: str, sent: str | None) -> None:
    assert opening("return_shipping_fee", text, "sent_back") == sent


@pytest.mark.parametrize(("text", "told"), [("赔了8块", "paid"), ("还没赔呢", "none"), ("保险不给赔", "declined")])
def test_what_the_insurance_did_is_understood(text: str, told: str) -> None:
    assert answer("return_postage", "insurance_paid", text) == told
