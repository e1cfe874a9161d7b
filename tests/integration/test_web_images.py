"""Buyers' pictures: stored clean, once, and shown only to their owner and the desk."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from aftersales.adapters.images import DiskImageStore
from tests.integration.web_shop import Json, WebShop, running_shop

GPS_TAG = 0x8825
ORIENTATION_TAG = 0x0112


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("images")) as shop:
        yield shop


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 6
    exif[GPS_TAG] = {1: "N"}
    Image.new(mode, size).save(out, kind, exif=exif)
    return out.getvalue()


def send(shop: WebShop, chat: str, buyer: dict[str, str], data: bytes, client_id: str) -> tuple[int, Json]:
    answer = shop.client.post(
        f"{chat}/images", data={"client_message_id": client_id}, files={"file": ("p.jpg", data)}, headers=buyer
    )
    return answer.status_code, answer.json()


def test_a_picture_becomes_a_message_once(shop: WebShop) -> None:
    buyer = shop.buyer("demo-chen")
    chat = shop.open(buyer)
    status, first = send(shop, chat, buyer, picture(), "p1")
    assert status == 202
    assert first["message"]["attachment_id"]
    assert send(shop, chat, buyer, picture(), "p1") == (202, first)


def test_owner_and_desk_see_it_and_nobody_else(shop: WebShop) -> None:
    buyer, stranger = shop.buyer("demo-chen"), shop.buyer("demo-han")
    chat = shop.open(buyer)
    attachment = send(shop, chat, buyer, picture(), "p2")[1]["message"]["attachment_id"]
    shown = shop.client.get(f"{chat}/images/{attachment}", headers=buyer)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shop.client.get(f"{shop.open(stranger)}/images/{attachment}", headers=stranger).status_code == 404
    desk = chat.replace("/chat/", "/desk/")
    assert shop.client.get(f"{desk}/images/{attachment}", headers=shop.agent()).content == shown.content
    assert shop.client.get(f"{desk}/images/{attachment}", headers=buyer).status_code == 401


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", picture()[:80]])
def test_what_is_no_picture_is_refused(shop: WebShop, data: bytes) -> None:
    buyer = shop.buyer("demo-chen")
    status, body = send(shop, shop.open(buyer), buyer, data, "bad")
    assert (status, body["error"]["code"]) == (422, "bad_image")


def test_a_foreign_conversation_takes_no_picture(shop: WebShop) -> None:
    chat = shop.open(shop.buyer("demo-chen"))
    status, body = send(shop, chat, shop.buyer("demo-han"), picture(), "p3")
    assert (status, body["error"]["code"]) == (404, "not_found")


def test_pictures_are_limited_by_the_hour(shop: WebShop) -> None:
    buyer = shop.buyer("demo-li")
    chat = shop.open(buyer)
    statuses = [send(shop, chat, buyer, picture((4, 4)), f"n{number}")[0] for number in range(41)]
    assert statuses == [202] * 40 + [429]


def test_metadata_is_gone_and_the_picture_stands_upright(tmp_path: Path) -> None:
    store = DiskImageStore(tmp_path)
    media_type, path, size = store.save("ab12", picture((60, 40)))
    data = store.read(path)
    stored = Image.open(io.BytesIO(data))
    assert (media_type, len(data), stored.size) == ("image/jpeg", size, (40, 60))
    assert not dict(stored.getexif())


def test_transparency_becomes_white_and_large_pictures_shrink(tmp_path: Path) -> None:
    store = DiskImageStore(tmp_path)
    data = store.read(store.save("cd34", picture((4000, 100), "PNG", "RGBA"))[1])
    stored = Image.open(io.BytesIO(data)).convert("RGB")
    assert max(stored.size) == 2048
    assert stored.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"x" * (8 * 1024 * 1024 + 1), picture((8000, 5001), "PNG", "1")])
def test_too_many_bytes_or_pixels_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ValueError, match="图片超过"):
        DiskImageStore(tmp_path).save("ef56", data)


def test_paths_stay_inside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(ValueError, match="leaves"):
        DiskImageStore(tmp_path / "pictures").read("../secret")
