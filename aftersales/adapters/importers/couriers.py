"""Courier names of export files and the codes the program uses (`couriers` of shop.yml)."""

import re

COURIERS: tuple[tuple[str, str], ...] = (
    ("e邮宝", "epacket"),
    ("epacket", "epacket"),
    ("圆通", "yto"),
    ("yto", "yto"),
    ("中通", "zto"),
    ("zto", "zto"),
    ("申通", "sto"),
    ("sto", "sto"),
    ("顺丰", "sf"),
    ("sf", "sf"),
    ("ems", "ems"),
    ("邮政", "ems"),
    ("能达", "nengda"),
    ("nengda", "nengda"),
    ("京东", "jd"),
    ("jd", "jd"),
)


def courier_code(name: str) -> str:
    """The code of a courier as an export names it (`圆通速递`); a courier we do not know keeps its name."""
    lowered = name.strip().lower()
    return next((code for word, code in COURIERS if word in lowered), name.strip())


def split_waybills(cell: str) -> tuple[str, ...]:
    """The waybill numbers of a cell: several are parted by commas, semicolons or blanks, some carry `No:` in front.

    Letters become upper case, as the bot reads them from a buyer's message.
    """
    return tuple(re.sub(r"^NO[:：]", "", part) for part in re.split(r"[,，;；、\s]+", cell.strip().upper()) if part)
