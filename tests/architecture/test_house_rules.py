"""The hard limits of the design, with no allow-list: sizes, names, first sentences, and no buyer text in Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("aftersales", "bot", "web", "tests", "bench")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "models" not in path.parts and "__pycache__" not in path.parts
)
OWN = [path for path in MODULES if path.relative_to(ROOT).parts[0] in {"aftersales", "bot", "web"}]
BANNED_NAMES = {"utils", "helpers", "common", "manager", "misc"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_stays_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 300, "a file stays under 300 lines: split it by purpose"
    assert ast.get_docstring(tree), "a module opens with one sentence saying what it is for"
    assert not BANNED_NAMES & set(path.stem.split("_")), "name the module after what it does"
    long = [f"{node.name} has {_lines(node)} lines" for node in functions(tree) if _lines(node) > 40]
    assert not long, "a function stays within 40 lines"


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", sorted((ROOT / "bot" / "actions").glob("*.py")), ids=name_of)
def test_actions_never_write_a_text_of_their_own(path: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    assert not [
        call.lineno for call in calls if any(keyword.arg == "text" and _utters(call) for keyword in call.keywords)
    ]


def _utters(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "utter_message"


@pytest.mark.parametrize("path", sorted((ROOT / "bot" / "actions").glob("*.py")), ids=name_of)
def test_an_action_hands_over_at_once(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [node.name for node in functions(tree) if node.name == "run" and _lines(node) > 15]
    assert not long, "an action translates; the work is a use case"


@pytest.mark.parametrize("path", sorted((ROOT / "aftersales" / "use_cases").glob("*.py")), ids=name_of)
def test_use_cases_hold_no_sentence_for_buyers(path: Path) -> None:
    """Texts live in scripts_lib; a use case may name words it listens for, never a sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in comments]
    assert not [n.value for n in texts if isinstance(n.value, str) and HAN.search(n.value) and len(n.value) > 6]


@pytest.mark.parametrize("path", OWN, ids=name_of)
def test_no_private_machine_or_index_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "/work/" not in text
    assert "pypi.org" not in text
