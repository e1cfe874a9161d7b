"""What `/metrics` tells: requests, turns and the work that waits for people."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from aftersales.use_cases.services import Services


class Metrics:
    """One registry per application, so that two applications in a process do not collide."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter("web_requests", "HTTP requests", ["method", "route", "status"], registry=registry)
        self.request_seconds = Histogram(
            "web_request_seconds", "Time to the first byte of the answer", ["route"], registry=registry
        )
        self.turn_seconds = Histogram(
            "turn_seconds", "Time a turn took", buckets=(0.1, 0.25, 0.5, 1, 2, 4, 8, 10), registry=registry
        )
        self.turn_faults = Counter("turn_faults", "Turns that raised", registry=registry)
        self.turns_recovered = Counter(
            "turns_recovered", "Turns taken over after their lease ran out", registry=registry
        )
        self._waiting = Gauge("tickets_waiting", "Buyers waiting for a person", ["team"], registry=registry)
        self._tasks = Gauge("tasks_open", "Open tasks", ["team"], registry=registry)

    def exposition(self, services: Services) -> bytes:
        """The metrics in Prometheus' text format; waiting tickets and open tasks are counted now."""
        with services.reader() as uow:
            _count(self._waiting, [ticket.team for ticket in uow.tickets.waiting()])
            _count(self._tasks, [task.team for task in uow.tasks.list()])
        return generate_latest(self._registry)


def _count(gauge: Gauge, teams: list[str]) -> None:
    gauge.clear()
    for team in teams:
        gauge.labels(team).inc()
