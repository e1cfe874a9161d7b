"""Script and word files as trainers write them, rightly and wrongly; each problem names file, key and the fix."""

from datetime import date, datetime

import pytest

from aftersales.adapters.files.script_reader import read_scripts
from aftersales.adapters.files.word_reader import read_words
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.text_reading import HEARD, Manner
from aftersales.domain.word_entries import Action, Grade

FILE = "scripts_lib/order.yml"
WORDS = "scripts_lib/words/tone.yml"


def scripts_of(*entries: str) -> str:
    return "topic: order\nscripts:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def words_of(*entries: str) -> str:
    return "list: tone\nentries:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def test_a_script_is_read_whole() -> None:
    text = scripts_of('key: order.which, purpose: 选, variables: {shop_name: 山}, variants: ["{shop_name}在", 您好]')
    scripts, problems = read_scripts({FILE: text})
    assert not problems
    assert scripts["order.which"].variants == ("{shop_name}在", "您好")
    assert scripts["order.which"].variables == {"shop_name": "山"}


def test_a_campaign_stands_under_its_key_until_the_end_of_its_last_day() -> None:
    lasting = "key: k, purpose: p, variants: [平时]"
    campaign = "key: k, purpose: p, variants: [大促], from: 2026-11-01, until: 2026-11-11"
    scripts, problems = read_scripts({FILE: scripts_of(campaign, lasting)})
    assert not problems
    assert scripts["k"].in_force(datetime(2026, 11, 11, 23, 59, tzinfo=SHANGHAI)).variants == ("大促",)
    assert scripts["k"].in_force(datetime(2026, 11, 12, tzinfo=SHANGHAI)).variants == ("平时",)


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        (scripts_of("key: k, purpose: p"), "k, variants", "at least one"),
        (scripts_of("key: k, purpose: p, variants: [好, 好]"), "k, variants", "2 times"),
        (scripts_of('key: k, purpose: p, variants: ["{a}好"]'), "k, variables", "not listed"),
        (scripts_of("key: k, purpose: p, variables: {a: b}, variants: [好]"), "k, variables", "not used"),
        (scripts_of('key: k, purpose: p, variants: ["{A}好"]'), "k, variants", "brace"),
        (scripts_of('key: k, purpose: p, variants: [""]'), "k, variants", "empty"),
        (scripts_of("key: k, purpse: p, variants: [好]"), "k, purpse", "purpose"),
        (scripts_of("key: k, purpose: p, variants: [好], from: 双十一"), "k, from", "2026-11-11"),
        (scripts_of("key: k, purpose: p, variants: [好], from: 2026-11-11"), "k", "rest of the time"),
        (scripts_of(*["key: k, purpose: p, variants: [好]"] * 2), "k", "stands twice"),
        ("topic: order\nscripts:\n  - {key: k, key: k}\n", "line 3", "keep one"),
        ("topic: [", "line 2", "not readable"),
    ],
)
def test_a_wrong_script_is_named(text: str, where: str, words: str) -> None:
    _, problems = read_scripts({FILE: text})
    assert any(p.file == FILE and p.where == where and words in p.message for p in problems), problems


def test_two_campaigns_on_one_day_are_refused_and_next_to_each_other_taken() -> None:
    entry = "key: k, purpose: p, variants: [{}], from: 2026-11-{}, until: 2026-11-{}"
    lasting = "key: k, purpose: p, variants: [平时]"
    apart = scripts_of(lasting, entry.format("甲", "01", "11"), entry.format("乙", 12, 13))
    overlapping = scripts_of(lasting, entry.format("甲", "01", "11"), entry.format("乙", 11, 13))
    assert not read_scripts({FILE: apart})[1]
    assert "same days" in read_scripts({FILE: overlapping})[1][0].message


def test_a_key_in_two_files_is_refused() -> None:
    text = scripts_of("key: k, purpose: p, variants: [好]")
    _, problems = read_scripts({FILE: text, "scripts_lib/zz.yml": text})
    assert [(p.file, p.where) for p in problems] == [("scripts_lib/zz.yml", "k")]


