"""An agent registers work by hand: what presales hands over, a note on the order, a call back (P-HUM-04, P-HUM-05)."""

from collections.abc import Mapping
from datetime import timedelta

from aftersales.domain.cases import Task, TaskState
from aftersales.use_cases.services import Refused, Services

HAND_KINDS: Mapping[str, str] = {
    "order_flag": "backoffice",
    "invoice_issue": "finance",
    "resend_gift": "warehouse",
    "reship_part": "warehouse",
    "register_part": "warehouse",
    "call_back": "difficult",
    "notify_stock": "operations",
}
"""What can be registered → the team that does it: what was promised before the sale, notes and flags, calls."""

DUE = timedelta(hours=24)


def register_work(
    services: Services, conversation_id: str, login: str, kind: str, text: str, client_id: str
) -> Task | Refused:
    """The task, due in 24 hours, about the order of the chat; the same `client_id` again gives the stored one back.

    Refused: not_found, bad_kind (detail: the allowed ones), empty.
    """
    if kind not in HAND_KINDS:
        return Refused("bad_kind", "|".join(HAND_KINDS))
    if not text.strip():
        return Refused("empty")
    with services.uow() as uow:
        if uow.conversations.get(conversation_id) is None:
            return Refused("not_found")
        conversation, now = uow.conversations.lock(conversation_id), services.now()
        task = uow.tasks.add(
            Task(
                id=0,
                conversation_id=conversation_id,
                case_id=None,
                order_no=conversation.order_no,
                kind=kind,
                team=HAND_KINDS[kind],
                state=TaskState.OPEN,
                idempotency_key=f"desk-{login}-{client_id}",
                created_at=now,
                due_at=now + DUE,
                details={"text": text.strip(), "by": login},
            )
        )
        uow.audit.append(login, "register", f"task:{task.id}", {"kind": kind, "text": text.strip()}, now)
        uow.feed.append(conversation_id, "task", str(task.id), now)
        uow.commit()
        return task
