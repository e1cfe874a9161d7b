"""What a buyer in the queue may still say to the bot: that they no longer want to wait, or how long it takes."""

import re

from aftersales.domain.later_words import drops_it, names_what_it_drops
from aftersales.domain.word_match import plain

_PERSON = r"(?:人工客服|人工|真人|客服)"
_NO_NEED = r"(?:不用|不必|不想|不要|不需要|不愿意?|先不|就不|不|别|甭)(?:再|继续)?"
_GIVES_UP = re.compile(
    rf"{_NO_NEED}(?:等|转(?!来|圈|移|手)|排队|排(?=了))(?:接|{_PERSON}|你们|人|队)*(?:了|啦)?"
    rf"|(?:{_NO_NEED}|取消)(?:转|找|要)?(?:{_PERSON}|排队)(?![智机])(?:了|啦)?"
    rf"|(?:转)?{_PERSON}(?:就|先|也|那)*(?:不用|不要|不需要|不必|算|取消)了"
)
_WANTS_PERSON = re.compile(rf"(?:转|要|找|叫|来|换)(?:个|接|下)?{_PERSON}")
_SETTLED = re.compile(
    r"(?:我|自己|已经|问题|都|这边|现在)*(?:解决|弄好|搞定|处理好|搞好|没问题|没有问题)了|(?<!不)(?:好|行)了(?=[,.。!~]*不用了)"
)
_NOT_NEEDED = "不用了"
_SAID_TWICE = re.compile(rf"(?:{_NOT_NEEDED}[,.。!~]*)+")
_ONLY_MARKS = re.compile(r"[?!.。…~\s]+")
_ASKS_WHY = re.compile("怎么|为什么|为啥|咋|凭什么|干嘛|干吗|怎样")
_CLAUSE = re.compile(r"[,，。.!！?？;；~～…\s]+")
INSISTS = ("店长", "经理", "主管", "领导", "老板", "组长", "负责人", "别人", "换个", "换一个", "就你们", "就要")

_PLACE = (
    r"多久|多长时间|几分钟|几位|第几|几个人?|多少(?:个|位)?人?|多少号|怎么样|咋样|怎样|如何|啥时候|什么时候|几点|几时|到哪|上班|下班|在线|营业"
    r"|到我|轮到|排到|好了|有人|没人|来人|人呢|人在哪|人去哪|在吗|在么|在不在|在不|还在|快点|快些|抓紧|催|进度|进展|结果|消息|回复|接入|接通"
)
_AROUND = (
    r"请问|问一?下|麻烦|那|这|现在|目前|到底|究竟|还|还是|要|得|需要|会|能|可以|都|就|又|再|大概|大约|我|您|你们?|人工客服|人工|真人|客服|店主|老板|店长|掌柜"
    r"|排队|排|等|前面|后面|位置|有|没有?|是|在|来|轮|到|第|接|回|吗|嘛|么|吧|啊|呀|呢|了|的|哦|噢|亲|喂|哎|一?下|怎么|为什么|咋|不|多|一个|些|点|处理|解决"
)
_ASKS_PLACE = re.compile(rf"(?:{_PLACE}|{_AROUND})+")
_NO_COMPLAINT = re.compile(
    r"(?:取消|撤销|撤回|撤掉)了?(?:我的|那个|刚才的)?投诉|(?:不|别|先不|暂时不|不想|不用)(?:再|去)?投诉(?:了|啦|你们?了)|投诉(?:取消|撤销|撤回|撤|算)了"
)
_ASKS_HOW = re.compile("怎么|不让|不给|为什么|凭什么|谁")
LONGEST_QUESTION = 16


def wants_back(text: str) -> bool:
    """Whether the buyer gives up the queue (“不用等了，我问你就行”); “怎么还不转人工” does not."""
    clauses = _CLAUSE.split(text)
    return leaves(text) or any(_GIVES_UP.search(plain(one)) and not _ASKS_WHY.search(one) for one in clauses)


def leaves(text: str) -> bool:
    """Whether the whole message says that nobody need come: “没事了”, “不想等了”, “已经解决了谢谢”."""
    words = plain(text)
    if _ASKS_WHY.search(words):
        return False
    bare = _SAID_TWICE.sub(_NOT_NEEDED, _SETTLED.sub(_NOT_NEEDED, _GIVES_UP.sub(_NOT_NEEDED, words)))
    return drops_it(bare) and not names_what_it_drops(bare)


def declines_person(text: str) -> bool:
    """Whether the whole message says that no person is wanted: “转人工不用了”, “不用转人工”; not “不用等了”."""
    return re.search(_PERSON, text) is not None and leaves(text)


def needs_nothing(text: str) -> bool:
    """Whether who leaves drops the matter too (“没事了”), not the waiting alone (“不用等了”)."""
    return leaves(text) and _GIVES_UP.search(plain(text)) is None


def insists_on_person(text: str) -> bool:
    """Whether the words ask for another person rather than for none (“不用转别人，就你们店长来”)."""
    beside = _GIVES_UP.sub("", plain(text))
    return not wants_back(text) or _WANTS_PERSON.search(beside) is not None or any(word in text for word in INSISTS)


def only_marks(text: str) -> bool:
    """“？？”, “。。。”: somebody waits for a word."""
    return _ONLY_MARKS.fullmatch(plain(text)) is not None


def asks_for_place(text: str) -> bool:
    """A short question about the queue and nothing else: “还有多久”, “前面几位”, “在吗”, “？？”."""
    flat = plain(text)
    if only_marks(text):
        return True
    words = re.sub(r"\W", "", flat)
    return len(words) <= LONGEST_QUESTION and bool(_ASKS_PLACE.fullmatch(words)) and bool(re.search(_PLACE, words))


def takes_complaint_back(text: str) -> bool:
    """“取消投诉”, “算了不投诉了”; not “不投诉你们不知道错”, nor “怎么取消投诉”."""
    flat = plain(text)
    return _NO_COMPLAINT.search(flat) is not None and _ASKS_HOW.search(flat) is None
