"""Money in words for buyers; inside the program it is always whole fen."""

FEN_PER_YUAN = 100


def format_fen(fen: int) -> str:
    """12.5元, 20元, 0.05元: no zeros that say nothing; a negative amount keeps its sign."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    small = f".{rest:02}".rstrip("0") if rest else ""
    return f"{sign}{yuan}{small}元"
