"""Pages, login, health: what a browser gets and what keeps strangers out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from aftersales.adapters.demo.agents import DEMO_PASSWORD
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.passwords import hash_password, verify_password
from aftersales.adapters.settings import ROOT, Settings
from aftersales.domain.cases import Task, TaskState, Value
from aftersales.use_cases.ports import BotWords
from aftersales.use_cases.publish_release import Published, publish_release
from tests.integration.web_shop import WebShop, running_shop
from web.app import create_app


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("pages")) as shop:
        yield shop


@pytest.fixture
def shop(running: WebShop) -> WebShop:
    running.client.cookies.clear()
    return running


def log_in(client: TestClient, login: str = "li", password: str = DEMO_PASSWORD, form: str | None = None) -> int:
    page = client.get("/desk/login").text
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found
    fields = {"login": login, "password": password, "form": found[1] if form is None else form}
    return client.post("/desk/login", data=fields).status_code


def csrf(client: TestClient) -> str:
    found = re.search(r'name="csrf" content="([^"]+)"', client.get("/desk").text)
    assert found
    return found[1]


def test_passwords_fit_only_themselves() -> None:
    stored = hash_password("正确的密码")
    assert stored.startswith("$argon2id$")
    assert verify_password(stored, "正确的密码")
    assert not verify_password(stored, "别的密码")
    assert not verify_password(None, "nobody has this password")
    assert not verify_password("not a hash", "x")


def test_the_desk_asks_for_a_login(shop: WebShop) -> None:
    assert shop.client.get("/desk").headers["location"] == "/desk/login"
    assert shop.client.get("/desk/tasks", headers={"HX-Request": "true"}).headers["hx-redirect"] == "/desk/login"


def test_a_session_opens_the_desk(shop: WebShop) -> None:
    assert log_in(shop.client) == 303
    assert "小李" in shop.client.get("/desk").text
    assert shop.client.get("/desk/tasks").status_code == 200
    assert shop.client.get("/api/desk/tickets").status_code == 200


@pytest.mark.parametrize(("login", "password"), [("li", "wrong"), ("nobody", DEMO_PASSWORD), ("li", "")])
def test_a_wrong_login_is_refused(shop: WebShop, login: str, password: str) -> None:
    assert log_in(shop.client, login, password) in {401, 422}
    assert shop.client.get("/desk").status_code == 303


def test_a_login_form_of_another_site_is_refused(shop: WebShop) -> None:
    assert log_in(shop.client, form="made up") == 403
    assert shop.client.get("/desk").status_code == 303


def test_a_session_writes_only_with_its_csrf_token(shop: WebShop) -> None:
    log_in(shop.client)
    ticket = shop.waiting_ticket(shop.open(shop.buyer("demo-chen")))
    path = f"/api/desk/tickets/{ticket.id}/claim"
    refused = shop.client.post(path, json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "bad_csrf")
    assert shop.client.post(path, json={}, headers={"X-CSRF-Token": "made up"}).status_code == 403
    assert shop.client.post(path, json={}, headers={"X-CSRF-Token": csrf(shop.client)}).status_code == 200


def test_an_agent_who_left_is_out_at_once(shop: WebShop) -> None:
    log_in(shop.client, "sun")
    assert shop.client.get("/desk").status_code == 200
    with shop.services.uow() as uow:
        agent = uow.agents.get("sun")
        assert agent
        uow.agents.put(replace(agent, active=False))
        uow.commit()
    assert shop.client.get("/desk").status_code == 303
    assert log_in(shop.client, "sun") == 401


def test_logins_of_an_address_are_limited(tmp_path: Path) -> None:
    with running_shop(tmp_path) as shop:
        assert [log_in(shop.client, password="wrong") for _ in range(11)] == [401] * 10 + [429]
        assert log_in(shop.client) == 429


def test_the_conversation_page_shows_the_handoff_card(shop: WebShop) -> None:
    buyer = shop.buyer("demo-ma", "2026110000000118")
    chat = shop.open(buyer)
    ticket = shop.waiting_ticket(chat)
    shop.write(chat, buyer, "<script>alert(1)</script> 门铃没给")
    shop.sign_in()
    page = shop.client.get(f"/desk/conversations/{ticket.conversation_id}").text
    assert "2026110000000118" in page
    assert "要找人工" in page
    assert "<script>alert" not in page
    for part in ("messages", "card"):
        fragment = shop.client.get(f"/desk/fragments/conversations/{ticket.conversation_id}/{part}")
        assert "<html" not in fragment.text
    assert shop.client.get("/desk/conversations/none").status_code == 404


def test_the_card_and_the_tasks_tell_facts_in_chinese(shop: WebShop) -> None:
    chat_id, order_no = shop.open(shop.buyer("demo-zhang")).rsplit("/", 1)[-1], "2026110000000103"
    now = shop.services.now()
    with shop.services.uow() as uow:
        case = uow.cases.add(chat_id, order_no, "missing_item", "missing_item", now, 1)
        facts: dict[str, Value] = {
            "missing_kind": "product",
            "box_damaged": False,
            "order_status": "paid",
            "old_fact": "x",
        }
        uow.cases.save(replace(case, facts=facts, question="transit_loss.remedy"))
        review = Task(0, chat_id, case.id, order_no, "review", "difficult", TaskState.OPEN, "look", now, now)
        details = {"missing_sku": "TEA-TGY500", "missing_value_fen": "1200"}
        uow.tasks.add(replace(review, is_review=True, fact="photo_shows_it", details=details))
        uow.commit()
    shop.sign_in()
    card = shop.client.get(f"/desk/fragments/conversations/{chat_id}/card").text
    for title, value in (("少了什么", "商品少了"), ("外箱破损或拆过", "否"), ("订单状态", "待发货"), ("old_fact", "x")):
        assert f"<dt>{title}</dt><dd>{value}</dd>" in card
    assert "<dt>在问</dt><dd>退款还是补发</dd>" in card
    assert "核查：照片能看出少件" in card
    tasks = shop.client.get("/desk/tasks?team=difficult").text
    assert "<h2>核查：照片能看出少件</h2>" in tasks
    assert "<dt>少的商品</dt><dd>安溪铁观音 500g 礼盒 <small>TEA-TGY500</small></dd>" in tasks
    assert "<dt>少的商品金额</dt><dd>¥12.00</dd>" in tasks


def test_the_chat_page_and_the_chooser(shop: WebShop) -> None:
    chooser = shop.client.get("/chat").text
    assert "王小明" in chooser
    token = re.search(r"/chat\?token=([\w.-]+)", chooser)
    assert token
    page = shop.client.get(f"/chat?token={token[1]}")
    assert "转人工" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "王小明" not in shop.client.get("/chat?guest=1").text


def test_the_chooser_exists_only_locally(shop: WebShop) -> None:
    client = TestClient(create_app(shop.services, Settings(app_env="production")))
    assert "王小明" not in client.get("/chat").text


def test_static_files_are_asked_about_each_time(shop: WebShop) -> None:
    script = shop.client.get("/static/chat/main.js")
    assert (script.status_code, script.headers["cache-control"]) == (200, "no-cache")
    assert shop.client.get("/static/../app.py").status_code == 404


def test_the_lead_looks_at_a_release_and_takes_it_back(shop: WebShop) -> None:
    files = read_content_files(ROOT)
    chat = files["scripts_lib/chat.yml"].replace("还有别的需要我帮您看的吗？", "还有<b>别的</b>吗？")
    published = publish_release(shop.services, {**files, "scripts_lib/chat.yml": chat}, build_release, actor="lin")
    assert isinstance(published, Published)
    older = published.number - 1
    shop.sign_in("li")
    page = shop.client.get("/desk/releases").text
    assert f"版本 {published.number}" in page
    assert "退回到这一版" not in page, "an agent looks only"
    difference = shop.client.get(f"/desk/releases?older={older}&newer={published.number}").text
    assert "+      - 还有&lt;b&gt;别的&lt;/b&gt;吗？" in difference
    refused = shop.client.post(f"/api/desk/releases/{older}/rollback", headers=shop.agent("li"))
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "needs_role")
    shop.client.cookies.clear()
    shop.sign_in("lin")
    assert "退回到这一版" in shop.client.get("/desk/releases").text
    taken = shop.client.post(f"/api/desk/releases/{older}/rollback", headers=shop.agent("lin"))
    assert taken.json() == {"number": published.number + 1}
    again = shop.client.post(f"/api/desk/releases/{older}/rollback", headers=shop.agent("lin"))
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_live")


def test_a_text_is_checked_as_it_is_written(shop: WebShop) -> None:
    chat_id = shop.open(shop.buyer("demo-he")).rsplit("/", 1)[-1]
    path = f"/api/desk/conversations/{chat_id}/check"

    def check(text: str) -> Any:
        return shop.client.post(path, json={"text": text}, headers=shop.agent("li")).json()

    assert check("已经给您登记补发了") == {"verdict": "pass", "hits": [], "suggestion": "已经给您登记补发了"}
    wait = check("好的，稍等")
    assert (wait["verdict"], wait["suggestion"]) == ("replace", "好的，马上帮您查")
    assert [(hit["start"], hit["end"], hit["entry"]) for hit in wait["hits"]] == [(3, 5, "tone.wait")]
    blocked = check("您加我微 信")
    assert (blocked["verdict"], blocked["suggestion"]) == ("block", "我们就在这里沟通，记录都在，对您也有保障")
    assert shop.client.post(path, json={"text": "x"}).status_code == 401


def test_readiness_names_what_is_wrong_with_the_content(shop: WebShop) -> None:
    shop.bot.words = [BotWords("亲，在的。", "smalltalk.greeting", 0)]
    assert shop.client.get("/healthz").json() == {"status": "ok"}
    ready = shop.client.get("/readyz")
    assert (ready.status_code, ready.json()["release_problems"]) == (200, [])
    publish_release(shop.services, {"shop.yml": "name: ["}, build_release)
    broken = shop.client.get("/readyz")
    assert broken.status_code == 200
    assert broken.json()["release_problems"][0].startswith("shop.yml")


def test_a_shop_is_ready_once_its_bot_has_answered_and_stays_so_when_the_bot_dies(tmp_path: Path) -> None:
    with running_shop(tmp_path) as shop:
        starting = shop.client.get("/readyz")
        assert (starting.status_code, starting.json()["reason"]) == (503, "the bot is starting")
        shop.bot.words = [BotWords("亲，在的。", "smalltalk.greeting", 0)]
        assert shop.client.get("/readyz").json()["ready"] is True
        shop.bot.words = []
        assert shop.client.get("/readyz").status_code == 200


def test_metrics_count_routes_and_queues_not_ids(shop: WebShop) -> None:
    shop.waiting_ticket(shop.open(shop.buyer("demo-gao")))
    text = shop.client.get("/metrics").text
    assert 'tickets_waiting{team="difficult"}' in text
    assert 'route="/api/chat/conversations"' in text
    assert not re.search(r"[0-9a-f]{32}", text)
