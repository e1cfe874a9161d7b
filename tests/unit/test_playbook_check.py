"""What `aftersales check` refuses of playbooks: each fault is found, and a sound set has none."""

from dataclasses import replace
from datetime import date, time

import pytest

from aftersales.adapters.files.playbook_reader import read_playbooks
from aftersales.domain.opening_hours import MIDNIGHT
from aftersales.domain.playbook_check import Known, check_playbooks
from aftersales.domain.problems import FileProblem
from aftersales.domain.script_check import unknown_variables
from aftersales.domain.scripts import Script
from aftersales.domain.shop import Hours, Setting, Shop, Team

MISSING = """\
playbook: missing_item
intents: [missing_item]
facts:
  order_status: {from: order}
  photos: {title: 照片, from: attachments, ask: m.ask_photo}
  kind: {title: 少了什么, ask: m.ask_kind, one_of: {product: [商品], accessory: [配件]}}
  intact: {title: 外箱完好, ask: m.ask_box, answer: yes_no}
  weight: {title: 包裹重量, task: weigh_parcel, team: warehouse, details: [order_status], say: m.weighing}
  shown: {title: 看得出少件, review: difficult, show: [photos], say: m.weighing}
  missing_value: {from: order}
decide:
  - {row: no_scan, sop: P-LOG-04, when: {order_status: shipped}, goto: track}
  - row: short
    sop: P-RCV-01
    when: {kind: product, weight: short, missing_value: "< small_value"}
    say: m.reship
    tasks: [{kind: reship, team: warehouse, details: [missing_value]}]
    outcome: resolved
  - {row: seen, sop: P-RCV-01, when: {kind: product, shown: yes, intact: no}, say: m.reship, outcome: resolved}
  - {row: otherwise, sop: P-RCV-01, say: m.to_person, handoff: {team: difficult}, outcome: handed_off}
"""
TRACK = """\
playbook: track
intents: [track_parcel]
facts: {}
decide:
  - {row: otherwise, sop: P-LOG-01, say: m.reship, outcome: answered}
"""
TASK = "details: [missing_value]}"
ALWAYS = dict.fromkeys(range(1, 8), Hours(time(0), MIDNIGHT))
SHOP = Shop(
    name="店",
    platform="taobao",
    settings={"small_value": Setting(2000, "P-RCV-01", date(2026, 11, 1))},
    teams={"difficult": Team("difficult", "疑难件", ALWAYS), "warehouse": Team("warehouse", "仓库")},
    couriers={},
)
KEYS = {"m.ask_photo", "m.ask_kind", "m.ask_box", "m.weighing", "m.reship", "m.to_person", "m.to_person_closed"}
SCRIPTS = {key: Script(key, "p", ("亲",)) for key in KEYS}
SCRIPTS["m.reship"] = Script("m.reship", "p", ("{shop_name} {amount}",), {"shop_name": "店", "amount": "5元"})
SCRIPTS["m.to_person_closed"] = Script("m.to_person_closed", "p", ("{open_hours}",), {"open_hours": "每天"})
KNOWN = Known(SHOP, SCRIPTS, frozenset({"order_status", "missing_value"}), frozenset({"amount"}))


def check(missing: str = MISSING, track: str = TRACK, known: Known = KNOWN) -> list[FileProblem]:
    books, problems = read_playbooks({"playbooks/missing_item.yml": missing, "playbooks/track.yml": track})
    assert problems == []
    return check_playbooks(books, known)


