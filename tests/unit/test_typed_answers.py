"""A free answer must hold what was asked for: an e-mail, a number, an address, a company's name."""

import pytest

from aftersales.domain.typed_answers import is_torn_mail, says_none, typed_answer


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("email", "发到 a.b@c.cn 谢谢", "a.b@c.cn"),
        ("email", "a＠b。cn", "a@b.cn"),
        ("email", "123@qq", None),
        ("email", "等下发你", None),
        ("tax_no", "税号是9133 0106 MA2C ABCD 5X", "91330106MA2CABCD5X"),
        ("tax_no", "我去问问财务", None),
        ("waybill", "顺丰 SF1234567890123", "SF1234567890123"),
        ("waybill", "还没寄呢", None),
        ("phone", "换成13800001111", "13800001111"),
        ("address", "文三路9号 沈安 13800001111", "文三路9号 沈安 13800001111"),
        ("address", "收件人改成李四", "收件人改成李四"),
        ("address", "快点啊", None),
        ("address", "现在改电话还来得及吗", None),
        ("invoice_title", "抬头开成云栖科技有限公司", "云栖科技有限公司"),
        ("invoice_title", "公司名称：杭州云栖茶业", "杭州云栖茶业"),
        ("invoice_title", "就写北山小学吧", "北山小学"),
        ("invoice_title", "云栖科技", "云栖科技"),
        ("invoice_title", "云栖科技（北京）有限公司 91330106MA2CABCD5X", "云栖科技（北京）有限公司"),
        ("invoice_title", "云栖科技，税号：91330106MA2CABCD5X a@b.cn", "云栖科技"),
        ("invoice_title", "123@qq", None),
        ("invoice_title", "算了开个人的", None),
        ("invoice_title", "我等下问问财务", None),
        ("invoice_title", "抬头怎么写", None),
        (None, "换成红色的", "换成红色的"),
        (None, "123@qq", None),
        ("product", "大红袍", "大红袍"),
    ],
)
def test_the_kind_that_was_asked_for_is_cut_out_or_missed(kind: str | None, text: str, value: str | None) -> None:
    assert typed_answer(kind, text, ()) == value


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("没有邮箱", True),
        ("我没有税号的", True),
        ("不用邮箱了", True),
        ("算了不要邮箱", True),
        ("没有", False),
        ("无锡云栖公司", False),
    ],
)
def test_who_has_none_says_so(text: str, none: bool) -> None:
    assert says_none(text) is none


@pytest.mark.parametrize(
    ("text", "torn"),
    [("123@qq", True), ("qq邮箱", True), ("12345678", True), ("a@b.cn", False), ("没有邮箱", False), ("等下", False)],
)
def test_a_mail_that_is_not_written_out_is_told_apart(text: str, torn: bool) -> None:
    assert is_torn_mail("email", text) is torn
