"""Releases over a real database: published when good, refused when broken, rolled back, and spoken from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales.adapters.clock import SystemClock
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.releases import StoredReleases
from aftersales.adapters.voice import LibraryVoice
from aftersales.domain.conversations import Conversation, Owner, Say, Sender
from aftersales.domain.release import Release
from aftersales.domain.scripts import ScriptMissing
from aftersales.use_cases.publish_release import Published, Rejected, Unchanged, publish_release, release_problems
from aftersales.use_cases.rollback_release import rollback_release
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.view_releases import compare_releases, list_releases
from tests.integration.release_store import CHAT, NOW, Files, engine, files, reader, reworded, services

__all__ = ["engine", "files", "reader", "services"]


def problems_kept(services: Services) -> tuple[str, ...]:
    with services.uow() as uow:
        return release_problems(uow)


def test_good_content_is_published_once(services: Services, files: Files) -> None:
    assert publish_release(services, files, build_release) == Published(1)
    assert publish_release(services, dict(sorted(files.items(), reverse=True)), build_release) == Unchanged(1)
    assert publish_release(services, reworded(files, "还有想问的吗？"), build_release) == Published(2)


@pytest.mark.parametrize(
    ("new", "where", "words"),
    [
        ("请稍等哦", "chat.anything_else", "tone.wait"),
        ("我是真人", "chat.anything_else", "truth.claims_person"),
        ("我是人工客服小林", "chat.anything_else", "truth.introduces_person"),
        ("好呀{position}", "variables", "{position}"),
        ("\ufffd", "encoding", "UTF-8"),
        ('"', "line", "YAML"),
    ],
)
def test_a_broken_edit_changes_nothing_and_is_told(
    services: Services, files: Files, new: str, where: str, words: str
) -> None:
    publish_release(services, files, build_release)
    result = publish_release(services, reworded(files, new), build_release)
    assert result == publish_release(services, reworded(files, new), build_release)
    assert isinstance(result, Rejected)
    told = [str(problem) for problem in result.problems]
    assert any(CHAT in one and where in one and words in one for one in told), told
    assert problems_kept(services) == tuple(told)
    with services.uow() as uow:
        assert uow.releases.newest_number() == 1
        assert len(uow.audit.of("release")) == 2, "a refusal is noted once, however often it is looked at"


def test_scripts_are_held_against_the_word_lists_once_when_they_are_published(files: Files) -> None:
    assert isinstance(build_release(1, reworded(files, "请稍等哦")), list)
    assert isinstance(build_release(1, reworded(files, "请稍等哦"), published=True), Release)
    assert isinstance(build_release(1, reworded(files, '"'), published=True), list)


def test_a_promise_is_held_against_the_shops_own_setting(files: Files) -> None:
    release = build_release(1, files)
    generous = build_release(2, edited(files, "shop.yml", "agent_limit: {value: 20元", "agent_limit: {value: 80元"))
    assert isinstance(release, Release)
    assert isinstance(generous, Release)
    text = "亲，这边我自己掏钱赔您50元"
    told = [{hit.entry.id for hit in gate.review(text).hits} for gate in (release.gate, generous.gate)]
    assert ["truth.compensation_beyond" in ids for ids in told] == [True, False]


def test_a_bound_that_shop_yml_does_not_set_is_told(files: Files) -> None:
    truth = "scripts_lib/words/truth.yml"
    problems = build_release(1, edited(files, truth, "beyond: agent_limit", "beyond: clerk_limit"))
    assert isinstance(problems, list)
    told = [(p.file, p.where) for p in problems if "shop.yml has no setting clerk_limit" in p.message]
    assert told == [(truth, "truth.compensation_beyond, beyond")]


def edited(files: Files, file: str, old: str, new: str) -> Files:
    assert old in files[file]
    return {**files, file: files[file].replace(old, new, 1)}


def test_the_problems_go_when_the_content_is_mended(services: Services, files: Files) -> None:
    publish_release(services, files, build_release)
    publish_release(services, reworded(files, "稍等"), build_release)
    assert problems_kept(services)
    assert publish_release(services, files, build_release) == Unchanged(1)
    assert problems_kept(services) == ()


def test_a_script_the_program_says_cannot_be_removed(files: Files) -> None:
    without = {**files, CHAT: files[CHAT].replace("key: chat.clarify", "key: chat.clarified")}
    problems = build_release(1, without)
    assert isinstance(problems, list)
    assert any(problem.where == "chat.clarify" for problem in problems)


def test_rolled_back_files_stay_back_until_they_change(services: Services, files: Files) -> None:
    worse = reworded(files, "还要啥？")
    publish_release(services, files, build_release)
    publish_release(services, worse, build_release)
    assert rollback_release(services, 1, "li", build_release) == Published(3)
    assert publish_release(services, worse, build_release) == Unchanged(3)
    assert publish_release(services, worse, build_release, again=True) == Published(4)
    assert publish_release(services, reworded(files, "还有吗？"), build_release) == Published(5)


def test_a_release_tells_who_published_it_and_what_it_changed(services: Services, files: Files) -> None:
    publish_release(services, files, build_release)
    publish_release(services, reworded(files, "还要啥？"), build_release, actor="lin")
    rollback_release(services, 1, "he", build_release)
    told = [(view.number, view.by, view.note, list(view.changed)) for view in list_releases(services, 2)]
    assert told == [(3, "he", "rolled back to 1", [CHAT]), (2, "lin", "", [CHAT])]
    changes = compare_releases(services, 1, 2)
    assert not isinstance(changes, Refused)
    assert [change.file for change in changes] == [CHAT]
    marked = [line for line in changes[0].lines if line[0] in "+-"]
    assert [line[0] for line in marked] == ["-", "+"]
    assert ("还有别的" in marked[0], "还要啥" in marked[1]) == (True, True)
    assert compare_releases(services, 1, 3) == []
    assert compare_releases(services, 1, 9) == Refused("not_found", "there is no release 9")


def test_two_rollbacks_in_a_row_hold_as_well(services: Services, files: Files) -> None:
    for new in ("一", "二", "三"):
        publish_release(services, reworded(files, new), build_release)
    rollback_release(services, 2, "li", build_release)
    assert rollback_release(services, 1, "li", build_release) == Published(5)
    assert publish_release(services, reworded(files, "三"), build_release) == Unchanged(5)


def test_only_another_release_that_exists_can_be_gone_back_to(services: Services, files: Files) -> None:
    publish_release(services, files, build_release)
    unknown = rollback_release(services, 9, "li", build_release)
    live = rollback_release(services, 1, "li", build_release)
    assert isinstance(unknown, Refused)
    assert isinstance(live, Refused)
    assert (unknown.code, live.code) == ("not_found", "already_live")


def test_files_are_read_as_they_lie_on_disk_whatever_their_encoding(tmp_path: Path) -> None:
    (tmp_path / "scripts_lib" / "words").mkdir(parents=True)
    (tmp_path / "shop.yml").write_text("name: 山岚", encoding="utf-8-sig")
    (tmp_path / CHAT).write_bytes("topic: 坏".encode("gb18030"))
    (tmp_path / "scripts_lib" / "words" / "tone.yml").write_text("list: tone", encoding="utf-8")
    (tmp_path / "README.md").write_text("no content", encoding="utf-8")
    read = read_content_files(tmp_path)
    assert set(read) == {"shop.yml", CHAT, "scripts_lib/words/tone.yml"}
    assert read["shop.yml"] == "name: 山岚"
    problems = build_release(0, read)
    assert isinstance(problems, list)
    assert [problem.file for problem in problems if problem.where == "encoding"] == [CHAT]


def test_the_voice_repeats_no_wording_and_knows_the_shop(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files
) -> None:
    publish_release(services, files, build_release)
    releases = StoredReleases(reader)
    voice = LibraryVoice(reader, releases, SystemClock())
    heard = []
    with services.uow() as uow:
        uow.conversations.add(Conversation("c1", "demo-wang", Owner.BOT, NOW))
        uow.commit()
    for _ in releases.current().scripts["utter_greet"].variants:
        said = voice.render("c1", Say("utter_greet"))
        heard.append(said.text)
        with services.uow() as uow:
            uow.messages.add("c1", Sender.BOT, said.text, NOW, script_key=said.key, variant=said.variant)
            uow.commit()
    assert len(set(heard)) == len(heard)
    assert any(releases.current().shop.name in text for text in heard)


@pytest.mark.parametrize("say", [Say("no.such_key"), Say("human.queued", {"position": "1"})])
def test_a_missing_key_or_variable_is_a_fault(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files, say: Say
) -> None:
    publish_release(services, files, build_release)
    with pytest.raises(ScriptMissing):
        LibraryVoice(reader, StoredReleases(reader)).render("c1", say)