def test_a_sound_set_has_no_problems() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("old", "new", "where", "word"),
    [
        ("intents: [missing_item]", "intents: [track_parcel]", "intents", "listed 2 times"),
        ("when: {order_status: shipped}, goto", "goto", "row short", "row no_scan above"),
        (
            "{kind: product, shown: yes",
            "{kind: product, weight: short, missing_value: 0, shown: yes",
            "row seen",
            "row s",
        ),
        ("otherwise, sop: P-RCV-01,", "otherwise, sop: P-RCV-01, when: {kind: product},", "decide", "no `when`"),
        ("  order_status: {from: order}\n", "", "row no_scan, when, order_status", "not declared"),
        ("missing_value: {from: order}", "missing_worth: {from: order}", "fact missing_worth", "order_facts.py"),
        (
            "missing_value: {from: order}",
            "missing_value: {title: 值, ask: m.ask_box}",
            "fact missing_value",
            "the record",
        ),
        ("small_value", "smal_value", "row short, when, missing_value", "neither a number nor a setting"),
        ("kind: product, weight", "kind: produkt, weight", "row short, when, kind", "it has product, accessory"),
        ("weight: short", "weight: light", "row short, when, weight", "it has short, full"),
        ("shown: yes", "shown: granted", "row seen, when, shown", "it has yes, no"),
        ("intact: no", "intact: broken", "row seen, when, intact", "it has yes, no"),
        ("intact: no", "intact: 1", "row seen, when, intact", "it has yes, no"),
        ("goto: track", "goto: trakc", "row no_scan, goto", "no playbook trakc"),
        ("ask: m.ask_kind", "ask: m.ask", "fact kind, ask", "no script m.ask;"),
        ("say: m.weighing", "say: m.w", "fact weight, say", "no script m.w;"),
        ("say: m.to_person", "say: m.weighing", "row otherwise, say", "no script m.weighing_closed"),
        ("team: difficult", "team: warehouse", "row otherwise, handoff", "takes no chats"),
        (
            "{kind: reship, team: warehouse",
            "{kind: resend, team: warehouse",
            "row short, task 1",
            "no task kind resend",
        ),
        ("{kind: reship, team: warehouse", "{kind: reship, team: werehouse", "row short, task 1", "no team werehouse"),
        ("review: difficult", "review: nobody", "fact shown", "no team nobody"),
        (
            "details: [missing_value]",
            "details: [worth]",
            "row short, task 1",
            "detail worth is neither a fact nor a setting",
        ),
        (TASK, TASK.replace("}", ", when: {parcels: 1}}"), "row short, task 1, when, parcels", "not declared"),
        (
            TASK,
            TASK.replace("}", ", when: {kind: product}}"),
            "row short, task 1, when, kind",
            "only looks at the record",
        ),
        (TASK, TASK.replace("}", ", when: {weight: full}}"), "row short, task 1, when, weight", "move it to the row"),
        (
            TASK,
            TASK.replace("}", ', when: {missing_value: "< much"}}'),
            "row short, task 1, when, missing_value",
            "neither a number nor a setting",
        ),
        ("attachments, ask: m.ask_photo", "attachments", "fact photos", "give it `ask`"),
        ("title: 少了什么, ", "", "fact kind, title", "such as `title: "),
        ("title: 照片, ", "", "fact photos, title", "is missing"),
        ("title: 包裹重量, ", "", "fact weight, title", "is missing"),
        ("title: 看得出少件, ", "", "fact shown, title", "is missing"),
        ("order_status: {from", "order_status: {title: 状态, from", "fact order_status, title", "order_facts.py"),
        ("accessory: [配件]", "accessory: [配件, 商品]", "fact kind", "two choices"),
        ("intents: [missing_item]", "needs_order: no\nintents: [missing_item]", "row short, say", "{amount}"),
    ],
)
def test_a_fault_names_its_place_and_the_fix(old: str, new: str, where: str, word: str) -> None:
    assert old in MISSING
    problems = check(MISSING.replace(old, new))
    told = [problem.message for problem in problems if problem.where == where]
    assert told, problems
    assert word in " ".join(told)
    assert "playbooks/missing_item.yml" in {problem.file for problem in problems}


def test_a_task_may_depend_on_the_record_and_on_settings() -> None:
    when = ', when: {order_status: [paid, unknown], missing_value: "< small_value", small_value: "> 0"}}'
    assert check(MISSING.replace(TASK, TASK.replace("}", when))) == []


def test_known_unknown_and_refused_can_always_be_compared() -> None:
    assert check(MISSING.replace("intact: no", "intact: [no, unknown, refused]")) == []
    assert check(MISSING.replace("intact: no", "intact: known")) == []


def test_a_procedure_without_an_order_may_use_the_shops_variables() -> None:
    free = MISSING.replace("intents: [missing_item]", "needs_order: no\nintents: [missing_item]")
    assert {problem.where for problem in check(free)} == {"row short, say", "row seen, say"}
    assert check(free, known=replace(KNOWN, shop_variables=frozenset({"amount"}))) == []


def test_gotos_that_run_in_a_circle_are_refused() -> None:
    back = "  - {row: back, sop: P-LOG-01, when: {s: shipped}, goto: missing_item}\n  - {row: otherwise"
    circle = TRACK.replace("facts: {}", "facts: {s: {from: order}}").replace("  - {row: otherwise", back)
    known = replace(KNOWN, order_facts=frozenset({"order_status", "missing_value", "s"}))
    problems = check(track=circle, known=known)
    assert {(problem.file, problem.where) for problem in problems} == {
        ("playbooks/missing_item.yml", "row no_scan, goto"),
        ("playbooks/track.yml", "row back, goto"),
    }


def test_a_playbook_that_nothing_leads_to_is_refused() -> None:
    alone = MISSING.replace(", goto: track", ", say: m.reship, outcome: answered")
    assert check(alone) == []
    problems = check(alone, TRACK.replace("[track_parcel]", "[]"))
    assert [problem.where for problem in problems] == ["intents"]
    assert check(track=TRACK.replace("[track_parcel]", "[]")) == []


def test_a_script_variable_that_nothing_fills_is_found() -> None:
    scripts = {"a": Script("a", "p", ("{amount}{nmae}{topic}",), {"amount": "1", "nmae": "x", "topic": "y"})}
    assert list(unknown_variables(scripts, {"amount"})) == [("a", "nmae")]
