"""When an agent's words promise an answer, and until when."""

from datetime import datetime, timedelta

import pytest

from aftersales.domain.agent_promises import promised_by
from aftersales.domain.calendar import SHANGHAI

NOW = datetime(2026, 11, 27, 14, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("我2小时内回复您", timedelta(hours=2)),
        ("亲，半小时内给您结果哈", timedelta(minutes=30)),
        ("一个半小时之内我联系您", timedelta(minutes=90)),
        ("已经在问仓库了，30分钟内给您一个准话", timedelta(minutes=30)),
        ("两天内仓库会给您答复", timedelta(days=2)),
        ("我2小时内回复您，最晚24小时内给您方案", timedelta(hours=2)),
        ("今天18点前告诉您", timedelta(hours=3, minutes=30)),
        ("今天下午6:00前回复您", timedelta(hours=3, minutes=30)),
        ("今晚8点半前给您答复", timedelta(hours=6)),
        ("明天上午10点前给您回电", timedelta(hours=19, minutes=30)),
        ("今天内一定给您答复", timedelta(hours=9, minutes=30)),
    ],
)
def test_an_answer_in_time_is_heard(text: str, until: timedelta) -> None:
    assert promised_by(text, NOW) == NOW + until


@pytest.mark.parametrize(
    "text", ["退款24小时内到账", "48小时内发货", "请您3天内寄回", "已经告诉您了", "2小时前回复过您"]
)
def test_other_times_are_no_promise_of_an_answer(text: str) -> None:
    assert promised_by(text, NOW) is None
