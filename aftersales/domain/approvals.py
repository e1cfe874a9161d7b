"""Who may grant how much (P-HUM-03): an approval is the team lead's, beyond their limit the shop manager's."""

from collections.abc import Sequence

from aftersales.domain.cases import Task
from aftersales.domain.shop import Shop

ROLES: Sequence[str] = ("agent", "team_lead", "shop_manager")
"""Roles at the desk, the lowest first; what an agent may give needs no approval."""

APPROVAL = "approval"


def needed_role(task: Task, shop: Shop) -> str:
    """The lowest role that may decide this approval; nobody stands above the shop manager."""
    return "team_lead" if approval_fen(task) <= shop.limit("team_lead_limit") else "shop_manager"


def approval_fen(task: Task) -> int:
    """What is asked for, fen: the first amount among the task's details; 0 when it names none."""
    amounts = (int(value) for name, value in task.details.items() if name.endswith("_fen") and value.isdecimal())
    return next(amounts, 0)


def may_decide(role: str, task: Task, shop: Shop) -> bool:
    """Whether this role stands high enough; a role that is not listed decides nothing."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(needed_role(task, shop))
