"""What buyers say about a matter that is under way: that they drop it, or how it stands."""

import re

from aftersales.domain.word_match import plain

_BEFORE = r"(?:那|哦|噢|嗯|好|行|唉|哎|吧|的|对不起|不好意思|亲|老板|我|还是|先|就|暂时|现在|也|都|[,.。!~])*"
_AFTER = r"(?:吧|啊|呀|哈|哦|噢|呢|啦|了|谢谢|麻烦|亲|[,.。!~])*"
_DONE = (
    "(?:改|退|换|修|开|弄|办|处理|来取|取|来|拦|寄回|送|上门|用顺丰|顺丰|查|补|寄|催|合并|合|拆|取消|投诉|申请|折腾|麻烦|追究|计较"
    "|说|问|管|搞)"
)
_ABOUT = r"(?:地址|电话|货|款|票|发票|抬头|快递|颜色|尺码|单|订单|这个|这事|它|你们?)?"
_NOT = r"(?:不用|不必|不想|不要|不|别|甭)"
_OLD = "(?:还是|就)?(?:用|发|寄|按|照|要|送)?(?:到|回)?原(?:来|先)的?(?:地址|那个|单|订单)?(?:发|寄|送|不变|就行|就好)*"
_KEPT = "(?:留着|先用着|凑合着?用)(?:自己)?(?:用|喝)?"
_DROPS = re.compile(
    f"{_BEFORE}(?:算了|{_NOT}{_DONE}{_ABOUT}(?:了|啦|啊|吧){_AFTER}|没事了|当我没说|不需要了|不用了|{_OLD})"
    f"(?:{_AFTER}{_BEFORE}(?:算了|{_NOT}{_DONE}{_ABOUT}(?:了|啦)?|就这样|没事了|不用了|{_KEPT}))*{_AFTER}"
)
_STANDS = re.compile(
    r"(?:怎么样|咋样|怎样|如何)了|(?:有|出)(?:没有?)?(?:结果|消息|进展|回复|信儿?|下文|眉目)|进展|结果(?:呢|出来|怎么)|处理(?:好|完|得怎么|到哪)"
    r"|(?:昨天|前天|上次|之前|刚才)(?:那个|那件|的那个|的那件|说的|的|那)*(?:事儿?|问题|单)?(?:呢|怎么说)"
    r"|(?:核实|核对|查|办|弄|搞|审|修)(?:好|完|清楚|出来|得怎么)|还(?:要|得|没|有)?(?:等)?多(?:久|长时间)|要多(?:久|长时间)|多久(?:能|到|好|给|退|$)|几天能|多会儿|啥时候|什么时候|到哪一?步"
    r"|(?:处理|退|改|发|查|换|补|寄|办|开|修|催|收到)了(?:吗|没有?|么)|到账没"
    r"|(?:给|有)个?(?:说法|交代)|(?:好|完|成|到账?|出来)了[吗没么]|还没(?:给|打|联系|回|好|弄|办|处理|结果|消息|送|派|动)|催一?下|快点|抓紧|等到(?:什么时候|啥时候|几时)|说好的.{0,6}呢"
)
_WHAT_NOW = re.compile(
    rf"(?:{_BEFORE}|所以|到底|究竟|你说|你们?|我们|这|该|应?该|要|接下来|下一步|然后|又)*"
    rf"(?:怎么办|咋办|咋整|怎么(?:弄|搞|处理|解决)|(?:然后|所以|接下来|下一步)呢|凭(?:什么|啥)|为(?:什么|啥)){_AFTER}[?]*"
)
_PAY_BACK = re.compile(
    rf"(?:{_BEFORE}|赶紧|快点?|把|多的|多收的|都|你们?|给|帮)*(?:退我|退给我|还我|还给我|补给我|补我|退(?:一?下|呀|呗)|退钱给我){_AFTER}"
)
_NOT_WANTED = re.compile(rf"{_BEFORE}(?:算了[,.。]*)?{_BEFORE}(?:不想?要|不买)了{_AFTER}")
_AFTER_ALL = re.compile(
    rf"(?:等等|等一?下|不对|错了|算了|又|{_BEFORE})*"
    r"(?:别退|不要退|先别退|不想退|别取消|(?:还是|我还)?要(?:的|货)|还是要|还是发|又?想要了|留着|发货吧|补发吧|重新发|照(?:常)?发)"
    rf"{_AFTER}"
)
_MADE_GOOD = re.compile(
    "(?:什么时候|啥时候|多久|几时|哪天|几天)(?:能|才|可以|会|给|我|你们)*(?:补|换|修|处理|解决|赔|答复|回复)"
)
_SEND_AGAIN = re.compile(
    rf"(?:{_BEFORE}算了)?{_BEFORE}(?:(?:赶紧|赶快|尽快|快点?|麻烦|直接|必须|给|帮|我|你们?|们|要|想|也|请|再)*)"
    rf"(?:补发|补寄|补送|重发|重新(?:发|寄)|再(?:发|寄|补)|补)(?:一|1)?[个件份套罐盒包袋把瓶下]?(?:新的?)?(?:货|吧|给我|过来)*{_AFTER}"
)
_RESUMES = re.compile(rf"(?=.*(?:吧|还是|要|继续)){_BEFORE}(?:要|继续|照旧)*(?:给我|帮我)?{_DONE}{_ABOUT}{_AFTER}")
_ASKS = re.compile("什么|啥|哪|多少|怎么|咋|为何|几[点天号时]")
_SENT_BACK = re.compile(
    rf"{_BEFORE}(?:东西|货|商品)?(?:已经?|今天|昨天|刚刚?|给你们?)*(?:寄(?:回|出|走|过|给你们?)?去?|退(?:回|过)去?)了(?:今天|昨天|刚刚?)?{_AFTER}"
)
_COUNT = r"[一二两三四五六七八九十几\d]+(?:个?多?小时|天)"
_ARRIVED = re.compile(
    rf"(?:怎么|咋|为什么|为啥|到现在|现在|还是|还|都|也|钱|这么久|{_COUNT}了?|[,.。!?])*没有?(?:收|看)?到(?:账|帐|钱)?{_AFTER}[?]*"
    rf"|到了[吗没么][?]*|都{_COUNT}了{_AFTER}"
)
_HOW_MUCH = re.compile(
    rf"(?:那|请问|到底|一共|总共|能|可以|会|给我|,)*(?:[退补赔给]多少钱?|多少钱|(?:什么时候|几号|多久|几天)(?:能|可以|会|才)*(?:[退补赔]|打款|到账?|到帐|给我))"
    rf"{_AFTER}[呢吗?]*"
)
_SAME = re.compile(r"(?:那|还有|另外?|[的一那这]|[个单笔罐盒包件把]|订单)*呢[?!。~]*")
_ALSO = re.compile(rf"(?:那|还有|[,.。])*也(?:要|想|是|得|给我|帮我|一样|{_DONE})*(?:一?下)?{_AFTER}")
LONGEST_QUESTION = 16
LONGEST_WITHDRAWAL = 24
"""Characters: a longer message tells something of its own."""


