"""Scripts that the program itself says: their keys, and the variables it has at hand for each."""

from collections.abc import Iterator, Mapping

from aftersales.domain.playbook import Playbook
from aftersales.domain.scripts import Script
from aftersales.domain.task_kinds import TOLD_KINDS

ALONE = (
    "utter_greet", "utter_thanks", "utter_goodbye", "utter_wait_ack",
    "utter_chitchat", "utter_affirm", "utter_deny", "utter_urge_reply",
    "chat.clarify", "chat.not_understood", "chat.evidence_saved", "chat.info_noted", "chat.anything_else",
    "chat.photo_kept", "chat.still_here", "chat.evidence_saved_queued", "human.noted",
    "order.which", "order.which_retry", "order.none", "order.not_found",
    "order.guest_ask", "order.guest_wrong", "order.guest_limit",
    "human.back_to_bot", "human.returned", "human.closed", "wait.apology",
    "button.human", "button.none_of_these", "button.back_to_bot", "answer.yes", "answer.no",
)  # fmt: skip
ABOUT = (
    "chat.resume", "human.back_to_question", "chat.also_mentioned", "chat.dropped", "chat.wish_noted", "promise.broken",
    "chat.case_remark", "chat.case_photo", "chat.case_late", "chat.case_awaits_goods", "chat.waybill_noted",
)  # fmt: skip
QUEUED = (
    "human.queued",
    "human.bot_queued",
    "human.still_waiting",
    "human.still_waiting_late",
    "human.complaint_noted",
    "chat.wish_changed",
    "human.after_unclear",
    "safety.failure",
    "task.impossible",
)
"""Said with the place in the queue, and as `<key>_closed` when the team is away."""

FIXED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(ALONE, frozenset[str]()),
    **dict.fromkeys(ABOUT, frozenset({"topic"})),
    **dict.fromkeys(QUEUED, frozenset({"position", "team"})),
    **dict.fromkeys((f"{key}_closed" for key in QUEUED), frozenset({"position", "team", "open_hours"})),
    **dict.fromkeys((f"task.done.{kind}" for kind in TOLD_KINDS), frozenset({"order_title"})),
    "chat.case_waiting": frozenset({"topic", "due"}),
    "order.chosen": frozenset({"order_title"}),
    "human.taken": frozenset({"agent_name"}),
}

NOT_FILLED = ("button.", "answer.", "topic.", "wait.")
"""Said as they stand, without even the shop's name."""


def missing_scripts(scripts: Mapping[str, Script], playbooks: Mapping[str, Playbook]) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) of every script the program says that is absent or asks for more than it is given."""
    topics = {f"topic.{intent}": frozenset[str]() for book in playbooks.values() for intent in book.intents}
    for key, given in {**FIXED, **topics}.items():
        if key not in scripts:
            yield key, "the program says this script, and there is none; write it"
            continue
        known = given if key.startswith(NOT_FILLED) else given | {"shop_name"}
        for name in sorted(scripts[key].variables.keys() - known):
            yield key, f"{{{name}}} is not known where this is said; reword it"
