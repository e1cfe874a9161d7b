"""The people of the demo shop's desk: one for each chat team, a team lead and the shop manager."""

from aftersales.adapters.passwords import hash_password
from aftersales.domain.cases import Agent

DEMO_PASSWORD = "shanlan-demo"  # noqa: S105 - for demo shops only, and shown to whoever loads one

CHAT_TEAMS = ("backoffice", "parcel", "difficult", "complaint", "presales")
WORK_TEAMS = ("warehouse", "courier", "finance", "operations", "quality", "installation")

STAFF: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("li", "小李", "agent", ("difficult", "quality")),
    ("wang", "小王", "agent", ("parcel", "courier", "warehouse")),
    ("chen", "小陈", "agent", ("backoffice", "finance")),
    ("zhao", "小赵", "agent", ("complaint",)),
    ("sun", "小孙", "agent", ("presales", "operations", "installation")),
    ("lin", "林组长", "team_lead", CHAT_TEAMS + WORK_TEAMS),
    ("he", "何店长", "shop_manager", CHAT_TEAMS + WORK_TEAMS),
)


def demo_agents() -> list[Agent]:
    """All demo agents; each can sign in with DEMO_PASSWORD."""
    return [Agent(login, name, hash_password(DEMO_PASSWORD), teams, role) for login, name, role, teams in STAFF]
