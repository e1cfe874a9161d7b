"""P-COMP-01 and P-EMO-04 walked: levels at their limits, approvals, threats."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.orders import Compensation, OrderStatus, Refund
from aftersales.domain.wording import describe
from tests.unit.orders import NOW, ago, order, product, view
from tests.unit.procedures import release, walk
from tests.unit.quality_orders import HANDED, facts, signed

GOODS: dict[str, Value] = {"reason": "goods"}
DEAR = signed(2, None, paid_fen=69900)


def test_the_amount_is_asked_and_none_named_gets_the_first_offer() -> None:
    assert walk("compensation_request", signed()).asks == "reason"
    assert walk("compensation_request", signed(), **GOODS).asks == "asked_fen"
    untold = facts(GOODS, asked_fen="unknown")
    assert walk("compensation_request", signed(), **untold).asks == "offer_accepted"
    taken = walk("compensation_request", signed(), **facts(untold, offer_accepted=True))
    assert (taken.row, taken.tasks) == ("compensation_request.offered", [("compensate", "backoffice")])
    for answer in (False, "unknown"):
        assert walk("compensation_request", signed(), **facts(untold, offer_accepted=answer)).handoff == HANDED


@pytest.mark.parametrize(
    ("fen", "step"),
    [
        (500, "compensation_request.within_bot_limit"),
        (501, "claim_has_ground"),
        (2000, "claim_has_ground"),
        (2001, "lead_approval"),
        (10000, "lead_approval"),
        (10001, "manager_approval"),
        (50000, "manager_approval"),
        (50001, "compensation_request.otherwise"),
    ],
)
def test_each_amount_has_its_level(fen: int, step: str) -> None:
    found = walk("compensation_request", DEAR, **facts(GOODS, asked_fen=fen, evidence_photos=1))
    assert (found.row if "." in step else found.waits_for) == step


def test_up_to_the_agents_limit_a_person_looks_at_a_picture() -> None:
    told = facts(GOODS, asked_fen=2000)
    assert walk("compensation_request", signed(), **told).asks == "evidence_photos"
    yes = walk("compensation_request", signed(), **facts(told, evidence_photos=1, claim_has_ground=True))
    assert yes.tasks == [("compensate", "backoffice")]
    no = walk("compensation_request", signed(), **facts(told, evidence_photos=1, claim_has_ground=False))
    assert (no.row, no.tasks) == ("compensation_request.no_ground", [])
    without = walk("compensation_request", signed(), **facts(told, evidence_photos="refused"))
    assert without.waits_for == "lead_approval"


@pytest.mark.parametrize(("fen", "level"), [(5000, "lead"), (30000, "manager")])
def test_an_approval_is_granted_or_refused(fen: int, level: str) -> None:
    told = facts(GOODS, asked_fen=fen)
    granted = walk("compensation_request", DEAR, **facts(told, {f"{level}_approval": "granted"}))
    assert (granted.row, granted.tasks) == (f"compensation_request.{level}_granted", [("compensate", "finance")])
    refused = walk("compensation_request", DEAR, **facts(told, {f"{level}_approval": "refused"}))
    assert (refused.row, refused.tasks) == (f"compensation_request.{level}_refused", [])


def test_nobody_approves_more_than_the_order_is_worth() -> None:
    cheap = signed(2, None, paid_fen=9900)
    told = facts(GOODS, evidence_photos=1, lead_approval="granted", manager_approval="granted")
    assert walk("compensation_request", cheap, asked_fen=9900, **told).row == "compensation_request.lead_granted"
    for fen in (9901, 30000, 60000):
        found = walk("compensation_request", cheap, asked_fen=fen, **told)
        assert (found.row, found.tasks, found.handoff) == ("compensation_request.over_worth", [], HANDED)
    refunded = (Refund("refund_only", "succeeded", 9700),)
    small = signed(2, None, paid_fen=9900, refunds=refunded)
    assert walk("compensation_request", small, asked_fen=201, **told).row == "compensation_request.over_worth"
    assert walk("compensation_request", small, asked_fen=200, **told).row == "compensation_request.within_bot_limit"


def test_an_order_is_compensated_once() -> None:
    paid = signed(2, None, compensations=(Compensation(500, NOW, "慢"),))
    assert walk("compensation_request", paid).row == "compensation_request.again"
    done = replace(signed(), ordered_tasks=("compensate",), finished_tasks=("compensate",))
    assert walk("compensation_request", done).row == "compensation_request.again"
    assert walk("compensation_request", view(order(OrderStatus.PENDING_PAYMENT))).tasks == []
    assert walk("compensation_request", view(order(OrderStatus.CLOSED))).handoff == HANDED
    refunding = signed(2, None, refunds=(Refund("refund_only", "applied", 16800),))
    assert walk("compensation_request", refunding).handoff == HANDED


def test_a_payout_under_way_is_told_by_its_amount_and_not_refused() -> None:
    seen = replace(signed(), ordered_tasks=("compensate",), open_details={"compensate": {"late_payout_fen": "840"}})
    seen = replace(seen, due_at={"compensate": NOW + timedelta(days=1)})
    found = walk("compensation_request", seen)
    assert (found.row, found.tasks) == ("compensation_request.on_its_way", [])
    assert describe(seen, found.facts)["payout_pending"] == "8.4元"
    for details in ({"install_price": "5000"}, {"wanted_fen": "3000", "offer_step_3": "2000"}):
        untold = walk("compensation_request", replace(seen, open_details={"compensate": details}))
        assert untold.row == "compensation_request.on_its_way_untold"


def test_what_the_record_proves_goes_its_own_way() -> None:
    late = view(order(OrderStatus.PAID, paid_at=ago(days=4)), product())
    assert walk("compensation_request", late).move.playbook == "late_shipment"
    assert walk("compensation_request", signed(), reason="price").row.startswith("price_protection.")


# Threats with bad reviews, P-EMO-04


@pytest.mark.parametrize(
    ("claim", "book"),
    [
        ("shipping", "urge_shipment"),
        ("parcel", "track_parcel"),
        ("missing", "missing_item"),
        ("fault", "quality_issue"),
        ("price", "price_protection"),
        ("service", "service_complaint"),
    ],
)
def test_the_claim_behind_a_threat_is_solved_first(claim: str, book: str) -> None:
    assert walk("bad_review_threat", signed()).asks == "claim"
    seen = view(order(OrderStatus.PAID)) if claim == "shipping" else signed()
    assert walk("bad_review_threat", seen, claim=claim).move.playbook == book


def test_a_claim_for_money_is_looked_at_by_a_person() -> None:
    assert walk("bad_review_threat", signed(), claim="money").asks == "evidence_photos"
    for photos in (1, "refused", "unknown"):
        told: dict[str, Value] = {"claim": "money", "evidence_photos": photos}
        assert walk("bad_review_threat", signed(), **told).waits_for == "claim_has_ground"
        baseless = walk("bad_review_threat", signed(), **facts(told, claim_has_ground=False))
        assert baseless.tasks == [("report_review", "operations"), ("order_flag", "backoffice")]
        sound = facts(told, claim_has_ground=True, reason="goods")
        assert walk("bad_review_threat", signed(), **sound).asks == "asked_fen"


def test_a_sound_claim_stays_within_the_limits_whatever_is_threatened() -> None:
    sound: dict[str, Value] = {"claim": "money", "evidence_photos": 1, "claim_has_ground": True, "reason": "goods"}
    given = walk("bad_review_threat", signed(), **facts(sound, asked_fen=2000))
    assert given.tasks == [("compensate", "backoffice")]
    assert walk("bad_review_threat", signed(), **facts(sound, asked_fen=2001)).waits_for == "lead_approval"


def test_returns_and_untold_claims_go_to_a_person() -> None:
    assert walk("bad_review_threat", signed(), claim="returns").handoff == "backoffice"
    assert walk("bad_review_threat", signed(), claim="unknown").handoff == HANDED


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("不退钱我给差评", "money"),
        ("不补偿就差评", "money"),
        ("再不发货就等着差评，一直没发货", "shipping"),
        ("质量太差给差评", "fault"),
        ("不给我换就给差评", "returns"),
        ("我要给差评", None),
    ],
)
def test_the_threats_words_tell_the_claim(text: str, claim: str | None) -> None:
    assert parse_opening(release().playbooks["bad_review_threat"], text).get("claim") == claim


@pytest.mark.parametrize("key", ["no_ground", "ask_claim", "ask_photo", "reviewing"])
def test_no_threat_is_answered_with_an_offer_for_a_review(key: str) -> None:
    for variant in release().scripts[f"bad_review_threat.{key}"].variants:
        assert not any(word in str(variant) for word in ("补偿", "返现", "红包", "好评", "删"))
