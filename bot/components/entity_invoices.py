"""Titles of invoices: what stands behind 抬头, and the full names of companies."""

import re
from collections.abc import Iterator

from bot.components.entity_forms import Found

SIGN = r"[\u4e00-\u9fffA-Za-z0-9()·&]"
LIMITED = "有限责任公司|股份有限公司|有限公司"
COMPANY_END = (
    f"{LIMITED}|分公司|公司|集团|有限合伙|工厂|厂|工作室|事务所|合作社|商行|经营部|商店|门市部|酒店|餐厅|店|"
    "医院|学校|大学|中学|小学|幼儿园|委员会|局|银行|研究院|研究所|协会|中心"
)
TITLE = re.compile(
    "(?:抬头|单位名称|公司名称|企业名称|开票名称|发票名称)(?:就|请|要|都|名称)?"
    r"(?:开成|改成|换成|改为|换为|开|写|填|是|为|用|叫)?\s?:?\s?"
    rf"(?P<it>个人|(?!(?:改|换|开|写|填)[成为]){SIGN}{{2,30}}?(?:{COMPANY_END})(?!{SIGN}{{0,12}}公司)|(?<=:)[\u4e00-\u9fff]{{2,4}}(?=$|[\s,。;]))"
)
PERSON = re.compile("(?P<it>个人)(?:抬头|名义|的?发票)")
NO_NAME = "[我你您他她它们的了吗呢吧啊是在请把这那没就还也给和跟到寄送开成]|抬头|名称|税号|发票"
NAME = rf"(?:(?!{NO_NAME}){SIGN})"
COMPANY = re.compile(rf"(?:^|(?<=[\s,。;:成是为开写到]))(?P<it>{NAME}{{4,30}}?(?:{LIMITED})(?:{NAME}{{0,8}}分公司)?)")
DELIVERED = re.compile(r"(?:[送寄发]到|地址(?:是|:)?)\s?$")
NO_TITLE = re.compile("你们|我们|他们|什么|哪个|哪家|这个|那个|别的|其他|快递|不是|错|的")
ANY_TITLE = re.compile("抬头|名称|公司|个人")


def find_titles(text: str) -> Iterator[Found]:
    """个人 or the name of a company as invoice_title; a company that goods are sent to is none."""
    if not ANY_TITLE.search(text):
        return
    for pattern in (TITLE, PERSON, COMPANY):
        for match in pattern.finditer(text):
            title = match["it"]
            if not NO_TITLE.search(title) and not DELIVERED.search(text, 0, match.start("it")):
                yield Found("invoice_title", title, *match.span("it"))
