"""Releases over a real database: published when good, refused when broken, rolled back, and spoken from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy.engine import Engine

from aftersales.adapters.clock import SystemClock
from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.db.upgrade import upgrade
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.releases import NoRelease, StoredReleases
from aftersales.adapters.voice import LibraryVoice
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.conversations import Conversation, Owner, Say, Sender
from aftersales.domain.release import Release
from aftersales.domain.scripts import ScriptMissing
from aftersales.use_cases.publish_release import Published, Rejected, Unchanged, publish_release, release_problems
from aftersales.use_cases.rollback_release import rollback_release
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.view_releases import compare_releases, list_releases

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=SHANGHAI)
CHAT = "scripts_lib/chat.yml"
Files = Mapping[str, str]


@dataclass
class Ticks:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def files() -> Files:
    read = read_content_files(ROOT)
    assert isinstance(build_release(0, read), Release)
    return read


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    upgrade(url)
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def services(engine: Engine) -> Services:
    reader = partial(SqlUnitOfWork, engine, read_only=True)
    return cast(Services, SimpleNamespace(uow=lambda: SqlUnitOfWork(engine), reader=reader, now=lambda: NOW))


@pytest.fixture
def reader(engine: Engine) -> Callable[[], SqlUnitOfWork]:
    return lambda: SqlUnitOfWork(engine, read_only=True)


def reworded(files: Files, new: str) -> dict[str, str]:
    assert "还有别的需要我帮您看的吗？" in files[CHAT]
    return {**files, CHAT: files[CHAT].replace("还有别的需要我帮您看的吗？", new)}


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


def test_every_process_sees_a_new_release_a_second_later(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files
) -> None:
    ticks = Ticks()
    releases = StoredReleases(reader, ticks)
    with pytest.raises(NoRelease):
        releases.current()
    publish_release(services, files, build_release)
    first = releases.current()
    publish_release(services, reworded(files, "还有想问的吗？"), build_release)
    assert releases.current() is first
    ticks.seconds = 1.0
    assert releases.current().number == 2
    assert releases.current() is releases.current()


def test_a_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    releases = StoredReleases(lambda: SqlUnitOfWork(engine, read_only=True))
    with pytest.raises(NoRelease, match="make database"):
        releases.current()
    engine.dispose()


def test_a_database_that_fails_later_leaves_the_last_release(engine: Engine, services: Services, files: Files) -> None:
    publish_release(services, files, build_release)
    ticks, failing = Ticks(), make_engine(f"sqlite:///{Path(str(engine.url.database)).parent / 'other.db'}")
    engines = [engine]
    releases = StoredReleases(lambda: SqlUnitOfWork(engines[-1], read_only=True), ticks)
    before = releases.current()
    engines.append(failing)
    ticks.seconds = 60.0
    assert releases.current() is before
    failing.dispose()


def test_a_release_this_program_cannot_use_leaves_the_last_one(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files
) -> None:
    ticks = Ticks()
    releases = StoredReleases(reader, ticks)
    publish_release(services, files, build_release)
    first = releases.current()
    with services.uow() as uow:
        uow.releases.add("other", {"shop.yml": "name: x"}, NOW)
        uow.commit()
    ticks.seconds = 5.0
    assert releases.current() is first


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
