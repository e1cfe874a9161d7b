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
)


def wants_back(text: str) -> bool:
    """Whether the buyer gives up the queue (“不用等了，我问你就行”)."""
    return any(words in text for words in NO_MORE_WAITING)
