"""The return slip (P-RET-07): what it says, that its link cannot be guessed, and that its PDF prints and scans."""

from dataclasses import replace
from datetime import datetime, timezone

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from aftersales.adapters.settings import Settings
from aftersales.adapters.slip_links import SlipLinks
from aftersales.adapters.slip_pdf import PAPERS, draw_slip
from aftersales.domain.cases import Case, CaseState, Task, TaskState, Value
from aftersales.domain.orders import OrderLine
from aftersales.domain.return_slip import ReturnSlip, return_slip
from tests.shop_bench import own_release
from tests.unit.orders import order

CASE_NO = "AS20261125-000042"
NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)
LINKS = SlipLinks("a-secret", "https://care.shop.example")
LINES = (OrderLine("TEA-LJ250", "西湖龙井", 2, 16800, "250g 罐装"), OrderLine("LOCK-A1", "A1 指纹锁 <银色>", 1, 69900))
FONT = Settings().slip_font
RECEIVE = Task(7, "c", 42, None, "receive_goods", "warehouse", TaskState.OPEN, "key", NOW, NOW)


def slip(lines: tuple[OrderLine, ...] = LINES, agreed: dict[str, str] | None = None, /, **facts: Value) -> ReturnSlip:
    """`agreed`: the details of the task to receive the goods, when there is one."""
    case = Case(42, CASE_NO, "c", "return_goods", "return_goods", CaseState.WAITING, NOW, NOW, facts=facts)
    task = None if agreed is None else replace(RECEIVE, details=agreed)
    return return_slip(case, task, order(lines=lines, buyer_name="林小雨"), own_release(), LINKS.url(CASE_NO))


def page(pdf: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0]


def text_of(pdf: bytes) -> str:
    return str(page(pdf).get_textpage().get_text_bounded()).replace("\r\n", "")


def test_it_names_the_whole_order_or_the_product_the_case_is_about() -> None:
    assert slip().goods == (("西湖龙井 250g 罐装", 2), ("A1 指纹锁 <银色>", 1))
    assert slip(missing_sku="TEA-LJ250", missing_qty=1).goods == (("西湖龙井 250g 罐装", 1),)
    assert slip(missing_sku="TEA-LJ250", missing_qty="9").goods == (("西湖龙井 250g 罐装", 2),)
    assert slip(missing_sku="LOCK-A1", missing_qty="unknown").goods == (("A1 指纹锁 <银色>", 1),)


def test_it_lists_what_the_warehouse_is_told_to_expect() -> None:
    three = (OrderLine("TEA-TGY500", "安溪铁观音", 3, 19800, "500g 礼盒"),)
    title = "安溪铁观音 500g 礼盒"
    one = {"return_scope": "part", "missing_sku": "TEA-TGY500", "missing_qty": "1"}
    assert slip(three, one).goods == ((title, 1),)
    assert slip(three, one | {"return_scope": "all"}).goods == ((title, 3),)
    assert slip(three, {"missing_sku": "TEA-TGY500", "missing_qty": "1"}).goods == ((title, 1),)
    assert slip(three, {"missing_sku": "TEA-TGY500"}, return_qty=2).goods == ((title, 2),)
    assert slip(three, {"intercepted": "impossible"}).goods == ((title, 3),)
    assert slip(three, return_scope="part", return_qty=1).goods == ((title, 1),)
    assert slip(three, return_qty="unknown").goods == ((title, 3),)
    assert slip(LINES, {"missing_sku": "LOCK-A1", "missing_qty": "1"}).goods == (("A1 指纹锁 <银色>", 1),)
    assert slip(LINES, {"return_scope": "all", "missing_sku": "LOCK-A1"}).goods == slip().goods


def test_a_link_opens_its_own_slip_only() -> None:
    signature = LINKS.url(CASE_NO).rsplit("/", 1)[1]
    assert LINKS.url(CASE_NO) == f"https://care.shop.example/slip/{CASE_NO}/{signature}"
    assert LINKS.proves(CASE_NO, signature)
    assert not LINKS.proves("AS20261125-000043", signature)
    assert not LINKS.proves(CASE_NO, signature[:-1])
    assert not LINKS.proves(CASE_NO, "签名")
    assert not LINKS.proves("AS20261125-000042/..", signature)
    assert not SlipLinks("another-secret", "").proves(CASE_NO, signature)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pdf_holds_everything_in_its_own_font(paper: str) -> None:
    pdf = draw_slip(slip(), paper, FONT)
    text = text_of(pdf)
    for told in (
        "退货单",
        "山岚茶锁旗舰店",
        CASE_NO,
        order().order_no,
        "林**",
        "西湖龙井 250g 罐装 × 2",
        "<银色>",
        "顺丰",
    ):
        assert told in text, told
    assert own_release().shop.return_address in text
    assert "林小雨" not in text
    assert b"NotoSansSC" in pdf


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 210, 297), ("label", 100, 150)])
def test_it_fills_one_page_of_its_paper_however_long_the_order(paper: str, width: int, height: int) -> None:
    many = tuple(OrderLine(f"SKU-{n}", f"第{n}样商品，名字相当长的一款茶叶礼盒套装", 1, 100) for n in range(40))
    for lines in (LINES, many):
        points = page(draw_slip(slip(lines), paper, FONT)).get_size()
        assert [round(edge * 25.4 / 72) for edge in points] == [width, height]
    assert "第39样商品" in text_of(draw_slip(slip(many), paper, FONT))


@pytest.mark.parametrize("paper", PAPERS)
def test_bar_code_and_qr_code_scan_as_a_label_printer_prints_them(paper: str) -> None:
    image: Image.Image = page(draw_slip(slip(), paper, FONT)).render(scale=203 / 72).to_pil().convert("1")
    scanned = {result.format.name: result.text for result in zxingcpp.read_barcodes(image)}
    assert scanned == {"Code128": CASE_NO, "QRCode": LINKS.url(CASE_NO)}
