"""Script files (scripts_lib/<topic>.yml) → the script library; every problem names file, key and the fix."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.yaml_reader import read_mapping
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.problems import FileProblem
from aftersales.domain.scripts import VARIABLE, Script

FILE_KEYS = ("topic", "scripts")
SCRIPT_KEYS = ("key", "purpose", "variables", "variants", "from", "until")


def read_scripts(files: Mapping[str, str]) -> tuple[Mapping[str, Script], list[FileProblem]]:
    """Scripts by key from `{path: YAML text}`.

    A key stands once; with `from`/`until` it may stand again, in the same file, as the wording of a campaign.
    """
    scripts: dict[str, Script] = {}
    problems: list[FileProblem] = []
    for file, text in sorted(files.items()):
        found, wrong = read_script_file(file, text)
        problems += wrong
        for script in found:
            if script.key in scripts:
                problems.append(FileProblem(file, script.key, "this key is in another file too; keep one of the two"))
            scripts[script.key] = script
    return scripts, problems


def read_script_file(file: str, text: str) -> tuple[Sequence[Script], list[FileProblem]]:
    """The scripts of one file, campaigns put under their key; none of a script with problems."""
    value = read_mapping(file, text)
    if isinstance(value, FileProblem):
        return (), [value]
    problems: list[FileProblem] = []
    entry = Entry(file, "", value, problems, FILE_KEYS)
    entry.text("topic", required=True)
    read = [_read_script(entry, number, item) for number, item in enumerate(entry.items("scripts"), start=1)]
    keys = dict.fromkeys(script.key for script in read if script)
    return list(_by_key(entry, keys, [script for script in read if script])), problems


def _read_script(parent: Entry, number: int, item: object) -> Script | None:
    key = item.get("key") if isinstance(item, dict) else None
    entry = parent.child(str(key or f"script {number}"), item, SCRIPT_KEYS)
    before = len(entry.problems)
    variables = entry.block("variables")
    script = Script(
        key=entry.text("key", required=True),
        purpose=entry.text("purpose", required=True),
        variants=entry.texts("variants"),
        variables={name: variables.text(name, required=True) for name in variables.values},
        since=_midnight(entry, "from"),
        until=_midnight(entry, "until", days=1),
    )
    for where, message in _wrong_variants(script):
        entry.problem(message, where)
    if script.since and script.until and script.since >= script.until:
        entry.problem("lies before `from`; exchange the two dates", "until")
    return script if len(entry.problems) == before else None


def _wrong_variants(script: Script) -> Iterator[tuple[str, str]]:
    if not script.variants:
        yield "variants", "is missing; write at least one text"
    for text, count in Counter(script.variants).items():
        if not text.strip():
            yield "variants", "holds an empty text; remove it"
        if count > 1:
            yield "variants", f"“{text}” stands {count} times; keep one"
        if set("{}") & set(VARIABLE.sub("", text)):
            yield "variants", f"“{text}” has a brace that is no variable; a variable is written like {{order_title}}"
    used = {name for text in script.variants for name in VARIABLE.findall(text)}
    for name in sorted(used - script.variables.keys()):
        yield "variables", f"{{{name}}} is used but not listed; add `{name}: a sample`"
    for name in sorted(script.variables.keys() - used):
        yield "variables", f"{name} is not used by any variant; remove it"


def _midnight(entry: Entry, key: str, days: int = 0) -> datetime | None:
    """The Shanghai midnight that begins a campaign, or the one after its last day."""
    value = entry.values.get(key)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        entry.problem(f"{value!r} must be a day such as 2026-11-11", key)
        return None
    return datetime.combine(value + timedelta(days=days), time(), SHANGHAI)


def _by_key(entry: Entry, keys: Mapping[str, None], scripts: Sequence[Script]) -> Iterator[Script]:
    for key in keys:
        same = [script for script in scripts if script.key == key]
        lasting = [script for script in same if not (script.since or script.until)]
        campaigns = sorted((s for s in same if s not in lasting), key=lambda s: (s.since is not None, s.since, s.until))
        for message in _wrong_group(lasting, campaigns):
            entry.child(key, {}, ()).problem(message)
        if lasting:
            yield replace(lasting[0], campaigns=tuple(campaigns))


def _wrong_group(lasting: Sequence[Script], campaigns: Sequence[Script]) -> Iterator[str]:
    if len(lasting) > 1:
        yield "stands twice without `from`/`until`; keep one, or put its variants together"
    if not lasting:
        yield "has only wordings with `from`/`until`; add one for the rest of the time"
    for earlier, later in pairwise(campaigns):
        if earlier.until is None or later.since is None or later.since < earlier.until:
            yield "has two wordings for the same days; move `from` or `until`"
    for campaign in campaigns:
        for name in sorted(campaign.variables.keys() - lasting[0].variables.keys() if lasting else ()):
            yield f"the wording for some days uses {{{name}}}, which the lasting one does not; reword it"
