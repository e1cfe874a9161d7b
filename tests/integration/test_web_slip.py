"""The return slip's pages: open by their signed link only, for phones and for printers."""

from collections.abc import Iterator

import pytest

from tests.integration.web_shop import WebShop, running_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("slip")) as shop:
        yield shop


@pytest.fixture(scope="module")
def case_no(shop: WebShop) -> str:
    services = shop.services
    chat = shop.client.post("/api/chat/conversations", headers=shop.buyer("demo-zhang")).json()["conversation_id"]
    with services.uow() as uow:
        (order,) = uow.orders.of_buyer("demo-zhang", 5)
        case = uow.cases.add(chat, order.order_no, "return_goods", "return_goods", services.now(), 1)
        uow.commit()
    return case.case_no


def path_of(shop: WebShop, case_no: str) -> str:
    return shop.services.slips.url(case_no).removeprefix("http://127.0.0.1:8000")


def test_the_page_shows_the_slip_and_where_to_print_it(shop: WebShop, case_no: str) -> None:
    page = shop.client.get(path_of(shop, case_no))
    assert page.status_code == 200
    assert case_no in page.text
    assert "退货单" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    for paper in ("a4", "label"):
        assert f'href="{path_of(shop, case_no).rsplit("/", 1)[1]}/{paper}.pdf"' in page.text


@pytest.mark.parametrize("paper", ["a4", "label"])
def test_it_prints(shop: WebShop, case_no: str, paper: str) -> None:
    pdf = shop.client.get(f"{path_of(shop, case_no)}/{paper}.pdf")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert f'filename="{case_no}.pdf"' in pdf.headers["Content-Disposition"]


def test_a_guessed_link_opens_nothing(shop: WebShop, case_no: str) -> None:
    forged = path_of(shop, case_no)[:-3] + "AAA"
    assert shop.client.get(forged).status_code == 404
    assert shop.client.get(f"{forged}/a4.pdf").status_code == 404
    unknown = path_of(shop, "AS20261125-999999")
    assert shop.client.get(unknown).status_code == 404
    assert shop.client.get(f"{path_of(shop, case_no)}/a3.pdf").status_code == 422
