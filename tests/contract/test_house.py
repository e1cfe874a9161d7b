"""Agents, pictures, the feed, the audit trail and releases."""

from dataclasses import replace

from aftersales.domain.cases import Agent
from aftersales.domain.conversations import Attachment
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.repositories import FeedRow, ReleaseHead, StoredRelease
from tests.contract.samples import NOW, SECOND, start_chat

LI = Agent("li", "小李", "hash", ("service", "difficult"), "lead", active=True)


def test_an_agent_is_stored_and_replaced(uow: UnitOfWork) -> None:
    away = replace(LI, active=False, teams=())
    uow.agents.put(LI)
    uow.agents.put(Agent("an", "小安", "hash", ("service",)))
    assert uow.agents.get("li") == LI
    uow.agents.put(away)
    assert uow.agents.get("li") == away
    assert uow.agents.get("nobody") is None
    assert [agent.login for agent in uow.agents.all()] == ["an", "li"]


def test_pictures_are_counted_from_a_moment_on(uow: UnitOfWork) -> None:
    start_chat(uow, "c1")
    start_chat(uow, "c2")
    first = Attachment("p1", "c1", "image/jpeg", "p1.jpg", 1024, NOW)
    uow.attachments.add(first)
    uow.attachments.add(replace(first, id="p2", created_at=NOW + SECOND))
    uow.attachments.add(replace(first, id="p3", conversation_id="c2"))
    assert uow.attachments.get("p1") == first
    assert uow.attachments.get("p4") is None
    assert uow.attachments.count("c1", NOW) == 2
    assert uow.attachments.count("c1", NOW + SECOND) == 1


def test_the_feed_is_read_on_from_a_row(uow: UnitOfWork) -> None:
    assert uow.feed.newest() == 0
    for ref in ("1", "2", "3"):
        uow.feed.append("c1", "message", ref, NOW)
    one, two, three = uow.feed.after(0)
    assert one == FeedRow(one.id, "c1", "message", "1")
    assert uow.feed.after(one.id, limit=1) == [two]
    assert uow.feed.newest() == three.id
    assert uow.feed.after(three.id) == []


def test_old_rows_of_the_feed_are_forgotten_and_the_newest_never(uow: UnitOfWork) -> None:
    for ref in "abcd":
        uow.feed.append("c1", "message", ref, NOW)
    newest = uow.feed.newest()
    uow.feed.forget(2)
    assert [row.ref for row in uow.feed.after(0)] == ["c", "d"]
    uow.feed.forget(0)
    assert [row.ref for row in uow.feed.after(0)] == ["d"]
    assert uow.feed.newest() == newest


def test_the_audit_trail_of_one_thing_is_oldest_first(uow: UnitOfWork) -> None:
    uow.audit.append("li", "reveal", "order:1", {"field": "phone", "reason": "核对地址"}, NOW)
    uow.audit.append("li", "reveal", "order:2", {}, NOW)
    uow.audit.append("wang", "close", "order:1", {}, NOW + SECOND)
    assert uow.audit.of("order:1") == [
        (NOW, "li", "reveal", {"field": "phone", "reason": "核对地址"}),
        (NOW + SECOND, "wang", "close", {}),
    ]
    assert uow.audit.of("order:3") == []


def test_releases_are_numbered_and_an_unchanged_one_is_not_stored(uow: UnitOfWork) -> None:
    assert (uow.releases.newest(), uow.releases.newest_number()) == (None, 0)
    files = {"shop.yml": "name: 小店\n", "a.yml": "好", "b.yml": "好"}
    assert uow.releases.add("aaa", files, NOW, "first") == 1
    assert uow.releases.add("aaa", {}, NOW) is None
    assert uow.releases.add("bbb", {**files, "a.yml": "新"}, NOW) == 2
    assert uow.releases.newest_number() == 2
    assert uow.releases.get(1) == StoredRelease(1, "aaa", files)
    assert uow.releases.newest() == StoredRelease(2, "bbb", {**files, "a.yml": "新"})
    assert (uow.releases.get(9), uow.releases.head(9)) == (None, None)


def test_the_heads_of_releases_tell_which_files_differ(uow: UnitOfWork) -> None:
    uow.releases.add("aaa", {"a.yml": "好", "b.yml": "好"}, NOW, "first")
    uow.releases.add("bbb", {"a.yml": "新", "b.yml": "好"}, NOW + SECOND)
    assert [head.number for head in uow.releases.heads(1)] == [2]
    second, first = uow.releases.heads(9)
    assert first == uow.releases.head(1) == ReleaseHead(1, "aaa", first.files, NOW, "first")
    assert len({first.files["a.yml"], first.files["b.yml"], second.files["b.yml"]}) == 1
    assert second.files["a.yml"] != first.files["a.yml"]


def test_a_release_without_files_is_one_too(uow: UnitOfWork) -> None:
    uow.releases.add("bbb", {}, NOW)
    assert uow.releases.newest() == StoredRelease(1, "bbb", {})


def test_rolling_back_publishes_an_old_content_anew(uow: UnitOfWork) -> None:
    for checksum in ("aaa", "bbb", "aaa"):
        uow.releases.add(checksum, {"shop.yml": checksum}, NOW)
    assert uow.releases.newest() == StoredRelease(3, "aaa", {"shop.yml": "aaa"})
