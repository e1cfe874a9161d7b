"""P-RCV-05 walked: an apology and a picture first, then compensation, exchange or return as the buyer chooses."""

import re

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from tests.unit.procedures import release, walk
from tests.unit.received_orders import PAID_ONCE, PHOTO, answer, opening, received, row, several

SHOWN: dict[str, Value] = {**PHOTO, "photo_shows_it": True}

BROKEN: dict[str, Value] = {"damage_kind": "broken", **SHOWN}
SLIGHT: dict[str, Value] = {"damage_kind": "slight", **PHOTO}


def test_damage_needs_one_question_and_one_picture() -> None:
    assert walk("damaged_item", received()).asks == "damage_kind"
    assert walk("damaged_item", received(), damage_kind="slight").asks == "evidence_photos"
    assert row(walk("damaged_item", received(), damage_kind="slight", evidence_photos="refused")) == "no_photo"
    assert walk("damaged_item", several(), **SLIGHT).asks == "missing_sku"
    assert walk("damaged_item", several(), missing_sku="unknown", **SLIGHT).handoff == "difficult"


@pytest.mark.parametrize(("days", "book"), [(7, "damaged_item"), (8, "worn_item")])
def test_the_days_to_report_damage_end_with_the_seventh(days: int, book: str) -> None:
    move = walk("damaged_item", received(days=days)).move
    assert getattr(move, "playbook", None) == book


def test_what_broke_is_looked_at_and_then_sent_again_or_refunded() -> None:
    assert walk("damaged_item", received(), damage_kind="broken", **PHOTO).waits_for == "photo_shows_it"
    assert walk("damaged_item", received(), **BROKEN).asks == "goods"
    sent = walk("damaged_item", received(), goods="reship", **BROKEN)
    assert sent.tasks == [("reship", "warehouse"), ("courier_claim", "courier")]
    paid = walk("damaged_item", received(), goods="refund", **BROKEN)
    assert paid.tasks == [("refund", "backoffice"), ("courier_claim", "courier")]
    assert walk("damaged_item", received(), goods="unknown", **BROKEN).handoff == "difficult"
    unclear = walk("damaged_item", received(), **{**BROKEN, "photo_shows_it": False})
    assert (row(unclear), unclear.tasks) == ("broken_unclear", [])


def test_what_cannot_be_sent_again_is_refunded() -> None:
    assert row(walk("damaged_item", received(stock=0), **BROKEN)) == "broken_no_stock"
    assert row(walk("damaged_item", received(reship_of="1"), **BROKEN)) == "broken_reshipped"


def test_broken_goods_above_the_limit_need_approval() -> None:
    assert walk("damaged_item", received(20000), **BROKEN).asks == "goods"
    assert walk("damaged_item", received(20001), **BROKEN).waits_for == "approved"
    assert walk("damaged_item", received(20001), approved="granted", **BROKEN).asks == "goods"
    assert row(walk("damaged_item", received(20001), approved="refused", **BROKEN)) == "broken_refused"


def test_on_a_picture_alone_the_first_step_is_offered() -> None:
    assert walk("damaged_item", received(), **SLIGHT).asks == "remedy"
    assert walk("damaged_item", received(), remedy="compensate", **SLIGHT).asks == "offer_1"
    assert walk("damaged_item", received(), remedy="unknown", **SLIGHT).handoff == "difficult"
    paid = walk("damaged_item", received(), remedy="compensate", offer_1=True, **SLIGHT)
    assert (row(paid), paid.tasks) == ("offer_1", [("compensate", "backoffice")])
    rule = next(r for r in release().playbooks["damaged_item"].rows if r.name == "offer_1")
    assert "offer_step_1" in rule.tasks[0].details


@pytest.mark.parametrize("remedy", ["exchange", "return"])
def test_goods_are_taken_back_only_when_a_person_saw_the_picture(remedy: str) -> None:
    assert walk("damaged_item", received(), remedy=remedy, **SLIGHT).waits_for == "photo_shows_it"
    unclear = walk("damaged_item", received(), remedy=remedy, photo_shows_it=False, **SLIGHT)
    assert (row(unclear), unclear.handoff) == ("unclear", "difficult")


def test_an_exchange_is_sent_and_a_return_paid_when_the_goods_are_back() -> None:
    swap: dict[str, Value] = {**SLIGHT, "photo_shows_it": True, "remedy": "exchange"}
    assert walk("damaged_item", received(), **swap).waits_for == "back_for_exchange"
    done = walk("damaged_item", received(), back_for_exchange="ok", **swap)
    assert done.tasks == [("exchange_ship", "warehouse"), ("refund_postage", "backoffice")]
    assert walk("damaged_item", received(), back_for_exchange="used", **swap).handoff == "difficult"
    assert walk("damaged_item", received(stock=0), **swap).waits_for == "back_no_stock"
    gone = walk("damaged_item", received(stock=0), back_no_stock="ok", **swap)
    assert gone.tasks == [("refund", "backoffice"), ("refund_postage", "backoffice")]
    back: dict[str, Value] = {**swap, "remedy": "return"}
    assert walk("damaged_item", received(), **back).waits_for == "back_for_refund"
    paid = walk("damaged_item", received(), back_for_refund="ok", **back)
    assert paid.row == "damaged_return.refunded"
    assert walk("damaged_item", received(), back_for_refund="short", **back).handoff == "difficult"


