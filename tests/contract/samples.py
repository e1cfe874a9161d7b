"""Records the contract tests store; each test changes only what it is about."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from aftersales.domain.cases import Task, TaskState
from aftersales.domain.conversations import Conversation, Message, Owner, Sender
from aftersales.domain.orders import (
    Compensation,
    EventKind,
    Installation,
    Invoice,
    Order,
    OrderLine,
    OrderStatus,
    Parcel,
    Payment,
    Presale,
    Refund,
    ReturnParcel,
    TrackingEvent,
)
from aftersales.use_cases.ports import UnitOfWork

NOW = datetime(2026, 11, 25, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def conversation(conversation_id: str = "c1", buyer_id: str = "b1", **changes: Any) -> Conversation:
    return replace(Conversation(conversation_id, buyer_id, Owner.BOT, NOW), **changes)


def start_chat(uow: UnitOfWork, conversation_id: str = "c1") -> None:
    """A conversation of a buyer of its own."""
    assert uow.conversations.add(conversation(conversation_id, f"buyer of {conversation_id}"))


def buyer_says(uow: UnitOfWork, text: str, conversation_id: str = "c1", at: datetime = NOW) -> Message:
    return uow.messages.add(conversation_id, Sender.BUYER, text, at)


def task(key: str, **changes: Any) -> Task:
    plain = Task(0, "c1", None, None, "reship", "warehouse", TaskState.OPEN, key, NOW, NOW + HOUR)
    return replace(plain, **changes)


def order(order_no: str = "2026112200010001", **changes: Any) -> Order:
    """An order that tells everything an order can tell."""
    full = Order(
        order_no=order_no,
        platform="taobao",
        buyer_id="b1",
        status=OrderStatus.SHIPPED,
        created_at=NOW - 3 * DAY,
        paid_fen=79900,
        lines=(
            OrderLine("LOCK-A1", "指纹锁 A1", 1, 79900, "黑色", special_price=True),
            OrderLine("BELL", "门铃", 2, 0),
        ),
        buyer_name="王小明",
        phone="13800001234",
        address="浙江省杭州市西湖区文三路 1 号",
        membership="vip2",
        paid_at=NOW - 3 * DAY,
        promised_ship_at=NOW - DAY,
        postage_fen=600,
        pay_channel="alipay",
        note="送门铃一个",
        flag="yellow",
        free_postage=False,
        return_insurance=True,
        reship_of="2026112000010009",
        gifts_promised=("门铃",),
        coupons=("满800减50",),
        presale=Presale(5000, NOW - 2 * DAY, None),
        installation=Installation("booked", NOW + DAY, 1, 5000),
        invoice=Invoice("issued", "paper", "某某公司", "91330000", NOW),
        parcels=(parcel("YT1", picked_up=NOW - 2 * DAY), Parcel("sf", "SF2", gift=True)),
        refunds=(Refund("refund_only", "applied", 1000, "alipay", NOW, None),),
        returns=(ReturnParcel("SF9", "received", NOW, "ok"),),
        payments=(Payment(79900, NOW - 3 * DAY, "alipay", "paid"),),
        compensations=(Compensation(1000, NOW, "晚发"),),
    )
    return replace(full, **changes)


def parcel(waybill: str, picked_up: datetime, signed: datetime | None = None, carrier: str = "yto") -> Parcel:
    events = [TrackingEvent(picked_up, EventKind.PICKUP, "杭州转运中心", "已揽收")]
    if signed is not None:
        events.append(TrackingEvent(signed, EventKind.SIGNED, "上海", "已签收", "本人"))
    return Parcel(carrier, waybill, picked_up, 3200, ("LOCK-A1",), False, tuple(events))


def exported(order_no: str = "2026112200010001", **changes: Any) -> Order:
    """The same order as a bare platform export tells it: head only."""
    bare = Order(order_no, "taobao", "b1", OrderStatus.COMPLETED, NOW - 3 * DAY, 79900)
    return replace(bare, **changes)
