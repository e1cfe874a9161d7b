"""What a message tells beside its question: one address, one number — and never a guess between two."""

import pytest

from aftersales.domain.heard_facts import heard_facts
from aftersales.domain.playbook import FactRule, FactSource
from aftersales.use_cases.ports import Entity

ADDRESS = FactRule("new_address", (FactSource.BUYER,), ask="a.b", entity="address")
TAX_NO = FactRule("tax_no", (FactSource.BUYER,), ask="a.b", entity="tax_no")
PLAIN = FactRule("reason", (FactSource.BUYER,), ask="a.b")


def entity(kind: str, text: str, piece: str, value: str = "") -> Entity:
    start = text.index(piece)
    return Entity(kind, value or piece, start, start + len(piece))


@pytest.mark.parametrize(
    ("text", "parts", "heard"),
    [
        ("地址改成文三路9号2幢", {"address": "文三路9号2幢"}, "文三路9号2幢"),
        (
            "改到浙江省杭州市西湖区文三路9号",
            {"province": "浙江省", "city": "杭州市", "address": "西湖区文三路9号"},
            "浙江省杭州市西湖区文三路9号",
        ),
        ("寄杭州，西湖区文三路9号", {"city": "杭州", "address": "西湖区文三路9号"}, "杭州，西湖区文三路9号"),
        ("我在杭州出差，改到文三路9号", {"city": "杭州", "address": "文三路9号"}, "文三路9号"),
        ("地址填错了，能改吗", {}, None),
        ("改到杭州", {"city": "杭州"}, None),
    ],
)
def test_an_address_is_heard_with_its_city(text: str, parts: dict[str, str], heard: str | None) -> None:
    entities = [entity(kind, text, piece) for kind, piece in parts.items()]
    assert heard_facts([ADDRESS, PLAIN], text, entities).get("new_address") == heard


def test_a_number_is_heard_as_it_is_normalised() -> None:
    text = "税号91330106ma2abcde3x"
    found = heard_facts([TAX_NO], text, [entity("tax_no", text, "91330106ma2abcde3x", "91330106MA2ABCDE3X")])
    assert found == {"tax_no": "91330106MA2ABCDE3X"}


def test_of_two_different_ones_none_is_taken_and_of_the_same_twice_one() -> None:
    text = "文三路9号改成文二路8号"
    old, new = entity("address", text, "文三路9号"), entity("address", text, "文二路8号")
    assert heard_facts([ADDRESS], text, [old, new]) == {}
    assert heard_facts([ADDRESS], text, [old, old]) == {"new_address": "文三路9号"}
