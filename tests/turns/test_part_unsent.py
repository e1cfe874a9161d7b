"""An order sent in parts: what is sent and what is not is told apart, and the wrong parcel is never called back."""

import pytest

from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.domain.conversations import Owner
from tests.shop_bench import Bench, Chat
from tests.turns.walking import last_text, owner_of, put

TEA, JASMINE = ("TEA-LJ250", 1), ("TEA-ML200", 2)


def half_sent(bench: Bench) -> Chat:
    draft = Draft(
        bench.clock.at, "2026110000009902", Buyer("walker", "沈安", "13800009902", "浙江省", "杭州", "文三路9号")
    )
    put(bench, draft.sent([TEA, JASMINE], 60, [draft.parcel([TEA], 60, stations=3, last_h=5)]))
    return bench.chat("walker")


@pytest.mark.parametrize(
    ("text", "intent"),
    [("茉莉发了没", "urge_shipment"), ("怎么分开发啊", "combine_shipment"), ("到哪了", "track_parcel")],
)
def test_what_is_not_sent_yet_is_told(bench: Bench, text: str, intent: str) -> None:
    chat = half_sent(bench)
    assert chat.say(text, intent) == ["track_parcel.part_unsent"]
    assert "茉莉花茶 200g 袋装" in last_text(chat)


def test_goods_not_sent_are_not_intercepted(bench: Bench) -> None:
    chat = half_sent(bench)
    assert chat.say("没发的那个不要了", "cancel_order") == ["cancel_order.to_person"]
    assert owner_of(chat) is Owner.WAITING
