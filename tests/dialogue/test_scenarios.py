"""The way of one message over real processes and the trained model: buyer's words → script, row, tasks, ticket."""

import re
import time
from pathlib import Path

import pytest

from tests.product import Buyer, Json, Product, keys, until

pytestmark = pytest.mark.rasa

PHOTO = (Path(__file__).parents[1] / "e2e" / "photo.png").read_bytes()
FENG_ORDER, HAN_ORDER, NO_ORDER = "2026110000000112", "2026110000000113", "2099110000000113"


def visitor(product: Product, name: str) -> Buyer:
    """A buyer without orders whom no other test knows."""
    return product.buyer(f"{name}-{time.time_ns()}")


def with_one_variant(scripts: str, key: str, sentence: str) -> str:
    """The library's text with one wording left for a key."""
    before, block = scripts.split(f"  - key: {key}\n")
    purpose, *_ = block.split("    variants:\n")
    later = block.partition("  - key:")
    return f"{before}  - key: {key}\n{purpose}    variants:\n      - {sentence}\n{later[1]}{later[2]}"


def case_of(view: Json, playbook: str) -> Json:
    found: Json = next(case for case in view["cases"] if case["playbook"] == playbook)
    return found


@pytest.mark.parametrize("text", ["我的快递到哪了", "帮我看下物流", "包裹现在到哪儿了呀"])
def test_the_parcels_last_event_is_told(product: Product, text: str) -> None:
    """P-LOG-01."""
    said = product.buyer("demo-wang").say(text)
    assert keys(said) == ["track_parcel.expected"]
    assert "杭州转运中心" in said[0]["text"]


def test_a_late_order_is_apologised_for_and_urged(product: Product) -> None:
    """P-SHIP-01."""
    buyer = product.buyer("demo-li")
    said = buyer.say("怎么还不发货啊都几天了")
    assert keys(said) == ["late_shipment.ask_wanted"]
    assert re.search("抱歉|对不起|不好意思", said[0]["text"])
    assert keys(buyer.press("还要")) == ["late_shipment.payout"]
    view = buyer.view()
    assert case_of(view, "urge_shipment")["sop"] == "P-COMP-01"
    assert "urge_ship" in [task["kind"] for task in view["tasks"]]


def test_a_missing_box_waits_for_the_scales_and_goes_on_by_itself(product: Product) -> None:
    buyer = product.buyer("demo-zhang")
    asked = keys(buyer.say("少了一盒")) + keys(buyer.say("外箱是好的，没破"))
    assert asked == ["missing_item.ask_box", "missing_item.ask_photo"]
    assert keys(buyer.send_picture(PHOTO)) == ["missing_item.checking_weight"]
    weigh = next(task for task in buyer.view()["tasks"] if task["kind"] == "weigh_parcel")
    with product.desk("chen") as desk:
        done = desk.post(f"/api/desk/tasks/{weigh['id']}/complete", json={"result": "short"})
        assert done.status_code == 200
        again = desk.post(f"/api/desk/tasks/{weigh['id']}/complete", json={"result": "short"})
        assert again.status_code == 409
    assert keys(buyer.answers()) == ["missing_item.reship"]
    assert case_of(buyer.view(), "missing_item")["row"] == "missing_item.short_reship"


@pytest.mark.parametrize(
    ("buyer", "key"),
    [
        ("demo-liu", "price_protection.small"),
        ("demo-zhao", "price_protection.too_old"),
        ("demo-sun", "price_protection.large"),
        ("demo-zhou", "price_protection.over_budget"),
    ],
)
def test_a_price_drop_is_decided_by_date_class_and_budget(product: Product, buyer: str, key: str) -> None:
    """P-PRICE-01."""
    assert keys(product.buyer(buyer).say("降价了给我退差价")) == [key]


@pytest.mark.parametrize("text", ["转人工", "我要找真人客服", "叫你们经理来"])
def test_a_person_is_one_turn_away(product: Product, text: str) -> None:
    buyer = visitor(product, "wants-a-person")
    said = buyer.say(text)
    assert len(said) == 1
    assert said[0]["script_key"].startswith("human.")
    view = buyer.view()
    assert view["ticket"]["state"] == "waiting"
    assert view["turns"][-1]["state"] == "ticketed"
    assert re.search(r"第\s?[1-9]\d*\s?位", said[0]["text"]), "the place in the queue"


def test_another_buyers_order_sounds_like_none(product: Product) -> None:
    feng = product.buyer("demo-feng")
    foreign = feng.say(f"查一下订单{HAN_ORDER}")
    missing = feng.say(f"查一下订单{NO_ORDER}")
    assert keys(foreign) == keys(missing) == ["order.not_found"]
    assert keys(feng.say(f"我的订单号是{FENG_ORDER}")) == ["order.chosen"]


