"""What `aftersales check` proves of the files in a working tree: the shop's content and the dialogue, together."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.files.rasa_reader import PLAYBOOK_FORM, Dialogue, check_dialogue, read_dialogue
from aftersales.domain.playbook import Playbook
from aftersales.domain.playbook_check import file_of
from aftersales.domain.problems import FileProblem

TALK_INTENTS = frozenset({"affirm", "deny", "provide_info", "unclear", "urge_reply", "nlu_fallback"})
"""Sent to the form, but answered by what is open in the conversation and not by a procedure."""


def run_check(root: Path) -> Sequence[FileProblem]:
    """Every problem of the files under `root`; empty when they may go live.

    Reads shop.yml, scripts_lib, playbooks and the Rasa project; proves each alone and all together.
    """
    files = read_content_files(root)
    release = build_release(0, files)
    dialogue, problems = read_dialogue(_dialogue_files(root))
    problems += check_dialogue(dialogue)
    if isinstance(release, list):
        return [*release, *problems]
    return [*problems, *check_intents(dialogue, release.playbooks)]


def check_intents(dialogue: Dialogue, playbooks: Mapping[str, Playbook]) -> list[FileProblem]:
    """Every concern that the rules send to the playbooks has one, and every playbook's intent is understood."""
    owned = {intent: book for book in playbooks.values() for intent in book.intents}
    problems = [
        FileProblem(file_of(book), "intents", f"{intent} is no intent of bot/domain.yml; add it there or remove it")
        for intent, book in owned.items()
        if intent not in dialogue.intents
    ]
    ownerless = dialogue.routed.get(PLAYBOOK_FORM, set()) - owned.keys() - TALK_INTENTS
    return problems + [
        FileProblem("playbooks", f"intent {intent}", "belongs to no playbook; list it in one")
        for intent in sorted(ownerless)
    ]


def _dialogue_files(root: Path) -> dict[str, str]:
    data = root / "bot" / "data"
    paths = [root / "bot" / "domain.yml", *data.glob("rules/*.yml"), *data.glob("stories/*.yml")]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths if path.exists()}
