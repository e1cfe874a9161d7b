"""The shop's content: the files that go live together, and the release they make when nothing in them is wrong."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from aftersales.adapters.files.playbook_reader import read_playbooks
from aftersales.adapters.files.script_reader import read_script_file, read_scripts
from aftersales.adapters.files.shop_reader import SHOP_FILE, read_shop
from aftersales.adapters.files.word_reader import read_words
from aftersales.domain.problems import FileProblem
from aftersales.domain.release import Release
from aftersales.domain.script_keys import missing_scripts
from aftersales.domain.scripts import Script, fill
from aftersales.domain.shop import Shop
from aftersales.domain.tone import in_tone
from aftersales.domain.word_entries import Action
from aftersales.domain.word_gate import WordGate
from aftersales.use_cases.check_content import check_content

WORDS = "scripts_lib/words/"
SCRIPTS = "scripts_lib/"
PLAYBOOKS = "playbooks/"
TRUTH = "truth"
NOT_UTF8 = "is not saved as UTF-8; save it again with that encoding"


def content_paths(root: Path) -> list[Path]:
    """The files under `root` that a release is made of: scripts_lib/**, playbooks/** and shop.yml, where they exist."""
    learned = root / WORDS / "learned.json"
    found = [*root.glob(f"{SCRIPTS}**/*.yml"), learned, *root.glob(f"{PLAYBOOKS}**/*.yml"), root / SHOP_FILE]
    return sorted(path for path in found if path.is_file())


def read_content_files(root: Path) -> dict[str, str]:
    """Their texts by their path relative to `root`.

    Bytes that are no UTF-8 become U+FFFD, which `build_release` reports.
    """
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8-sig", errors="replace")
        for path in content_paths(root)
    }


def build_release(number: int, files: Mapping[str, str], published: bool = False) -> Release | list[FileProblem]:
    """The release these files make, or everything that is wrong with them, alone and together. Scripts that were
    `published` were held against their word lists then."""
    problems = [FileProblem(file, "encoding", NOT_UTF8) for file, text in files.items() if "\ufffd" in text]
    gate, found = read_words(_under(files, WORDS))
    problems += found
    script_files = {file: text for file, text in _under(files, SCRIPTS).items() if not file.startswith(WORDS)}
    scripts, found = read_scripts(script_files)
    problems += found
    playbooks, found = read_playbooks(_under(files, PLAYBOOKS))
    problems += found
    shop, found = read_shop(files.get(SHOP_FILE, ""))
    problems += found
    if shop:
        problems += _unknown_bounds(gate, shop)
        gate = gate.allowing(shop.limits)
    if shop and not problems:
        problems += check_content(shop, scripts, playbooks)
        problems += [FileProblem(SCRIPTS.rstrip("/"), key, wrong) for key, wrong in missing_scripts(scripts, playbooks)]
        problems += () if published else _forbidden_wordings(script_files, gate)
    if problems or not shop:
        return problems
    toned = {key: in_tone(script, shop.platform) for key, script in scripts.items()}
    return Release(number, shop, toned, playbooks, gate)


def _under(files: Mapping[str, str], folder: str) -> dict[str, str]:
    return {file: text for file, text in files.items() if file.startswith(folder)}


def _unknown_bounds(gate: WordGate, shop: Shop) -> Iterator[FileProblem]:
    for entry in gate.entries:
        if entry.beyond and entry.beyond.setting not in shop.settings:
            wrong = f"shop.yml has no setting {entry.beyond.setting}; name one it has, or add it there"
            yield FileProblem(f"{WORDS}{entry.list}.yml", f"{entry.id}, beyond", wrong)


def _forbidden_wordings(files: Mapping[str, str], gate: WordGate) -> Iterator[FileProblem]:
    """Scripts the word gate would not let through as they stand, filled with their samples; of the list “truth” not
    even what it lets people say (a person may say that they are one)."""
    for file, text in files.items():
        for script in read_script_file(file, text)[0]:
            for wording in (script, *script.campaigns):
                for message in _hits(wording, gate):
                    yield FileProblem(file, script.key, message)


def _hits(script: Script, gate: WordGate) -> Iterator[str]:
    for number in range(len(script.variants)):
        text = fill(script, number, script.variables).text
        for hit in gate.review(text).hits:
            claimed = hit.entry.list == TRUTH and hit.entry.rule is None
            if hit.entry.action is not Action.WARN or claimed:
                yield f"“{text[hit.start : hit.end]}” is forbidden by {hit.entry.id} ({hit.entry.reason}); reword it"
