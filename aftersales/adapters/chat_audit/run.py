"""One audit: records in, verdicts or a report out, bad lines told on stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from time import perf_counter

from tqdm import tqdm

from aftersales.adapters.chat_audit.chat_log import Record
from aftersales.adapters.chat_audit.report_html import report_html
from aftersales.adapters.chat_audit.report_text import report_text
from aftersales.adapters.chat_audit.report_words import in_words
from aftersales.domain.problems import FileProblem
from aftersales.domain.release import Release
from aftersales.use_cases.audit_chats import AuditReport, ChatLine, Judged, audit_chats

TOLD = 100
"""Bad lines named one by one; a file whose every line is bad has one fault, not a hundred thousand."""

encode = json.JSONEncoder(ensure_ascii=False).encode


class AuditFormat(str, Enum):
    TEXT = "text"
    JSONL = "jsonl"
    HTML = "html"


def run_audit(
    release: Release,
    file: str,
    records: Iterable[Record],
    form: AuditFormat,
    today: date,
    write: Callable[[str], object],
) -> int:
    """Judge all records and write what `form` asks for, verdicts one by one; the number of lines that were bad."""
    bad = 0

    def usable() -> Iterator[ChatLine]:
        nonlocal bad
        # On a terminal the verdicts themselves show how far it is.
        hidden = form is AuditFormat.JSONL and sys.stdout.isatty()
        for record in tqdm(records, unit=" lines", disable=hidden or None):
            if isinstance(record, FileProblem):
                bad += 1
                if bad <= TOLD:
                    tqdm.write(str(record), file=sys.stderr)
            else:
                yield record

    judged = audit_chats(usable(), release.gate, release.shop.limit("apology_after"), today)
    if form is AuditFormat.JSONL:
        for one in judged:
            write(f"{verdict_line(one)}\n")
        return bad
    report, began = AuditReport(), perf_counter()
    for one in judged:
        report.add(one)
    seconds = perf_counter() - began
    page = in_words(report, release.shop.name, file, bad)
    if form is AuditFormat.HTML:
        write(report_html(page))
    else:
        write(report_text(page))
        write(f"\n用时 {seconds:.1f} 秒，每秒审 {report.total.messages / max(seconds, 1e-6):,.0f} 条\n")
    return bad


def verdict_line(judged: Judged) -> str:
    """`start` and `end` count characters of the text."""
    verdict = judged.verdict
    if not verdict.hits:
        passed = f'"verdict": "pass", "hits": [], "suggestion": {encode(verdict.text)}'
        return f'{{"id": {encode(judged.line.id)}, {passed}}}'
    hits = [{"list": hit.entry.list, "entry": hit.entry.id, "start": hit.start, "end": hit.end} for hit in verdict.hits]
    action = verdict.action.value if verdict.action else "pass"
    return encode({"id": judged.line.id, "verdict": action, "hits": hits, "suggestion": judged.verdict.suggestion})
