"""The signed door for the shop's systems: orders and parcel events come in, once, and a bad one loses nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from aftersales.adapters.settings import Settings
from aftersales.adapters.task_webhook import signature
from aftersales.domain.orders import EventKind, Order
from tests.integration.web_shop import INTAKE_SECRET, Json, WebShop, running_shop
from web.app import create_app

ORDER_NO = "2026110000000101"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("intake")) as shop:
        yield shop


def push(shop: WebShop, body: bytes, *, secret: str = INTAKE_SECRET, age_s: int = 0) -> tuple[int, Json]:
    stamp = str(int(shop.services.now().timestamp()) - age_s)
    headers = {"X-Shouhou-Timestamp": stamp, "X-Shouhou-Signature": signature(secret, stamp, body)}
    answer = shop.client.post("/api/intake", content=body, headers=headers)
    return answer.status_code, answer.json()


def stored(shop: WebShop) -> Order:
    with shop.services.reader() as uow:
        order = uow.orders.get(ORDER_NO)
    assert order is not None
    return order


def scans(shop: WebShop, *kinds: str) -> list[Json]:
    now = shop.services.now().replace(microsecond=0)
    return [
        {"at": (now + timedelta(minutes=n)).isoformat(), "kind": kind, "place": "杭州", "text": f"第{n}站"}
        for n, kind in enumerate(kinds)
    ]


def test_new_scans_reach_the_order_once(shop: WebShop) -> None:
    (parcel,) = stored(shop).parcels
    told = {"events": [{"waybill": parcel.waybill.lower(), "events": scans(shop, "delivering", "signed")}]}
    body = json.dumps(told).encode()
    for _ in range(2):
        status, answer = push(shop, body)
        assert (status, answer["events"], answer["rejected"]) == (200, 2, [])
    (after,) = stored(shop).parcels
    assert len(after.events) == len(parcel.events) + 2
    assert after.last_event is not None
    assert after.last_event.kind is EventKind.SIGNED


def test_what_cannot_be_used_is_named_and_the_rest_stored(shop: WebShop) -> None:
    (parcel,) = stored(shop).parcels
    told = [
        {"waybill": "YT0000000000000", "events": scans(shop, "transit")},
        {"waybill": parcel.waybill, "events": [{"at": "gestern", "kind": "transit"}]},
        {"waybill": parcel.waybill, "events": [{"at": "2026-11-01T10:00:00+08:00", "kind": "pickup", "text": "早先"}]},
    ]
    status, answer = push(shop, json.dumps({"events": told, "weather": []}).encode())
    assert (status, answer["events"], answer["unknown"]) == (200, 1, {"weather": 1})
    assert sorted(row["place"] for row in answer["rejected"]) == ["events[0]", "events[1]"]
    reasons = " ".join(row["reason"] for row in answer["rejected"])
    assert "no order has a parcel YT0000000000000" in reasons
    assert "gestern" in reasons


def test_orders_come_in_by_the_same_door(shop: WebShop) -> None:
    new = {
        "order_no": "2026110000077001",
        "platform": "taobao",
        "buyer_id": "pushed",
        "status": "paid",
        "created_at": "2026-11-20T10:00:00+08:00",
        "paid_fen": 100,
        "lines": [{"sku": "TEA-LJ250", "title": "西湖龙井", "qty": 1, "price_fen": 100}],
    }
    status, answer = push(shop, json.dumps({"orders": [new]}).encode())
    assert (status, answer["orders"], answer["rejected"]) == (200, 1, [])


@pytest.mark.parametrize(
    ("body", "secret", "age_s", "status", "code"),
    [
        (b"{}", "another secret", 0, 401, "bad_signature"),
        (b"{}", INTAKE_SECRET, 301, 401, "bad_signature"),
        (b"{}", INTAKE_SECRET, -301, 401, "bad_signature"),
        (b"{", INTAKE_SECRET, 0, 422, "bad_request"),
        (b"[]", INTAKE_SECRET, 0, 422, "bad_request"),
    ],
)
def test_only_signed_and_fresh_documents_come_in(
    shop: WebShop, body: bytes, secret: str, age_s: int, status: int, code: str
) -> None:
    answered, told = push(shop, body, secret=secret, age_s=age_s)
    assert (answered, told["error"]["code"]) == (status, code)


def test_without_headers_nothing_comes_in(shop: WebShop) -> None:
    assert shop.client.post("/api/intake", content=b"{}").status_code == 401


def test_the_door_is_shut_until_the_shop_sets_a_secret(shop: WebShop, tmp_path: Path) -> None:
    settings = replace(Settings(), database_url=f"sqlite:///{tmp_path / 'x.db'}")
    with TestClient(create_app(shop.services, settings)) as client:
        assert client.post("/api/intake", content=b"{}").status_code == 404
