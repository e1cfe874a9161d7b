"""One `key: value` block of a file, read strictly: every wrong or unknown key becomes a FileProblem."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from aftersales.adapters.files.quantities import Unit, read_quantity
from aftersales.domain.problems import FileProblem


class Entry:
    """Typed access to a mapping read from YAML. A wrong value is reported once and read as absent."""

    def __init__(
        self, file: str, where: str, value: object, problems: list[FileProblem], known: Collection[str]
    ) -> None:
        self.file, self.where, self.problems = file, where, problems
        self.values: dict[str, object] = {}
        if not isinstance(value, dict):
            self.problem("must hold `key: value` entries")
            return
        self.values = {str(key): entry for key, entry in value.items()}
        for key in self.values:
            if known and key not in known:
                self.problem(f"unknown key; {_suggest(key, known)}", key)

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def problem(self, message: str, key: str = "") -> None:
        where = ", ".join(part for part in (self.where, key) if part)
        self.problems.append(FileProblem(self.file, where or "top", message))

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; empty when absent or wrong."""
        value = self.values.get(key)
        if value is None:
            if required or key in self.values:
                self.problem("is missing; write its text", key)
            return ""
        if not isinstance(value, str):
            self.problem(f"{value!r} must be a text; put it in quotes", key)
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent or wrong."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.problem("must be a list of texts such as [a, b]; put numbers in quotes", key)
            return ()
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        if value not in {"yes", "no"}:
            self.problem(f"{value!r} must be yes or no", key)
        return value == "yes"

    def quantity(self, key: str, unit: Unit, default: int) -> int:
        if key not in self.values:
            return default
        try:
            return read_quantity(self.values[key], unit)
        except ValueError as error:
            self.problem(str(error), key)
            return default

    def items(self, key: str) -> list[object]:
        """A list of anything; empty when absent or wrong."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.problem("must be a list", key)
            return []
        return value

    def block(self, key: str, known: Collection[str] = ()) -> "Entry":
        """The mapping below `key`; empty when absent. No `known` keys: its keys are free names."""
        return Entry(self.file, _join(self.where, key), self.values.get(key, {}), self.problems, known)

    def child(self, where: str, value: object, known: Collection[str]) -> "Entry":
        return Entry(self.file, _join(self.where, where), value, self.problems, known)


def _join(where: str, key: str) -> str:
    return f"{where}, {key}" if where else key


def _suggest(key: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = get_close_matches(key, names, n=1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(names)}"
