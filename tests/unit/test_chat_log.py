"""Chat logs as people keep them, JSONL and CSV, and what is told of lines that cannot be used."""

import codecs
import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from aftersales.adapters.chat_audit.chat_log import Record, open_chat_log
from aftersales.adapters.importers.detect import UnreadableFile
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.chat_care import Said
from aftersales.domain.conversations import Sender
from aftersales.use_cases.audit_chats import ChatLine

BEGAN = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
BUYER, AGENT = Sender.BUYER, Sender.AGENT
GOOD = {"id": "m1", "conversation_id": "c1", "sender": "agent", "text": "您好", "agent": "小李"}


def log(tmp_path: Path, data: bytes, name: str = "chats") -> list[Record]:
    path = tmp_path / name
    path.write_bytes(data)
    with open_chat_log(str(path)) as records:
        return list(records)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sender": "robot"}, "chats: line 2, sender: 'robot', expected one of bot, agent, buyer"),
        ({"sender": ["bot"]}, "chats: line 2, sender: ['bot'], expected one of"),
        ({"text": None}, "chats: line 2, text: is missing, expected a text"),
        ({"text": 5}, "chats: line 2, text: 5, expected a text"),
        ({"id": ""}, "chats: line 2, id: is missing, expected a text or a whole number"),
        ({"conversation_id": True}, "chats: line 2, conversation_id: True, expected"),
        ({"at": "gestern"}, "chats: line 2, at: 'gestern', expected a time such as 2026-11-25T10:00:00+08:00"),
        ({"at": "0001-01-01T00:00:00+09:00"}, "chats: line 2, at: '0001-01-01T"),
        ({"at": 1764036000}, "chats: line 2, at: 1764036000, expected"),
        ({"agent": 7}, "chats: line 2, agent: 7, expected a login or a name"),
    ],
)
def test_a_bad_line_is_named_with_its_field_and_the_others_are_read(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    rows = [GOOD, {**GOOD, **change}, GOOD]
    first, bad, last = log(tmp_path, "\n".join(map(json.dumps, rows)).encode())
    assert str(bad).startswith(told)
    assert first == last == ChatLine("m1", "c1", Said(AGENT, "您好", None), "小李")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"oops", "is not JSON (Expecting value"),
        (b"[1]", "is not JSON (no object)"),
        (b"[" * 100_000, "is not JSON (maximum recursion"),
        ('{"id": "你"}'.encode("gb18030"), "is not UTF-8"),
    ],
)
def test_a_line_that_is_no_record_is_told(tmp_path: Path, raw: bytes, told: str) -> None:
    good = json.dumps(GOOD).encode()
    _, bad, last = log(tmp_path, b"\n".join((codecs.BOM_UTF8 + good, b"", raw, good)))
    assert str(bad).startswith("chats: line 3: " + told)
    assert isinstance(last, ChatLine)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2026-11-25T10:00:00",
            "2026-11-25 10:00",
            "2026/11/25 10:00",
            "20261125T100000",
            "2026-11-25T10:00:00+08:00",
        ),
        *(
            "2026-11-25T02:00:00Z",
            "2026-11-25T02:00:00.0Z",
            "2026-11-25T10:00:00.000000000+0800",
            "2026-11-25T03:00+01",
        ),
    ],
)
def test_times_without_an_offset_are_shanghai_times(tmp_path: Path, written: str) -> None:
    (read,) = log(tmp_path, json.dumps({**GOOD, "at": written}).encode())
    assert isinstance(read, ChatLine), read
    assert read.said.at == BEGAN


TABLE = (
    "id,conversation_id,sender,text,at,agent,extra\r\n"
    'm1,c1,agent,"您好, 亲",2026-11-25T10:00:00,小李,x\r\n'
    "m2,c1,buyer,联通,,\r\n"
    "m3,c1,nobody,好\r\n"
    "m4,c1,bot,好,,,,好\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_of_the_importers(
    tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = TABLE.encode(encoding)
    read = log(tmp_path, data)
    assert read[0] == ChatLine("m1", "c1", Said(AGENT, "您好, 亲", BEGAN), "小李")
    assert read[1] == ChatLine("m2", "c1", Said(BUYER, "联通", None))
    assert str(read[2]).startswith("chats: row 4, sender: 'nobody', expected one of")
    assert str(read[3]) == "chats: row 5: has 8 cells for 7 columns: a text with a comma needs quotation marks"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=(tmp_path / "chats").open("rb")))
    with open_chat_log("-") as piped:
        assert [str(one).replace("stdin", "chats") for one in piped] == [str(one) for one in read]


def test_files_that_are_no_chat_log_are_refused_and_an_empty_one_holds_nothing(tmp_path: Path) -> None:
    assert log(tmp_path, b"") == log(tmp_path, b"\n\n") == []
    with pytest.raises(UnreadableFile, match="chats: is one JSON list; write one object"):
        log(tmp_path, b'[{"id": 1}]')
    with pytest.raises(UnreadableFile, match="its first row has no column conversation_id, text; the columns are id,"):
        log(tmp_path, b"id,sender,words\n1,bot,x\n")
    with pytest.raises(UnreadableFile, match="nowhere: cannot be opened"), open_chat_log(str(tmp_path / "nowhere")):
        pass
