"""What the program itself needs of a shop's settings, and what must hold of its follow-ups."""

from collections.abc import Collection, Iterator

from aftersales.domain.fact_check import check_condition
from aftersales.domain.problems import FileProblem
from aftersales.domain.shop import Shop
from aftersales.domain.task_check import check_kinds, check_task, record_rules

SHOP_FILE = "shop.yml"
NEEDED_SETTINGS = (
    "apology_after",
    "queue_after",
    "big_sale_pickup_hours",
    "bot_limit",
    "confident_percent",
    "coupon_remedy",
    "damage_report_days",
    "expected_day_sample_count",
    "goodwill_per_buyer_count",
    "goodwill_window_days",
    "large_order_fee_count",
    "late_payout_max",
    "late_payout_min",
    "late_payout_percent",
    "near_expiry_percent",
    "offer_step_1",
    "offer_step_2",
    "offer_step_3",
    "outreach_per_day_count",
    "pickup_hours",
    "price_diff_budget",
    "price_diff_days",
    "price_protect_days",
    "price_sweep_count",
    "quality_exchange_days",
    "quality_return_days",
    "refund_credit_card_days",
    "refund_credit_card_min_days",
    "refund_debit_card_days",
    "refund_debit_card_min_days",
    "refund_net_bank_hours",
    "refund_wallet_hours",
    "remote_stall_hours",
    "return_days",
    "safety_percent",
    "ship_within_hours",
    "stall_hours",
    "sweep_ahead_hours",
    "sweep_back_hours",
    "team_lead_limit",
    "transfer_fee",
)
CHAT_TEAMS = ("backoffice", "parcel", "difficult", "complaint", "presales")
"""The teams that take over chats (sop.md §7, “Ticket team”)."""


def check_shop(shop: Shop) -> Iterator[FileProblem]:
    """Settings and teams that code reads by name and this shop lacks."""
    for name in NEEDED_SETTINGS:
        if name not in shop.settings:
            yield FileProblem(SHOP_FILE, f"settings, {name}", "the program reads this setting; write it")
    for name in CHAT_TEAMS:
        if name not in shop.teams or not shop.teams[name].hours:
            yield FileProblem(SHOP_FILE, f"teams, {name}", "takes over chats; write the team with its hours")


def check_follow_ups(shop: Shop, record_facts: Collection[str]) -> Iterator[FileProblem]:
    """Rules of tasks after tasks that name an unknown kind, team, setting, or a fact that the record does not give."""
    for number, rule in enumerate(shop.follow_ups, start=1):
        where = f"follow_ups, {number}"
        readable = record_rules([*record_facts, *shop.settings])
        found = [
            *check_kinds([rule.after], f"{where}, after"),
            *check_kinds(rule.unless, f"{where}, unless"),
            *check_task(rule.task, f"{where}, task", shop, readable),
        ]
        for condition in rule.when:
            place = f"{where}, when, {condition.fact}"
            if condition.fact in readable:
                found += check_condition(condition, place, readable, shop.limits)
            else:
                found.append((place, "the record gives no such fact; the names are listed in domain/order_facts.py"))
        for place, message in found:
            yield FileProblem(SHOP_FILE, place, message)
