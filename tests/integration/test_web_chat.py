"""The buyer API: who may see what, what is stored once, and how answers arrive."""

from collections.abc import Iterator

import pytest

from aftersales.domain.conversations import Owner
from aftersales.use_cases.ports import BotWords
from tests.integration.web_shop import WebShop, running_shop


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("chat")) as shop:
        yield shop


@pytest.fixture
def shop(running: WebShop) -> WebShop:
    running.bot.words = [BotWords("亲，包裹在路上。", "track_parcel.on_the_way", 0)]
    return running


def test_a_message_is_answered(shop: WebShop) -> None:
    buyer = shop.buyer("demo-wang")
    chat = shop.open(buyer)
    sent = shop.write(chat, buyer, "  我的快递到哪了 ")
    assert sent["text"] == "我的快递到哪了"
    assert sent["sender"] == "buyer"
    answer = shop.answer_to(chat, buyer, sent["id"])
    assert [(one["sender"], one["text"]) for one in answer] == [("bot", "亲，包裹在路上。")]
    assert answer[0]["script_key"] == "track_parcel.on_the_way"


def test_the_same_client_id_is_one_message(shop: WebShop) -> None:
    buyer = shop.buyer("demo-li")
    chat = shop.open(buyer)
    assert shop.write(chat, buyer, "在吗", "same")["id"] == shop.write(chat, buyer, "在吗", "same")["id"]


def test_a_bot_that_fails_gives_the_chat_to_a_person(shop: WebShop) -> None:
    shop.bot.words = []
    buyer = shop.buyer("demo-sun")
    chat = shop.open(buyer)
    sent = shop.write(chat, buyer, "差价怎么退")
    assert shop.answer_to(chat, buyer, sent["id"])[0]["script_key"].startswith("safety.failure")
    state = shop.client.get(chat, headers=buyer).json()
    assert (state["owner"], state["answering"]) == ("waiting", False)


def test_one_open_conversation_per_buyer(shop: WebShop) -> None:
    assert shop.open(shop.buyer("demo-gao")) == shop.open(shop.buyer("demo-gao"))
    assert shop.open(shop.buyer("demo-gao")) != shop.open(shop.buyer("demo-xu"))


def test_the_order_of_the_token_is_shown_and_a_foreign_one_is_not(shop: WebShop) -> None:
    own = shop.buyer("demo-feng", "2026110000000112")
    assert shop.client.get(shop.open(own), headers=own).json()["order"]["order_no"] == "2026110000000112"
    foreign = shop.buyer("demo-zheng", "2026110000000112")
    assert shop.client.get(shop.open(foreign), headers=foreign).json()["order"] is None


@pytest.mark.parametrize("path", ["", "/messages", "/stream", "/images/x"])
def test_a_foreign_conversation_and_an_unknown_one_are_the_same(shop: WebShop, path: str) -> None:
    chat = shop.open(shop.buyer("demo-wu"))
    stranger = shop.buyer("demo-han")
    foreign = shop.client.get(chat + path, headers=stranger)
    unknown = shop.client.get("/api/chat/conversations/0000" + path, headers=stranger)
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content)
    assert foreign.status_code == 404
    assert foreign.json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer forged"}, {"Authorization": "Basic eA=="}])
def test_nobody_chats_without_a_token(shop: WebShop, header: dict[str, str]) -> None:
    refused = shop.client.post("/api/chat/conversations", headers=header)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ({"client_message_id": "t1", "text": "字" * 2000}, True),
        ({"client_message_id": "t2", "text": "字" * 2001}, False),
        ({"client_message_id": "t3", "text": " " * 3000 + "好"}, True),
        ({"client_message_id": "t4", "text": " \n\t "}, False),
        ({"client_message_id": "t5", "text": "\x00\x07"}, False),
        ({"client_message_id": "t6"}, False),
        ({"client_message_id": "t7", "text": "好", "button": "x"}, False),
        ({"client_message_id": "c" * 64, "text": "好"}, True),
        ({"client_message_id": "c" * 65, "text": "好"}, False),
        ({"client_message_id": "", "text": "好"}, False),
        ({"text": "好"}, False),
    ],
)
def test_what_makes_a_message(shop: WebShop, body: dict[str, str], accepted: bool) -> None:
    buyer = shop.buyer("demo-ma")
    answer = shop.client.post(f"{shop.open(buyer)}/messages", json=body, headers=buyer)
    assert answer.status_code == (202 if accepted else 422)
    assert accepted or answer.json()["error"]["code"] == "bad_request"


