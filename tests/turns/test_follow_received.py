"""What buyers say in the second and third turn of exchanges, returns, repairs and parts sent again."""

import pytest

from aftersales.domain.cases import CaseState
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, case_of, complete, kinds, tasks_of


def exchanging(bench: Bench) -> Chat:
    """A buyer whose exchange waits for the goods; the tea has become cheaper since."""
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换个新的，不喜欢这罐", "exchange_goods")
    chat.say("没拆", "provide_info")
    assert chat.press("寄回再换") == ["exchange_goods.send_back"]
    return chat


@pytest.mark.parametrize("text", ["那差价怎么算", "我补差价行吗"])
def test_a_price_asked_within_an_exchange_pays_nothing(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换别的，不喜欢这罐", "exchange_goods")
    said = chat.say(text, "price_protection")
    assert said[-1] == "exchange_goods.ask_state"
    assert "price_protection.small" not in said
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list() if task.conversation_id == chat.id] == []


def test_a_price_asked_while_an_exchange_runs_pays_nothing(bench: Bench) -> None:
    chat = exchanging(bench)
    assert chat.say("那差价怎么算", "price_protection") == ["chat.case_remark"]
    assert kinds(chat, "exchange_goods") == ["receive_goods"]


def test_who_offers_to_pay_a_difference_is_paid_none(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("换贵一点的我补差价行吗", "price_protection") == ["price_protection.pays"]
    assert kinds(chat, "price_protection") == []


def test_a_return_agreed_leaves_no_difference_to_pay(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert chat.say("降价了差价怎么办", "price_protection") == ["price_protection.returning"]
    assert chat.say("不退了 把差价给我", "price_protection") == ["price_protection.kept"]
