"""Who may grant how much (P-HUM-03): an approval is the team lead's, beyond their limit the shop manager's."""

from collections.abc import Sequence

from aftersales.domain.cases import Task
from aftersales.domain.shop import Shop

ROLES: Sequence[str] = ("agent", "team_lead", "shop_manager")
"""Roles at the desk, the lowest first; what an agent may give needs no approval."""

APPROVAL = "approval"
CASH = ("asked_fen", "wanted_fen")
"""Facts that hold what a buyer asks for beside goods and their price."""


def needed_role(task: Task, shop: Shop) -> str:
    """The lowest role that may decide this approval; nobody stands above the shop manager."""
    return "team_lead" if approval_fen(task) <= shop.limit("team_lead_limit") else "shop_manager"


def approval_fen(task: Task) -> int:
    """The cash asked for, fen; 0 when goods are sent or paid money goes back, which any lead may grant."""
    amounts = (int(task.details[name]) for name in CASH if task.details.get(name, "").isdecimal())
    return max(amounts, default=0)


def may_publish(role: str) -> bool:
    """Whether this role may make another release live: from the team lead up."""
    return _stands(role, "team_lead")


def may_decide(role: str, task: Task, shop: Shop) -> bool:
    """Whether this role stands high enough; a role that is not listed decides nothing."""
    return _stands(role, needed_role(task, shop))


def _stands(role: str, least: str) -> bool:
    return role in ROLES and ROLES.index(role) >= ROLES.index(least)
