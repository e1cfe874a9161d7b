"""The script library (话术库): approved wordings, chosen without repeating and filled with variables."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
APOLOGY = re.compile(
    r"^\W*(?:亲+爱?的?\W*)?(?:您好\W*)?(?:真的|真是|实在|非常|很|十分|万分)*(?:抱歉|对不起|不好意思|让您久等|久等)"
)


@dataclass(frozen=True)
class Script:
    """`variables` maps each variable to its sample; `since` (included) and `until` (excluded) bound a campaign text.
    `campaigns` are wordings of the same key that take its place in their time; their times do not overlap."""

    key: str
    purpose: str
    variants: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    campaigns: tuple["Script", ...] = ()

    def holds(self, now: datetime) -> bool:
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)

    def in_force(self, now: datetime) -> "Script":
        """The campaign wording of this moment, else the lasting one."""
        return next((campaign for campaign in self.campaigns if campaign.holds(now)), self)


@dataclass(frozen=True)
class Rendered:
    """A filled script; `variant` is its index, so that the conversation does not hear it again too soon."""

    key: str
    variant: int
    text: str


class ScriptMissing(KeyError):
    """The library holds no such key, or a variable of the script was not given."""


def choose_variant(script: Script, said: Collection[int], seed: int) -> int:
    """The next variant: one not yet in `said` (said variants in order, oldest first), else the one said longest ago.

    `seed` spreads first choices over the conversations; equal arguments give equal answers.
    """
    order = list(said)
    fresh = [n for n in range(len(script.variants)) if n not in order]
    if fresh:
        return fresh[seed % len(fresh)]
    last = {n: place for place, n in enumerate(order) if n < len(script.variants)}
    return min(last, key=lambda n: last[n])


def fill(script: Script, variant: int, variables: Mapping[str, str]) -> Rendered:
    """The text of a variant; ScriptMissing names a variable that was not given."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in variables:
            raise ScriptMissing(f"{script.key}: variable {{{name}}} was not given")
        return variables[name]

    return Rendered(script.key, variant, VARIABLE.sub(value, script.variants[variant]))


def begins_with_apology(text: str) -> bool:
    """Whether a text opens by saying sorry, so that a second apology before it would be too much."""
    return APOLOGY.match(text) is not None
