"""YAML text → plain Python values: YAML 1.2, safe, duplicate keys refused."""

from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from aftersales.domain.problems import FileProblem

__all__ = ["FileProblem", "read_mapping", "read_yaml"]


KEPT = 512
"""Values kept: an edit leaves most of the shop's 250 files as they were, and reading them all takes a second."""


@lru_cache(maxsize=KEPT)
def read_yaml(file: str, text: str) -> object:
    """The value of one YAML document, which nobody may change; a FileProblem when it is not readable YAML or gives a
    key twice.

    YAML 1.2: `yes`, `no` and `09:00` are strings; only `true` and `false` are booleans.
    """
    try:
        value: object = YAML(typ="safe").load(text)
    except DuplicateKeyError as error:
        return FileProblem(file, _line(error), f"{_first_line(error.problem)}; keep one of the two")
    except MarkedYAMLError as error:
        return FileProblem(file, _line(error), f"not readable YAML: {_first_line(error.problem)}")
    except (YAMLError, ValueError) as error:
        return FileProblem(file, "line 1", f"not readable YAML: {_first_line(str(error))}")
    return value


def read_mapping(file: str, text: str) -> dict[str, object] | FileProblem:
    """Like `read_yaml`, for a file that must hold `key: value` entries at its top."""
    value = read_yaml(file, text)
    if isinstance(value, FileProblem):
        return value
    if not isinstance(value, dict):
        return FileProblem(file, "line 1", "the file must hold `key: value` entries")
    return {str(key): entry for key, entry in value.items()}


def _line(error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return f"line {mark.line + 1}" if mark else "line 1"


def _first_line(text: str | None) -> str:
    return (text or "unknown problem").splitlines()[0]
