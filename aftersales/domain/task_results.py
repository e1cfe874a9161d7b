"""What may be reported when a task is done (sop.md §7, “Results of complete”)."""

from collections.abc import Mapping

from aftersales.domain.cases import Task, Value

_RESULTS: Mapping[str, tuple[str, ...]] = {
    "weigh_parcel": ("short", "full"),
    "check_warehouse": ("missed", "sent"),
    "proof_of_delivery": ("self", "other", "none"),
    "inspect": ("fault", "no_fault"),
    "receive_goods": ("ok", "short", "mismatch", "used"),
    "approval": ("granted", "refused"),
}


def results_of(task: Task) -> tuple[str, ...]:
    """The results a person chooses from."""
    if task.is_review:
        return ("yes", "no")
    return _RESULTS.get(task.kind, ("done", "impossible"))


def fact_of(task: Task, result: str) -> Value:
    """The result as the fact a playbook compares: a review's yes/no is a truth value."""
    return result == "yes" if task.is_review else result
