"""Read a chat log line by line, JSONL (UTF-8) or CSV with a header (UTF-8 or GB18030); a bad line loses no other.

Fields: `id`, `conversation_id`, `sender` (bot, agent or buyer), `text`; optional `at` (ISO 8601; Shanghai time without
an offset) and `agent` (login or name). Others are not read.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import IO

from click import get_binary_stream

from aftersales.adapters.importers.cells import clean, parse_time
from aftersales.adapters.importers.csv_files import CsvRow, csv_rows, is_utf8, read_csv
from aftersales.adapters.importers.detect import UnreadableFile
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.chat_care import Said
from aftersales.domain.conversations import Sender
from aftersales.domain.problems import FileProblem
from aftersales.use_cases.audit_chats import ChatLine

STDIN = "-"
REQUIRED = ("id", "conversation_id", "sender", "text")
FIELDS = (*REQUIRED, "at", "agent")
SENDERS: Mapping[object, Sender] = {sender.value: sender for sender in (Sender.BOT, Sender.AGENT, Sender.BUYER)}
SAMPLE = 1_000
"""Lines of standard input looked at for the first one that is not ASCII: it decides the encoding."""
SHOWN = 40
"""Characters of a wrong value that a message shows."""

Record = ChatLine | FileProblem
_ISO = re.compile(
    r"(\d{4}-?\d\d-?\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?\s?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?)?",
    re.IGNORECASE,
)


class BadField(ValueError):
    """A field that cannot be used; `str()` is the field, a colon, what is wrong and what is expected."""


@contextmanager
def open_chat_log(file: str) -> Iterator[Iterator[Record]]:
    """The records of a file, of standard input for `-`. UnreadableFile when it is no chat log at all."""
    if file == STDIN:
        yield _records("stdin", get_binary_stream("stdin"), None)
        return
    path = Path(file)
    try:
        stream = path.open("rb")
    except OSError as problem:
        raise UnreadableFile(f"{path.name}: cannot be opened ({problem.strerror})") from None
    with stream:
        yield _records(path.name, stream, path if stream.seekable() else None)


def _records(name: str, stream: IO[bytes], path: Path | None) -> Iterator[Record]:
    first = stream.readline()
    while first and not first.removeprefix(codecs.BOM_UTF8).strip():
        first = stream.readline()
    start = first.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if start == b"[":
        raise UnreadableFile(f"{name}: is one JSON list; write one object {{…}} on each line (JSONL)")
    if start == b"{" and path:
        stream.seek(0)
        return read_jsonl(name, stream)
    if start == b"{":
        return read_jsonl(name, chain((first,), stream))
    return read_table(name, read_csv(path) if path else csv_rows(_decoded(first, stream)))


def read_jsonl(name: str, lines: Iterable[bytes]) -> Iterator[Record]:
    """One record for each line that is not empty."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            yield read_line(value)
        except BadField as problem:
            yield _problem(name, f"line {number}", problem)
        except UnicodeDecodeError:
            yield FileProblem(name, f"line {number}", "is not UTF-8; save the file with that encoding")
        except (ValueError, RecursionError) as problem:
            yield FileProblem(name, f"line {number}", f"is not JSON ({problem}); write one object {{…}} on each line")


def read_table(name: str, rows: Iterator[CsvRow]) -> Iterator[Record]:
    """One record for each row below the header, which is the first row. UnreadableFile when it lacks a column."""
    head = next(rows, None)
    if head is None:
        return iter(())
    header = tuple(clean(cell) for cell in head.cells)
    if missing := [field for field in REQUIRED if field not in header]:
        raise UnreadableFile(
            f"{name}: is neither JSONL nor a CSV of chats: its first row has no column {', '.join(missing)}; "
            f"the columns are {', '.join(FIELDS)}"
        )
    return (_read_row(name, header, row) for row in rows)


def _read_row(name: str, header: tuple[str, ...], row: CsvRow) -> Record:
    where = f"row {row.number}"
    if row.problem:
        return FileProblem(name, where, row.problem)
    if any(cell.strip() for cell in row.cells[len(header) :]):
        told = f"has {len(row.cells)} cells for {len(header)} columns: a text with a comma needs quotation marks"
        return FileProblem(name, where, told)
    # strict=False: spreadsheet programs drop empty cells at the end of a row
    cells = dict(zip(header, row.cells, strict=False))
    fields = {field: clean(cells.get(field, "")) for field in FIELDS}
    try:
        return read_line({**fields, "text": cells.get("text")})
    except BadField as problem:
        return _problem(name, where, problem)


def read_line(value: object) -> ChatLine:
    """The message that an object tells; BadField names what cannot be used."""
    if not isinstance(value, dict):
        raise ValueError("no object")
    get = value.get
    sender, text, agent = SENDERS.get(_plain(get("sender"))), get("text"), get("agent") or ""
    if sender is None:
        raise _bad("sender", get("sender"), f"one of {', '.join(map(str, SENDERS))}")
    if not isinstance(text, str):
        raise _bad("text", text, "a text")
    if not isinstance(agent, str):
        raise _bad("agent", agent, "a login or a name as a text")
    said = Said(sender, text, _time(get("at")))
    return ChatLine(_id("id", get), str(_id("conversation_id", get)), said, agent.strip())


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _id(field: str, get: Callable[[str], object]) -> str | int:
    value = get(field)
    if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
        return value
    raise _bad(field, value, "a text or a whole number")


def _time(value: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        at = _read_time(value) if isinstance(value, str) else None
        if at is not None:
            return at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        pass  # the message below names the value
    raise _bad("at", value, "a time such as 2026-11-25T10:00:00+08:00 or 2026-11-25 10:00:00 (Shanghai), or nothing")


def _read_time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = _ISO.fullmatch(text.strip())
    if found is None:
        return parse_time(text.strip())
    # Python 3.10 reads neither Z, nor +0800, nor times without colons, nor any other number of decimals than 3 or 6
    day, hour, minute, second, parts, zulu, offset, rest = found.groups()
    day = day.replace("-", "")
    zone = "+00:00" if zulu else f"{offset}:{rest or '00'}" if offset else ""
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}.{(parts or '0')[:6]:0<6}"
    return datetime.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock}{zone}")


def _bad(field: str, value: object, expected: str) -> BadField:
    told = "is missing" if value is None or value == "" else f"{value!r:.{SHOWN}}"
    return BadField(field, f"{told}, expected {expected}")


def _problem(name: str, where: str, problem: BadField) -> FileProblem:
    field, message = problem.args
    return FileProblem(name, f"{where}, {field}", message)


def _decoded(first: bytes, stream: Iterable[bytes]) -> Iterator[str]:
    """Lines of standard input, which cannot be read twice: the first that is not ASCII decides the encoding."""
    sample, rest = [first.removeprefix(codecs.BOM_UTF8)], iter(stream)
    while sample[-1].isascii() and len(sample) < SAMPLE and (line := next(rest, b"")):
        sample.append(line)
    encoding = "utf-8" if is_utf8(sample[-1]) else "gb18030"
    return (line.decode(encoding, "replace") for line in chain(sample, rest))
