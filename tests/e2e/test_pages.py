"""The pages in a real browser: the buyer's chat on a phone and the agent's desk, over the real processes."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from aftersales.adapters.demo.agents import DEMO_PASSWORD
from tests.product import Product, buyer_token

pytestmark = [pytest.mark.rasa, pytest.mark.browser]

SOON = 25_000
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
PICTURES = os.environ.get("SCREENSHOTS")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, product: Product) -> Iterator[Page]:
    """The desk, logged in as 小李."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{product.url}/desk")
    page.get_by_label("账号").fill("li")
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    yield page
    context.close()


def enter(page: Page, product: Product, buyer: str) -> None:
    page.goto(f"{product.url}/chat?token={buyer_token(product, buyer)}")


def say(page: Page, text: str) -> None:
    page.get_by_label("消息").fill(text)
    page.get_by_role("button", name="发送", exact=True).click()


def keep(page: Page, name: str) -> None:
    """Save a picture for a person to look at, when SCREENSHOTS names a folder."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def shop_says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator(".row.bot[data-id] .bubble", has_text=words).last).to_be_visible(timeout=SOON)


def test_a_buyer_hears_where_the_parcel_is(phone: Page, product: Product) -> None:
    enter(phone, product, "demo-wang")
    say(phone, "我的快递到哪了")
    shop_says(phone, "杭州转运中心")
    expect(phone.locator("#order")).to_contain_text("运输中", timeout=SOON)
    keep(phone, "chat-phone")


def test_buttons_pick_an_order_and_go_to_rest(phone: Page, product: Product) -> None:
    enter(phone, product, "demo-wu")
    say(phone, "帮我查一下物流到哪了")
    chip = phone.locator(".chips button", has_text="人脸识别智能锁")
    chip.click(timeout=SOON)
    expect(chip).to_be_disabled(timeout=SOON)
    expect(phone.locator(".row.bot[data-id]")).to_have_count(2, timeout=SOON)


def test_a_reload_loses_nothing_and_repeats_nothing(phone: Page, product: Product) -> None:
    enter(phone, product, "demo-he")
    say(phone, "发货了怎么一直没物流")
    expect(phone.locator(".row.bot[data-id]").first).to_be_visible(timeout=SOON)
    before = phone.locator(".row").all_inner_texts()
    phone.reload()
    expect(phone.locator(".row.buyer").first).to_be_visible(timeout=SOON)
    expect(phone.locator(".row.bot[data-id]").first).to_be_visible(timeout=SOON)
    assert phone.locator(".row").all_inner_texts() == before


def test_what_was_written_offline_is_sent_once_the_line_is_back(phone: Page, product: Product) -> None:
    enter(phone, product, "demo-gao")
    expect(phone.get_by_label("消息")).to_be_visible()
    phone.wait_for_timeout(500)
    phone.context.set_offline(True)
    say(phone, "快递好几天不动了")
    expect(phone.locator(".row.buyer.pending")).to_have_count(1)
    phone.context.set_offline(False)
    expect(phone.locator(".row.bot[data-id]").first).to_be_visible(timeout=SOON)
    expect(phone.locator(".row.buyer")).to_have_count(1)


def test_from_the_buyers_word_to_the_agents_answer(phone: Page, desk: Page, product: Product) -> None:
    enter(phone, product, "demo-li")
    say(phone, "转人工")
    expect(phone.locator("#chat")).to_have_attribute("data-owner", "waiting", timeout=SOON)
    ticket = desk.locator(".ticket", has_text="转人工").first
    expect(ticket).to_be_visible(timeout=SOON)
    keep(desk, "desk-queue")
    ticket.get_by_role("button", name="接入").click()
    expect(desk.get_by_label("交接单")).to_be_visible(timeout=SOON)
    desk.get_by_label("回复").fill("让您久等了，抱歉。我是客服小李，这就帮您看订单")
    desk.get_by_role("button", name="发送").click()
    expect(phone.locator(".row.agent .bubble")).to_contain_text("客服小李", timeout=SOON)
    expect(phone.locator("#agent")).to_contain_text("小李", timeout=SOON)
    keep(desk, "desk")
    the_gate_helps_while_writing(phone, desk)
    the_card_takes_work_and_a_judgement(desk)
    desk.get_by_role("button", name="退回机器人").click()
    expect(phone.locator("#chat")).to_have_attribute("data-owner", "bot", timeout=SOON)


def the_gate_helps_while_writing(phone: Page, desk: Page) -> None:
    """Underlined at once; one key takes the approved wording; a warning asks for a second press."""
    reply = desk.get_by_label("回复")
    reply.fill("好的亲，稍等")
    expect(desk.locator(".marks mark")).to_have_text("稍等", timeout=SOON)
    expect(desk.locator("#hits")).to_contain_text("让买家干等")
    keep(desk, "desk-gate")
    reply.press("Alt+Enter")
    expect(reply).to_have_value("好的亲，马上帮您查")
    expect(desk.locator("#hits")).to_be_hidden(timeout=SOON)
    reply.fill("您加我微信聊")
    reply.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("记录都在", timeout=SOON)
    expect(reply).to_have_value("您加我微信聊")
    reply.fill("这个我也不知道呢")
    expect(desk.locator("#hits")).to_contain_text("推诿", timeout=SOON)
    reply.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("再按一次", timeout=SOON)
    expect(phone.locator(".row.agent .bubble")).to_have_count(1)
    reply.press("Enter")
    expect(phone.locator(".row.agent .bubble")).to_have_count(2, timeout=SOON)
    expect(reply).to_have_value("")


def the_card_takes_work_and_a_judgement(desk: Page) -> None:
    """P-HUM-02 and P-HUM-04: work registered by hand, and who was responsible for the case."""
    desk.get_by_label("待办种类").select_option("call_back")
    desk.get_by_label("要办的事").fill("明天上午给买家回电")
    desk.get_by_role("button", name="登记").click()
    expect(desk.locator(".task-line", has_text="回电")).to_be_visible(timeout=SOON)
    desk.get_by_text("判定责任").first.click()
    desk.get_by_label("责任方").first.select_option("courier")
    with desk.expect_response("**/card"):
        desk.evaluate("htmx.trigger(document.body, 'desk-conversation')")
    expect(desk.get_by_label("责任方").first).to_have_value("courier")
    desk.get_by_label("具体单位或人").first.fill("杭州转塘网点")
    desk.locator(".judge").first.get_by_role("button", name="记下").click()
    expect(desk.get_by_label("交接单")).to_contain_text("杭州转塘网点", timeout=SOON)


def test_the_weight_task_done_on_the_desk_goes_on_in_the_chat(phone: Page, desk: Page, product: Product) -> None:
    enter(phone, product, "demo-zhang")
    say(phone, "少了一盒")
    expect(phone.locator(".row.bot[data-id]")).to_have_count(1, timeout=SOON)
    say(phone, "完好的")
    expect(phone.locator(".row.bot[data-id]")).to_have_count(2, timeout=SOON)
    photo = Path(__file__).with_name("photo.png")
    phone.locator("#picture").set_input_files(str(photo))
    phone.get_by_role("button", name="发送", exact=True).click()
    expect(phone.locator(".row.bot[data-id]")).to_have_count(3, timeout=SOON)
    desk.goto(f"{product.url}/desk/tasks?team=warehouse")
    keep(desk, "desk-tasks")
    task = desk.locator(".task", has_text="2026110000000103")
    task.get_by_role("button").first.click()
    expect(phone.locator(".row.bot[data-id]")).to_have_count(4, timeout=SOON)
    keep(phone, "chat-missing-item")


def test_the_desk_wants_a_login_and_a_right_password(browser: Browser, product: Product) -> None:
    page = browser.new_page()
    page.goto(f"{product.url}/desk")
    page.get_by_label("账号").fill("li")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.close()