def test_a_word_entry_is_read_whole() -> None:
    entry = "id: t.x, patterns: [坏], action: replace, replacement: 好, reason: r, source: s"
    entry += ", sound: true, grade: minor, since: 2025-09-01"
    gate, problems = read_words({WORDS: words_of(entry)})
    assert not problems
    word = gate.entries[0]
    assert (word.action, word.list, word.manners) == (Action.REPLACE, "tone", (Manner.LOOSE, *HEARD))
    assert (word.grade, word.since) == (Grade.MINOR, date(2025, 9, 1))


@pytest.mark.parametrize(
    ("entry", "where", "words"),
    [
        ("id: t.x, patterns: [坏], action: forbid, reason: r, source: s", "t.x, action", "block, replace, warn"),
        ("id: t.x, patterns: [坏], action: block, reason: r, source: s, grade: bad", "t.x, grade", "serious"),
        ("id: t.x, patterns: [坏], action: block, reason: r, source: s, since: 上周", "t.x, since", "2025-09-01"),
        ("id: t.x, patterns: [坏], rule: longer_than, action: warn, reason: r, source: s", "t.x, patterns", "rule"),
        ("id: t.x, rule: longer_than, action: warn, reason: r, source: s", "t.x, limit", "how many"),
        ("id: t.x, rule: repeated_text, action: warn, reason: r, source: s", "t.x, limit", "how many"),
        ("id: t.x, rule: late_answer, action: replace, replacement: 好, reason: r, source: s", "t.x, action", "warn"),
        ("id: t.x, rule: late, action: warn, reason: r, source: s", "t.x, rule", "late_answer, repeated_text"),
        ('id: t.x, patterns: ["{nobody}坏"], action: block, reason: r, source: s', "t.x, patterns", "no term nobody"),
        ('id: t.x, patterns: ["(坏|差"], action: block, reason: r, source: s', "t.x, patterns", "closing"),
        ('id: t.x, patterns: ["坏)"], action: block, reason: r, source: s', "t.x, patterns", "outside brackets"),
        ('id: t.x, patterns: ["坏，差"], action: block, reason: r, source: s', "t.x, patterns", "not read"),
        ("id: t.x, patterns: [坏], action: warn, reason: r, source: s, beyond: stall_hours", "t.x, beyond", "shop.yml"),
        ("id: t.x, patterns: [坏], action: block, reason: r, source: s, bot_only: yes", "t.x, action", "warn"),
        ("id: t.x, patterns: [坏], action: replace, reason: r, source: s", "t.x, replacement", "approved wording"),
        ("id: t.x, patterns: [], action: block, reason: r, source: s", "t.x, patterns", "at least one"),
        ('id: t.x, patterns: ["，"], action: block, reason: r, source: s', "t.x, patterns", "empty"),
        ("id: t.x, patterns: [坏], action: block, source: s", "t.x, reason", "missing"),
        (
            "id: t.x, patterns: [坏], action: replace, replacement: 坏人, reason: r, source: s",
            "t.x, replacement",
            "itself",
        ),
    ],
)
def test_a_wrong_word_entry_is_named(entry: str, where: str, words: str) -> None:
    _, problems = read_words({WORDS: words_of(entry)})
    assert any(p.file == WORDS and p.where == where and words in p.message for p in problems), problems


def test_a_promise_is_held_against_a_setting() -> None:
    entry = 'id: t.x, patterns: ["赔您…元"], beyond: agent_limit, action: warn, reason: r, source: s'
    gate, problems = read_words({WORDS: words_of(entry)})
    assert not problems
    assert [bool(gate.allowing({"agent_limit": at}).review("赔您50元").hits) for at in (20_00, 100_00)] == [True, False]


def test_a_term_is_written_once_and_used_by_all_lists() -> None:
    terms = "terms: {bad: [坏, (很|太)差]}\ndenials: [不要]\nfillers: [亲]\nsigns: {💔: 坏}\n"
    entry = 'id: t.x, patterns: ["说{bad}…话"], action: block, reason: r, source: s, deniable: true'
    gate, problems = read_words({WORDS: words_of(entry), "scripts_lib/words/terms.yml": terms})
    assert not problems
    assert [gate.review(text).blocked for text in ("说太差的话", "说💔话", "说差话", "不要说坏话")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_id_stands_once_over_all_lists() -> None:
    entry = "id: t.x, patterns: [坏], action: block, reason: r, source: s"
    _, problems = read_words({WORDS: words_of(entry, entry)})
    assert "rename" in problems[0].message
