"""What a buyer in the queue may still say to the bot: that they no longer want to wait."""

NO_MORE_WAITING = (
    "不用等",
    "不等了",
    "不用人工",
    "不要人工",
    "不用转",
    "不转了",
    "取消排队",
    "不排了",
    "不找人工",
    "先不等",
    "取消人工",
    "别转",
)
INSISTS = ("店长", "经理", "主管", "领导", "老板", "组长", "负责人", "别人", "换个", "换一个", "就你们", "就要")


def wants_back(text: str) -> bool:
    """Whether the buyer gives up the queue (“不用等了，我问你就行”)."""
    return any(words in text for words in NO_MORE_WAITING)


def insists_on_person(text: str) -> bool:
    """Whether the words ask for another person rather than for none (“不用转别人，就你们店长来”)."""
    return not wants_back(text) or any(words in text for words in INSISTS)
