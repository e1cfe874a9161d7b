"""Somebody lets a task go to the shop's own system again after its delivery was given up (P-OPS-06)."""

from aftersales.use_cases.services import Refused, Services


def redeliver_task(services: Services, task_id: int, login: str) -> Refused | None:
    """None when the attempts begin anew; Refused: not_dead."""
    with services.uow() as uow:
        if not uow.deliveries.revive(task_id, services.now()):
            return Refused("not_dead")
        uow.audit.append(login, "redeliver", f"task:{task_id}", {}, services.now())
        uow.commit()
        return None
