"""The desk API: who may work there, and what claiming, replying and completing answer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from aftersales.domain.cases import Task, TaskState
from aftersales.use_cases.ports import BotWords
from tests.integration.web_shop import SERVICE_TOKEN, Json, WebShop, running_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("desk")) as shop:
        yield shop


def act(shop: WebShop, path: str, body: Json | None = None, login: str = "li") -> tuple[int, Json]:
    answer = shop.client.post(f"/api/desk/{path}", json=body or {}, headers=shop.agent(login))
    return answer.status_code, answer.json()


def add_task(shop: WebShop, chat: str, kind: str, team: str) -> Task:
    now = shop.services.now()
    due = now + timedelta(hours=4)
    with shop.services.uow() as uow:
        task = uow.tasks.add(
            Task(0, chat.rsplit("/", 1)[-1], None, None, kind, team, TaskState.OPEN, f"{chat}{kind}", now, due)
        )
        uow.commit()
    return task


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": f"Bearer {SERVICE_TOKEN}"},
        {"Authorization": f"Bearer {SERVICE_TOKEN}", "X-Agent": "nobody"},
        {"Authorization": "Bearer wrong", "X-Agent": "li"},
    ],
)
def test_the_desk_knows_its_agents(shop: WebShop, headers: dict[str, str]) -> None:
    assert shop.client.get("/api/desk/tickets", headers=shop.agent()).status_code == 200
    refused = shop.client.get("/api/desk/tickets", headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "unauthorized")


def test_a_buyer_token_opens_no_desk(shop: WebShop) -> None:
    headers = {**shop.buyer(), "X-Agent": "li"}
    assert shop.client.get("/api/desk/tickets", headers=headers).status_code == 401


def test_a_chat_is_claimed_once_answered_and_ended(shop: WebShop) -> None:
    buyer = shop.buyer("demo-chen")
    chat = shop.open(buyer)
    ticket = shop.waiting_ticket(chat)
    queued = shop.client.get("/api/desk/tickets", headers=shop.agent()).json()["tickets"]
    assert [(one["id"], one["state"], one["team_title"]) for one in queued] == [(ticket.id, "waiting", "疑难件")]
    assert act(shop, f"tickets/{ticket.id}/reply", {"text": "您好"})[1]["error"]["code"] == "not_yours"

    assert act(shop, f"tickets/{ticket.id}/claim")[1]["ticket"]["agent_login"] == "li"
    status, body = act(shop, f"tickets/{ticket.id}/claim", login="lin")
    assert (status, body["error"]) == (409, {"code": "already_claimed", "message": "已由 li 接入"})
    state = shop.client.get(chat, headers=buyer).json()
    assert (state["owner"], state["agent"]) == ("human", "小李")

    reply = {"text": "亲，少的那盒今天给您补发。", "client_message_id": "r1"}
    first = act(shop, f"tickets/{ticket.id}/reply", reply)
    assert first[1]["message"]["sender"] == "agent"
    assert act(shop, f"tickets/{ticket.id}/reply", reply) == first
    assert act(shop, f"tickets/{ticket.id}/close") == (200, {"ok": True})
    assert shop.client.get(chat, headers=buyer).json()["owner"] == "closed"
    assert act(shop, f"tickets/{ticket.id}/reply", {"text": "还在吗"})[0] == 403


def test_a_blocked_reply_tells_why(shop: WebShop) -> None:
    chat = shop.open(shop.buyer("demo-xu"))
    ticket = shop.waiting_ticket(chat)
    act(shop, f"tickets/{ticket.id}/claim")
    status, body = act(shop, f"tickets/{ticket.id}/reply", {"text": "亲加我微信给您好评返现"})
    assert (status, body["error"]["code"]) == (422, "blocked")
    assert len(body["error"]["message"]) > 5
    messages = shop.client.get(f"/api/desk{chat.removeprefix('/api/chat')}", headers=shop.agent()).json()["messages"]
    assert not [one for one in messages if "微信" in one["text"]]


def test_a_chat_goes_back_to_the_bot_or_to_another_team(shop: WebShop) -> None:
    buyer = shop.buyer("demo-gao")
    chat = shop.open(buyer)
    ticket = shop.waiting_ticket(chat)
    act(shop, f"tickets/{ticket.id}/claim")
    assert act(shop, f"tickets/{ticket.id}/transfer", {"team": "nowhere"})[1]["error"]["code"] == "unknown_team"
    assert act(shop, f"tickets/{ticket.id}/transfer", {"team": "parcel"})[0] == 200
    assert shop.client.get(chat, headers=buyer).json()["owner"] == "waiting"
    act(shop, f"tickets/{ticket.id}/claim", login="wang")
    assert act(shop, f"tickets/{ticket.id}/return")[1]["error"]["code"] == "not_yours"
    assert act(shop, f"tickets/{ticket.id}/return", login="wang")[0] == 200
    assert shop.client.get(chat, headers=buyer).json()["owner"] == "bot"


def test_a_task_is_completed_once_with_a_fitting_result(shop: WebShop) -> None:
    task = add_task(shop, shop.open(shop.buyer("demo-ma")), "weigh_parcel", "warehouse")
    listed = shop.client.get("/api/desk/tasks?team=warehouse", headers=shop.agent("wang")).json()["tasks"]
    assert [(one["id"], one["results"]) for one in listed] == [(task.id, ["short", "full"])]
    assert shop.client.get("/api/desk/tasks?team=finance", headers=shop.agent("wang")).json()["tasks"] == []
    assert act(shop, f"tasks/{task.id}/complete", {"result": "done"})[1]["error"]["code"] == "bad_result"
    done = act(shop, f"tasks/{task.id}/complete", {"result": "short", "note": "差 500 克"})[1]["task"]
    assert (done["state"], done["note"], done["done_by"]) == ("done", "差 500 克", "li")
    status, body = act(shop, f"tasks/{task.id}/complete", {"result": "full"})
    assert (status, body["error"]["code"]) == (409, "already_done")
    assert act(shop, "tasks/9999/complete", {"result": "short"})[0] == 404


def test_the_desk_sees_personal_data_only_with_a_reason(shop: WebShop) -> None:
    buyer = shop.buyer("demo-lin", "2026110000000119")
    chat = shop.open(buyer)
    written = shop.write(chat, buyer, "我的电话13912345678，一直没人上门")
    path = f"/api/desk{chat.removeprefix('/api/chat')}"
    view = shop.client.get(path, headers=shop.agent()).json()
    with shop.services.uow() as uow:
        order = uow.orders.get("2026110000000119")
    assert order is not None
    shown = str(view)
    assert not [secret for secret in (order.phone, order.buyer_name, order.address, "13912345678") if secret in shown]

    reveal = "orders/2026110000000119/reveal"
    assert act(shop, reveal, {"field": "phone", "reason": " "})[1]["error"]["code"] == "reason_required"
    assert act(shop, reveal, {"field": "note", "reason": "核对"})[1]["error"]["code"] == "bad_field"
    assert act(shop, reveal, {"field": "phone", "reason": "联系师傅"})[1]["value"] == order.phone
    message = f"messages/{written['id']}/reveal"
    assert act(shop, message, {"reason": ""})[0] == 422
    assert "13912345678" in act(shop, message, {"reason": "联系师傅"})[1]["value"]
    with shop.services.uow() as uow:
        looks = [*uow.audit.of("order:2026110000000119"), *uow.audit.of(f"message:{written['id']}")]
    assert [(by, action, details["reason"]) for _, by, action, details in looks] == [("li", "reveal", "联系师傅")] * 2


def test_a_conversation_shows_understanding_turns_and_notes(shop: WebShop) -> None:
    buyer = shop.buyer("demo-li")
    chat = shop.open(buyer)
    shop.bot.words = [BotWords("亲，已经在催了。", "urge_shipment.urged", 0)]
    sent = shop.write(chat, buyer, "怎么还不发货")
    shop.answer_to(chat, buyer, sent["id"])
    ticket = shop.waiting_ticket(chat)
    assert act(shop, f"tickets/{ticket.id}/note", {"text": "已催仓库"})[0] == 200
    assert act(shop, f"tickets/{ticket.id}/note", {"text": " "})[1]["error"]["code"] == "empty"
    view = shop.client.get(f"/api/desk{chat.removeprefix('/api/chat')}", headers=shop.agent()).json()
    assert [note["text"] for note in view["notes"]] == ["已催仓库"]
    assert [turn["state"] for turn in view["turns"]] == ["answered"]
    assert next((one["intent"], one["confidence"]) for one in view["messages"]) == ("track_parcel", 0.9)
    assert (view["order"], view["cases"], view["tasks"], view["ticket"]["id"]) == (None, [], [], ticket.id)
    assert shop.client.get("/api/desk/conversations/none", headers=shop.agent()).status_code == 404
