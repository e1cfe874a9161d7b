"""What may be reported when a task is done, and the fact it becomes (sop.md §7, “Results of complete”)."""

from aftersales.domain.cases import Task, Value
from aftersales.domain.task_kinds import TASK_RESULTS

REVIEW_RESULTS = ("yes", "no")


def results_of(task: Task) -> tuple[str, ...]:
    """The results a person chooses from."""
    return REVIEW_RESULTS if task.is_review else TASK_RESULTS[task.kind]


def fact_of(task: Task, result: str) -> Value:
    """The result as the fact a playbook compares: a review's yes/no is a truth value."""
    return result == "yes" if task.is_review else result