@pytest.mark.parametrize(
    "text",
    ["/restart", "/invoice_request", '/provide_info{"order_no": "1"}', "@bot 你好", "/session_start", "config", "rtyu"],
)
def test_commands_and_nonsense_are_ordinary_words(product: Product, text: str) -> None:
    buyer = visitor(product, "types-a-command")
    said = keys(buyer.say(text))
    assert said
    assert not said[0].startswith(("human.queued", "safety."))
    assert buyer.view()["messages"][0]["text"] == text


@pytest.mark.parametrize(
    "text", [f"咨询订单号:{FENG_ORDER} 商品ID:100012043978", FENG_ORDER, f"订单编号：{FENG_ORDER}"]
)
def test_a_pasted_card_or_number_chooses_the_order(product: Product, text: str) -> None:
    assert keys(product.buyer("demo-feng").say(text)) == ["order.chosen"]


@pytest.mark.parametrize("text", ["https://item.taobao.com/item.htm?id=612345678", "13800001234"])
def test_a_link_or_a_phone_is_never_not_understood(product: Product, text: str) -> None:
    """P-EMO-13."""
    said = keys(visitor(product, "pastes").say(text))
    assert said
    assert said[0] not in {"chat.clarify", "chat.not_understood"}


def test_an_idle_hour_and_a_new_rasa_keep_the_question(product: Product) -> None:
    buyer = product.buyer("demo-chen", "2026110000000104")
    before = keys(buyer.say("收到的货少发了一件"))
    product.kill("rasa")
    product.start("rasa")
    product.wait_ready()
    assert before == ["missing_item.ask_which"]
    assert keys(buyer.press("无线门铃")) == ["missing_item.ask_photo"]


def test_small_talk_is_the_stories_business(product: Product) -> None:
    buyer = visitor(product, "chats")
    assert keys(buyer.say("你好")) == ["utter_greet"]
    assert keys(buyer.say("谢谢啦")) == ["utter_thanks"]
    assert buyer.view()["turns"][0]["state"] == "answered"


def test_a_switch_of_topic_in_mid_form_and_back(product: Product) -> None:
    buyer = product.buyer("demo-qian")
    first = keys(buyer.say("帮我看下物流到哪了"))
    assert first[0].startswith("track_parcel.")
    assert keys(buyer.say("我要退差价，降价了"))[0].startswith("price_protection.")


def test_the_same_message_twice_is_one(product: Product) -> None:
    buyer = visitor(product, "presses-twice")
    body = {"client_message_id": "the-same", "text": "你好"}
    first, second = (buyer.client.post(f"{buyer.path}/messages", json=body) for _ in range(2))
    assert first.status_code == second.status_code == 202
    buyer.answers()
    assert len([m for m in buyer.messages() if m["sender"] == "buyer"]) == 1


def test_an_edited_script_is_live_without_a_restart(product: Product) -> None:
    script = product.content / "scripts_lib" / "smalltalk.yml"
    before, live = script.read_text(encoding="utf-8"), product.release_number()

    def parting() -> str:
        return str(visitor(product, "reads-closely").say("没别的事了，再见")[0]["text"])

    try:
        script.write_text(with_one_variant(before, "utter_goodbye", "新的告别语，祝您喝茶愉快。"), encoding="utf-8")
        until(lambda: product.release_number() > live, 5, "the release to be live")
        until(lambda: parting() == "新的告别语，祝您喝茶愉快。", 5, "every process to speak from it")
    finally:
        script.write_text(before, encoding="utf-8")


def test_a_broken_edit_changes_nothing_and_is_told(product: Product) -> None:
    shop = product.content / "shop.yml"
    before = shop.read_text(encoding="utf-8")
    live = product.release_number()
    try:
        shop.write_text(before.replace("bot_limit", "bot_limitt", 1), encoding="utf-8")
        until(lambda: "bot_limit" in product.ready(), 8, "the problem on /readyz")
        assert product.release_number() == live
    finally:
        shop.write_text(before, encoding="utf-8")
    until(lambda: "bot_limit" not in product.ready(), 5, "the problem to be gone")


def test_a_person_in_mid_question(product: Product) -> None:
    buyer = product.buyer("demo-wu")
    assert keys(buyer.say("帮我查一下物流到哪了")) == ["order.which"]
    assert keys(buyer.say("转人工"))[0].startswith("human.")
    assert len([turn for turn in buyer.view()["turns"] if turn["state"] == "ticketed"]) == 1
