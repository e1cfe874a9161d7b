"""The unified social credit code, which is a Chinese company's tax number (GB 32100-2015): 18 signs, one to check."""

import re

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""No I, O, S, V or Z: they look like figures."""

WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE = re.compile(rf"(?<![0-9A-Z])[{SIGNS}]{{18}}(?![0-9A-Z])")


def credit_code_in(text: str) -> str | None:
    """The first code in a text whose check sign fits, in capitals; None when there is none."""
    compact = re.sub(r"(?<=[0-9A-Z])[\s-]+(?=[0-9A-Z])", "", text.upper())
    return next((code for code in _CODE.findall(compact) if is_credit_code(code)), None)


def is_credit_code(code: str) -> bool:
    """Whether the last of the 18 signs is the one that the others give."""
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(code[:17], WEIGHTS, strict=True))
    return SIGNS[-total % 31] == code[17]
