"""How a buyer is addressed: 亲 where buyers are used to it (淘宝, 天猫), on other platforms plainly 您."""

import re
from dataclasses import replace

from aftersales.domain.scripts import Script

SAY_QIN = frozenset({"taobao", "tmall"})

# 亲，… at the beginning of a sentence goes with its mark; of 好的亲， the mark stays.
_ADDRESS = re.compile(
    r"(?<![\u4e00-\u9fff])亲{1,2}[，,～~！!、 ]+|(?<![父母双娘相探至乡近远])亲{1,2}(?=[，,。.～~！!?？]|$)"
)


def in_tone(script: Script, platform: str) -> Script:
    """The script, its campaigns too, as this platform's buyers expect to be spoken to."""
    if platform in SAY_QIN:
        return script
    variants = tuple(_ADDRESS.sub("", variant) or variant for variant in script.variants)
    return replace(script, variants=variants, campaigns=tuple(in_tone(text, platform) for text in script.campaigns))