def drops_it(text: str) -> bool:
    """“算了不改了”, “先不开了谢谢”: the whole message says that the matter is not wanted any more."""
    words = plain(text)
    return len(words) <= LONGEST_WITHDRAWAL and _DROPS.fullmatch(words) is not None


def names_what_it_drops(text: str) -> bool:
    """Whether a withdrawal is “不改了” and not the bare “不用了”, which may be mere politeness."""
    return re.search(f"{_NOT}{_DONE}|原(?:来|先)", plain(text)) is not None


def asks_when_made_good(text: str) -> bool:
    """“什么时候补”, “多久能修好”: asked of what is being done about a fault."""
    return len(text) <= LONGEST_QUESTION and _MADE_GOOD.search(plain(text)) is not None


def drops_first(text: str) -> bool:
    """“不退了 把差价给我”: the first clause says so, another wish follows."""
    first, _, rest = re.sub(r"[\s,，。.!！;；]+", ",", text.strip()).partition(",")
    return bool(rest) and drops_it(first) and names_what_it_drops(first)


def wants_it_after_all(text: str) -> bool:
    """“别退”, “还是要的”, “那补发吧”: said of money that is on its way back."""
    return _AFTER_ALL.fullmatch(plain(text)) is not None


def asks_to_send_again(text: str) -> bool:
    """“补发吧”, “那你们赶紧再发一个”: nothing but what is wanted; of what, the matter under way tells."""
    return _SEND_AGAIN.fullmatch(plain(text)) is not None


def resumes_it(text: str) -> bool:
    """“还是改吧”: said of what was dropped before."""
    return _RESUMES.fullmatch(plain(text)) is not None


def asks_back(text: str) -> bool:
    """“发什么快递”, “快递员电话多少”: a question is no new wish."""
    return _ASKS.search(plain(text)) is not None


def is_on_its_way_back(text: str) -> bool:
    """“寄了”, “已经寄出去了”: the whole message says that the buyer has sent the goods."""
    return _SENT_BACK.fullmatch(plain(text)) is not None


def asks_if_arrived(text: str) -> bool:
    """“怎么还没到”, “没到账啊”, “都两天了”: of what was told last, a parcel or money."""
    return _ARRIVED.fullmatch(plain(text)) is not None


def asks_how_much(text: str) -> bool:
    """“能退多少”, “什么时候到”: of money that was told of last."""
    return _HOW_MUCH.fullmatch(plain(text)) is not None


def wants_the_same(text: str) -> bool:
    """“也改”, “也一样”: what was done for one thing is wanted for another."""
    return _ALSO.fullmatch(plain(text)) is not None


def asks_the_same(text: str) -> bool:
    """“另一单呢”, “那个呢”: what was asked of one thing is asked of another."""
    return _SAME.fullmatch(plain(text)) is not None


def says_sent_back(text: str) -> bool:
    """“寄回去了”, “我退的货单号…”: goods are on their way back to us."""
    return re.search(r"寄(?:回|出|了|走|好|过去|给你)|退回|退(?:的|了)?货|已寄|快递单号是", plain(text)) is not None


def asks_how_it_stands(text: str) -> bool:
    """“怎么样了”, “还要多久”: a short question about something the buyer takes as known."""
    return len(text) <= LONGEST_QUESTION and (_STANDS.search(plain(text)) is not None or asks_what_now(text))


def asks_what_now(text: str) -> bool:
    """“那怎么办”, “到底怎么办”, “然后呢”: nothing but what comes next."""
    return _WHAT_NOW.fullmatch(plain(text)) is not None


def asks_to_pay_back(text: str) -> bool:
    """“退我”, “能补给我吗” without naming what: the money that was talked of, not the order's."""
    return _PAY_BACK.fullmatch(re.sub("^(?:能|可以)|[吗嘛?]+$", "", plain(text))) is not None


def says_not_wanted(text: str) -> bool:
    """“不要了”: nothing but that the goods are not wanted; which, what was said before tells."""
    return _NOT_WANTED.fullmatch(plain(text)) is not None
