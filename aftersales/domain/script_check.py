"""Whether a script that a playbook says exists and can be filled where it is said."""

from collections.abc import Collection, Iterator, Mapping

from aftersales.domain.scripts import Script

EVERYWHERE = frozenset({"shop_name"})
IN_QUEUE = frozenset({"position", "team"})
OUT_OF_HOURS = frozenset({"open_hours"})
BY_CALLERS = EVERYWHERE | IN_QUEUE | OUT_OF_HOURS | {"topic", "due", "order_title", "agent_name"}
"""Variables that code gives besides the wording of the order; docs/architecture.md, “Text”."""


def check_script(
    key: str | None,
    where: str,
    scripts: Mapping[str, Script],
    variables: Collection[str],
    *,
    handoff: bool = False,
) -> Iterator[tuple[str, str]]:
    """Problems as (where, message). A handoff is also said out of hours, under `<key>_closed`."""
    if key is None:
        return
    fillable = EVERYWHERE | frozenset(variables)
    yield from _check_one(key, where, scripts, fillable | (IN_QUEUE if handoff else frozenset()))
    if handoff:
        yield from _check_one(f"{key}_closed", where, scripts, fillable | IN_QUEUE | OUT_OF_HOURS)


def unknown_variables(scripts: Mapping[str, Script], variables: Collection[str]) -> Iterator[tuple[str, str]]:
    """(key, variable) of every script variable that nothing in the program can fill."""
    fillable = BY_CALLERS | frozenset(variables)
    for key, script in scripts.items():
        for variable in sorted(script.variables.keys() - fillable):
            yield key, variable


def _check_one(
    key: str, where: str, scripts: Mapping[str, Script], fillable: Collection[str]
) -> Iterator[tuple[str, str]]:
    if key not in scripts:
        yield where, f"there is no script {key}; write it in scripts_lib"
        return
    for variable in sorted(scripts[key].variables.keys() - fillable):
        yield where, f"script {key} uses {{{variable}}}, which is not known here; reword it"