@pytest.mark.parametrize(
    ("remedy", "back", "stock", "first"),
    [
        ("exchange", "back_for_exchange", 9, ("exchange_ship", "warehouse")),
        ("exchange", "back_no_stock", 0, ("refund", "backoffice")),
        ("return", "back_for_refund", 9, ("refund", "backoffice")),
    ],
)
def test_postage_given_before_is_not_given_again_but_looked_at(
    remedy: str, back: str, stock: int, first: tuple[str, str]
) -> None:
    told: dict[str, Value] = {**SLIGHT, "photo_shows_it": True, "remedy": remedy, back: "ok"}
    again = walk("damaged_item", received(stock=stock, ordered_tasks=("refund_postage",)), **told)
    assert again.tasks == [first, ("order_flag", "backoffice")]


def test_the_steps_rise_after_the_review_up_to_the_agents_limit() -> None:
    more: dict[str, Value] = {**SLIGHT, "remedy": "compensate", "offer_1": False}
    assert walk("damaged_item", received(), **more).waits_for == "photo_shows_it"
    more["photo_shows_it"] = True
    assert walk("damaged_item", received(), **more).asks == "offer_2"
    assert row(walk("damaged_item", received(), offer_2=True, **more)) == "offer_2"
    more["offer_2"] = False
    assert walk("damaged_item", received(), **more).asks == "offer_3"
    assert row(walk("damaged_item", received(), offer_3=True, **more)) == "offer_3"
    more["offer_3"] = False
    assert walk("damaged_item", received(), **more).asks == "last_wish"
    assert walk("damaged_item", received(), last_wish="exchange", **more).waits_for == "back_for_exchange"
    assert walk("damaged_item", received(), last_wish="return", **more).waits_for == "back_for_refund"
    assert walk("damaged_item", received(), last_wish="unknown", **more).handoff == "difficult"


def test_beyond_the_agents_limit_somebody_approves() -> None:
    more: dict[str, Value] = {**SLIGHT, "photo_shows_it": True, "remedy": "compensate", "last_wish": "more"}
    more |= {"offer_1": False, "offer_2": False, "offer_3": False}
    assert walk("damaged_item", received(), **more).asks == "wanted_fen"
    assert row(walk("damaged_item", received(), wanted_fen=2000, **more)) == "within_agent_limit"
    assert walk("damaged_item", received(), wanted_fen=2001, **more).waits_for == "approved"
    paid = walk("damaged_item", received(), wanted_fen=2001, approved="granted", **more)
    assert (row(paid), paid.tasks) == ("approved", [("compensate", "finance")])
    refused: dict[str, Value] = {**more, "wanted_fen": 2001, "approved": "refused"}
    assert walk("damaged_item", received(), **refused).asks == "swap"
    assert walk("damaged_item", received(), swap="exchange", **refused).waits_for == "back_for_exchange"
    assert walk("damaged_item", received(), swap="return", **refused).waits_for == "back_for_refund"
    assert walk("damaged_item", received(), wanted_fen="unknown", **more).handoff == "difficult"
    paid_for = walk("damaged_item", received(paid_fen=9900), wanted_fen=9900, approved="granted", **more)
    assert row(paid_for) == "approved"
    beyond = walk("damaged_item", received(paid_fen=9900), wanted_fen=30000, approved="granted", **more)
    assert (row(beyond), beyond.tasks, beyond.handoff) == ("wanted_over_worth", [], "difficult")


def test_an_order_compensated_before_is_not_offered_money_again() -> None:
    seen = received(compensations=PAID_ONCE)
    shown: dict[str, Value] = {**SLIGHT, "photo_shows_it": True}
    assert walk("damaged_item", seen, **SLIGHT).waits_for == "photo_shows_it"
    assert walk("damaged_item", seen, **shown).asks == "swap"
    assert walk("damaged_item", seen, swap="exchange", **shown).waits_for == "back_for_exchange"
    assert walk("damaged_item", seen, swap="return", **shown).waits_for == "back_for_refund"
    assert walk("damaged_item", seen, swap="unknown", **shown).handoff == "difficult"
    assert walk("damaged_item", seen, **{**shown, "photo_shows_it": False}).handoff == "difficult"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("收到就碎了", "broken"),
        ("茶罐漏了一箱子", "broken"),
        ("收到就有划痕", "slight"),
        ("外包装瘪了", "slight"),
        ("用了几天表面花了", "worn"),
        ("有划痕", None),
        ("外包装破损", "slight"),
    ],
)
def test_the_opening_tells_the_kind_of_damage(text: str, kind: str | None) -> None:
    assert opening("damaged_item", text, "damage_kind") == kind


@pytest.mark.parametrize(
    ("text", "taken"),
    [("可以", True), ("好的，收下", True), ("太少了", False), ("不能接受", False), ("不行", False)],
)
def test_an_offer_is_taken_or_not_in_the_buyers_words(text: str, taken: bool) -> None:
    assert answer("damaged_item", "offer_1", text) is taken


def test_no_offer_is_taken_by_the_opening_words() -> None:
    told = parse_opening(release().playbooks["damaged_item"], "有划痕，可以给点补偿吗")
    assert told.get("remedy") == "compensate"
    assert "offer_1" not in told


def test_the_amounts_told_are_the_settings() -> None:
    """An amount in the words would drift from the one in the task."""
    keys = [
        key for key in release().scripts if key.startswith(("damaged_item.", "worn_item.", "description_mismatch."))
    ]
    assert keys
    assert [k for k in keys if any(re.search(r"\d+元", text) for text in release().scripts[k].variants)] == []
