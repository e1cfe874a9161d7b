"""Invoices: what is asked, what finance gets, and what becomes of one when goods go back (P-INV, P-RET-04)."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Invoice, OrderStatus, Refund
from tests.unit.orders import order, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.test_tax_numbers import CODE

COMPANY: dict[str, Value] = {"title_kind": "company", "invoice_title": "云栖科技有限公司", "tax_no": CODE}
WRONG = CODE[:17] + ("0" if CODE[17] != "0" else "1")


def received(state: str | None = None, ordered: tuple[str, ...] = (), **more: Any) -> OrderView:
    invoice = Invoice(state, title="云栖") if state else None
    return view(order(OrderStatus.SIGNED, invoice=invoice, **more), ordered_tasks=ordered)


def ask(seen: OrderView, **told: Value) -> Walk:
    return walk("invoice_request", seen, **told)


def correct(seen: OrderView, **told: Value) -> Walk:
    return walk("invoice_correction", seen, **told)


def test_a_private_buyer_is_asked_for_the_kind_and_the_mail() -> None:
    assert ask(received()).asks == "title_kind"
    assert ask(received(), title_kind="personal").asks == "email"
    done = ask(received(), title_kind="personal", email="a@b.cn")
    assert (done.row, done.tasks) == ("invoice_request.personal", [("invoice_issue", "finance")])
    page = ask(received(), title_kind="personal", email="refused")
    assert (page.row, page.tasks) == ("invoice_request.personal_page", [("invoice_issue", "finance")])


def test_a_company_is_asked_one_thing_after_the_other() -> None:
    assert ask(received(), title_kind="company").asks == "invoice_title"
    assert ask(received(), title_kind="company", invoice_title="云栖科技有限公司").asks == "tax_no"
    assert ask(received(), **COMPANY).asks == "email"
    assert ask(received(), **COMPANY, email="a@b.cn").row == "invoice_request.company"
    assert ask(received(), **COMPANY, email="refused").row == "invoice_request.otherwise"


def test_a_tax_number_is_checked_and_asked_once_more() -> None:
    wrong = COMPANY | {"tax_no": WRONG}
    assert ask(received(), **wrong).asks == "tax_no_again"
    assert ask(received(), **wrong, tax_no_again=CODE).asks == "email"
    still = ask(received(), **wrong, tax_no_again=WRONG)
    assert (still.row, still.handoff) == ("invoice_request.tax_no_wrong", "backoffice")
    assert ask(received(), **wrong, tax_no_again="refused").row == "invoice_request.tax_no_unproved"


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ({"title_kind": "unknown"}, "kind_untold"),
        ({"title_kind": "company", "invoice_title": "refused"}, "title_untold"),
        ({"title_kind": "company", "invoice_title": "云栖", "tax_no": "unknown"}, "tax_no_untold"),
    ],
)
def test_what_a_company_does_not_tell_a_person_asks(told: dict[str, Value], row: str) -> None:
    found = ask(received(), **told)
    assert (found.row, found.handoff) == (f"invoice_request.{row}", "backoffice")


def test_no_invoice_is_ordered_twice_or_for_an_order_that_is_none() -> None:
    assert ask(received("issued")).row == "invoice_request.issued"
    assert ask(received("requested")).row == "invoice_request.requested"
    ordered = received(ordered=("invoice_issue",))
    assert ask(replace(ordered, due_at={"invoice_issue": ordered.now})).row == "invoice_request.ordered_open"
    assert ask(replace(ordered, finished_tasks=("invoice_issue",))).row == "invoice_request.ordered"
    assert ask(view(order(OrderStatus.PENDING_PAYMENT))).row == "invoice_request.unpaid"
    assert ask(view(order(OrderStatus.CLOSED))).row == "invoice_request.closed"
    running = received(refunds=(Refund("refund_only", "applied", 100),))
    assert ask(running).row == "invoice_request.refund_running"


def test_a_correction_before_the_issue_changes_and_after_it_reverses() -> None:
    before = correct(received("requested"), new_kind="personal")
    assert (before.row, before.tasks) == ("invoice_correction.personal_before", [("order_flag", "finance")])
    after = correct(received("issued"), new_kind="personal")
    assert (after.row, after.tasks) == (
        "invoice_correction.personal",
        [("invoice_cancel", "finance"), ("invoice_reissue", "finance")],
    )
    told: dict[str, Value] = {"new_kind": "company", "invoice_title": "云栖科技有限公司", "tax_no": CODE}
    assert correct(received("requested"), **told).row == "invoice_correction.company_before"
    assert correct(received("issued"), **told).row == "invoice_correction.otherwise"
    assert correct(received()).asks == "title_kind"
    assert (
        correct(received(ordered=("invoice_issue",)), new_kind="personal").row == "invoice_correction.personal_before"
    )


UNTOLD: dict[str, Value] = {"new_kind": "company", "invoice_title": "云栖", "tax_no": WRONG}


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ({"new_kind": "other"}, "other"),
        ({"new_kind": "unknown"}, "other"),
        ({"new_kind": "company", "invoice_title": "unknown"}, "title_untold"),
        ({"new_kind": "company", "invoice_title": "云栖", "tax_no": "refused"}, "tax_no_untold"),
        (UNTOLD | {"tax_no_again": WRONG}, "tax_no_wrong"),
        (
            {"new_kind": "company", "invoice_title": "云栖", "tax_no": WRONG, "tax_no_again": "unknown"},
            "tax_no_unproved",
        ),
    ],
)
def test_a_correction_that_is_not_clear_is_a_persons(told: dict[str, Value], row: str) -> None:
    found = correct(received("issued"), **told)
    assert (found.row, found.handoff) == (f"invoice_correction.{row}", "backoffice")


def test_the_invoice_follows_the_goods() -> None:
    """P-RET-04: reversed with a return, issued anew with an exchange, sent back with a repair."""
    refunded = correct(received("issued", refunds=(Refund("return_refund", "succeeded", 16800),)))
    assert (refunded.row, refunded.tasks) == ("invoice_correction.refunded", [("invoice_cancel", "finance")])
    returning = correct(received("issued", ordered=("receive_goods",)))
    assert (returning.row, returning.tasks) == ("invoice_correction.returning", [])
    exchanged = correct(received("issued", ordered=("receive_goods", "exchange_ship")))
    assert (exchanged.row, exchanged.tasks) == ("invoice_correction.exchanged", [("invoice_reissue", "finance")])
    repaired = correct(received("issued", ordered=("repair",)))
    assert (repaired.row, repaired.tasks) == ("invoice_correction.repaired", [("order_flag", "warehouse")])


def test_nothing_is_reversed_twice() -> None:
    for kind in ("invoice_cancel", "invoice_reissue"):
        assert correct(received("issued", ordered=(kind,)), new_kind="personal").row == "invoice_correction.redone"
    assert correct(view(order(OrderStatus.PENDING_PAYMENT))).row == "invoice_correction.unpaid"
    assert correct(view(order(OrderStatus.CLOSED))).row == "invoice_correction.closed"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("开个人发票", "personal"), ("要开公司的票", "company"), ("给我开发票", None)]
    + [
        (text, "special")
        for text in ("可以开专票吗", "公司报销要专票，税号我发你", "增值税专用发票能开吗", "我要纸质发票")
    ]
    + [("不要专票，普通的就行，公司的", "company"), ("开公司抬头的专票", "special")],
)
def test_the_opening_words_tell_whose_invoice_it_is(text: str, kind: str | None) -> None:
    assert parse_opening(release().playbooks["invoice_request"], text).get("title_kind") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("改成专票", "special"),
        ("换成增值税专用发票", "special"),
        ("改成公司", "company"),
        ("专票不用，换个人抬头", "personal"),
    ],
)
def test_the_opening_words_tell_what_it_becomes(text: str, kind: str) -> None:
    assert parse_opening(release().playbooks["invoice_correction"], text).get("new_kind") == kind


SPECIAL: dict[str, Value] = {"special_told": "special"}


@pytest.mark.parametrize("state", [None, "requested", "issued"])
@pytest.mark.parametrize("book", ["invoice_request", "invoice_correction"])
def test_a_special_invoice_needs_more_than_is_asked_and_is_a_persons(state: str | None, book: str) -> None:
    told = walk(book, received(state), **SPECIAL)
    assert (told.row, told.handoff, told.tasks) == (f"{book}.special", "backoffice", [])
    assert walk(book, view(order(OrderStatus.PENDING_PAYMENT)), **SPECIAL).row == f"{book}.unpaid"
    assert walk(book, view(order(OrderStatus.CLOSED)), **SPECIAL).row == f"{book}.closed"


def test_a_special_invoice_named_when_asked_is_a_persons_too() -> None:
    chosen = ask(received(), title_kind="special")
    assert (chosen.row, chosen.handoff) == ("invoice_request.special_chosen", "backoffice")
    changed = correct(received("issued"), new_kind="special")
    assert (changed.row, changed.handoff) == ("invoice_correction.special_chosen", "backoffice")
    assert len(release().scripts["invoice_request.special"].variants) >= 2


@pytest.mark.parametrize(
    ("ordered", "done", "row"),
    [
        ((), (), "issued"),
        (("invoice_cancel", "invoice_reissue"), (), "redone"),
        (("invoice_reissue",), (), "redone"),
        (("invoice_cancel", "invoice_reissue"), ("invoice_cancel", "invoice_reissue"), "issued"),
        (("invoice_cancel", "refund"), (), "reversed"),
        (("invoice_cancel", "refund"), ("invoice_cancel",), "reversed"),
    ],
)
def test_an_invoice_that_we_reverse_or_write_anew_is_not_offered_to_download(
    ordered: tuple[str, ...], done: tuple[str, ...], row: str
) -> None:
    found = ask(replace(received("issued", ordered), finished_tasks=done))
    assert (found.row, found.tasks) == (f"invoice_request.{row}", [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "personal") for text in ("要个人的", "不要公司的，要个人的", "开成公司了，我要个人的", "个人抬头")),
        *((text, "company") for text in ("要公司的", "别开个人，要公司的", "是公司不是个人", "公司的")),
    ],
)
def test_the_kind_of_title_wanted_is_heard(text: str, kind: str) -> None:
    assert parse_opening(release().playbooks["invoice_request"], text)["title_kind"] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "personal") for text in ("要个人的", "开成公司了，要个人的", "公司的错了，换个人的", "公司改成个人")),
        *((text, "company") for text in ("个人改成公司", "开成个人了，要公司的", "公司税号错了")),
        *((text, None) for text in ("我的个人发票开错了", "发票抬头写错了")),
    ],
)
def test_the_kind_of_title_corrected_is_heard(text: str, kind: str | None) -> None:
    assert parse_opening(release().playbooks["invoice_correction"], text).get("new_kind") == kind
