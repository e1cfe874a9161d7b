"""Which team takes over which procedure (sop.md §7, “Ticket team”)."""

from collections.abc import Mapping

OF_CASE = "of_case"
"""A handoff row may name this instead of a team: the team of the case that is open."""

DEFAULT_TEAM = "difficult"

_TEAM_OF_GROUP: Mapping[str, str] = {
    "LOG": "parcel",
    "SHIP": "parcel",
    "RCV": "difficult",
    "REF": "backoffice",
    "RET": "backoffice",
    "PRICE": "backoffice",
    "FEE": "backoffice",
    "INV": "backoffice",
}
_TEAM_OF_ROW: Mapping[str, str] = {
    "P-EMO-03": "complaint",
    "P-EMO-05": "complaint",
    "P-EMO-09": "complaint",
    "P-EMO-12": "presales",
}


def team_of_sop(sop: str | None) -> str:
    """The chat team for a procedure id such as P-LOG-01; `difficult` when none is set."""
    if not sop:
        return DEFAULT_TEAM
    group = sop.split("-")[1] if sop.count("-") >= 2 else ""
    return _TEAM_OF_ROW.get(sop) or _TEAM_OF_GROUP.get(group, DEFAULT_TEAM)
