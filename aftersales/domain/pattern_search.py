"""Finding many fixed strings in one text in a single pass (Aho–Corasick)."""

from collections import deque
from collections.abc import Iterable, Iterator


class PatternSearch:
    """An automaton over a set of non-empty strings. Time to search: length of the text plus number of finds."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._fail: list[int] = [0]
        self._found: list[tuple[str, ...]] = [()]
        for pattern in dict.fromkeys(patterns):
            if pattern:
                self._add(pattern)
        self._link()

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every occurrence (start, end, pattern), overlapping ones too, in the order of their ends."""
        state = 0
        for end, char in enumerate(text, start=1):
            state = self._step(state, char)
            for pattern in self._found[state]:
                yield end - len(pattern), end, pattern

    def _add(self, pattern: str) -> None:
        state = 0
        for char in pattern:
            if char not in self._next[state]:
                self._next[state][char] = len(self._next)
                self._next.append({})
                self._fail.append(0)
                self._found.append(())
            state = self._next[state][char]
        self._found[state] = (pattern,)

    def _link(self) -> None:
        queue = deque(self._next[0].values())
        while queue:
            state = queue.popleft()
            for char, child in self._next[state].items():
                self._fail[child] = self._step(self._fail[state], char)
                self._found[child] += self._found[self._fail[child]]
                queue.append(child)

    def _step(self, state: int, char: str) -> int:
        while state and char not in self._next[state]:
            state = self._fail[state]
        return self._next[state].get(char, 0)