def test_characters_no_database_stores_are_dropped(shop: WebShop) -> None:
    buyer = shop.buyer("demo-lin")
    raw = b'{"client_message_id": "odd", "text": "a\\u0000b\\ud800c"}'
    json_type = {"Content-Type": "application/json"}
    answer = shop.client.post(f"{shop.open(buyer)}/messages", content=raw, headers={**buyer, **json_type})
    assert answer.json()["message"]["text"] == "abc"


def test_a_button_must_have_been_offered_here(shop: WebShop) -> None:
    buyer = shop.buyer("demo-he")
    chat = shop.open(buyer)
    offered = shop.offer(chat, "少了商品")
    pressed = shop.client.post(
        f"{chat}/messages", json={"client_message_id": "b1", "button": offered.id}, headers=buyer
    )
    assert pressed.json()["message"]["text"] == "少了商品"
    assert pressed.json()["message"]["pressed"] == offered.id
    stranger = shop.buyer("demo-zhou")
    refused = shop.client.post(
        f"{shop.open(stranger)}/messages", json={"client_message_id": "b1", "button": offered.id}, headers=stranger
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_button")


def test_offers_show_only_id_and_title(shop: WebShop) -> None:
    buyer = shop.buyer("demo-luo")
    chat = shop.open(buyer)
    offered = shop.offer(chat, "退款进度")
    messages = shop.client.get(f"{chat}/messages", headers=buyer).json()["messages"]
    assert messages[-1]["buttons"] == [{"id": offered.id, "title": "退款进度"}]


def test_a_closed_conversation_refuses_and_a_new_one_takes_the_same_message(shop: WebShop) -> None:
    buyer = shop.buyer("demo-zhao")
    chat = shop.open(buyer)
    with shop.services.uow() as uow:
        uow.conversations.move(chat.rsplit("/", 1)[-1], Owner.BOT, Owner.CLOSED)
        uow.commit()
    body = {"client_message_id": "again", "text": "还有个问题"}
    refused = shop.client.post(f"{chat}/messages", json=body, headers=buyer)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conversation_closed")
    assert shop.open(buyer) != chat
    assert shop.client.post(f"{shop.open(buyer)}/messages", json=body, headers=buyer).status_code == 202


@pytest.mark.parametrize(("query", "status"), [("after=0&wait=0", 200), ("wait=30.1", 422), ("after=-1", 422)])
def test_a_poll_waits_at_most_thirty_seconds(shop: WebShop, query: str, status: int) -> None:
    buyer = shop.buyer("demo-qian")
    assert shop.client.get(f"{shop.open(buyer)}/messages?{query}", headers=buyer).status_code == status


def test_guests_chat_on_their_own(shop: WebShop) -> None:
    tokens = [shop.client.post("/api/chat/guest").json()["token"] for _ in range(2)]
    chats = {shop.open({"Authorization": f"Bearer {token}"}) for token in tokens}
    assert len(chats) == 2


def test_an_address_cannot_make_guests_without_end(shop: WebShop) -> None:
    answers = [shop.client.post("/api/chat/guest") for _ in range(31)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"]["code"] == "too_many_requests"


def test_a_body_without_end_is_refused(shop: WebShop) -> None:
    buyer = shop.buyer("demo-chen")
    big = {"client_message_id": "big", "text": "x" * 70_000}
    answer = shop.client.post(f"{shop.open(buyer)}/messages", json=big, headers=buyer)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
