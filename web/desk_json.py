"""The desk's views as JSON."""

from collections.abc import Mapping
from typing import Any

from fastapi.encoders import jsonable_encoder

from aftersales.domain.orders import Order
from aftersales.domain.word_entries import Verdict
from aftersales.use_cases.desk_view import ConversationView, TaskView, TicketView
from web.desk_facts import fact_title, shown_facts

Json = Mapping[str, Any]


def ticket_json(view: TicketView) -> Json:
    """The ticket's own fields and what the queue shows beside them."""
    return {
        **jsonable_encoder(view.ticket),
        "team_title": view.team_title,
        "waiting_seconds": view.waiting_s,
        "last_words": view.last_words,
        "unanswered": view.unanswered,
        "order_no": view.order_no,
        "reply_due": jsonable_encoder(view.reply_due),
        "reply_late": view.reply_late,
    }


def verdict_json(verdict: Verdict) -> Json:
    """Each hit with its place, reason and approved wording."""
    return {
        "verdict": verdict.action.value if verdict.action else "pass",
        "hits": [
            {
                "entry": hit.entry.id,
                "start": hit.start,
                "end": hit.end,
                "action": hit.entry.action.value,
                "reason": hit.entry.reason,
                "replacement": hit.entry.replacement,
            }
            for hit in verdict.hits
        ],
        "suggestion": verdict.suggestion,
    }


def task_json(view: TaskView) -> Json:
    """The task's own fields, the results it allows, the case it belongs to, and facts as agents read them."""
    return {
        **jsonable_encoder(view.task),
        "fact_title": fact_title(view.task.fact, view.about) if view.task.fact else None,
        "shown_details": jsonable_encoder(shown_facts(view.task.details, view.about)),
        "team_title": view.team_title,
        "results": view.results,
        "pictures": view.pictures,
        "overdue": view.overdue,
        "case_no": view.case.case_no if view.case else None,
        "needed_role": view.role or None,
        "undelivered": view.undelivered or None,
    }


def conversation_json(view: ConversationView) -> Json:
    """One conversation; each case carries `sop` (procedure id), `row` and what it `decided`, `stage`, `evidence`,
    `facts`, and these in `shown_facts`."""
    cases = [
        {
            **jsonable_encoder(case),
            **jsonable_encoder(view.progress[case.id]),
            "shown_facts": jsonable_encoder(shown_facts(case.facts, view.about[case.id])),
        }
        for case in view.cases
    ]
    return {
        "conversation": jsonable_encoder(view.conversation),
        "messages": jsonable_encoder(view.messages),
        "order": _order_json(view.order) if view.order else None,
        "cases": cases,
        "tasks": [task_json(task) for task in view.tasks],
        "ticket": jsonable_encoder(view.ticket),
        "notes": jsonable_encoder(view.notes),
        "turns": jsonable_encoder(view.turns),
    }


def _order_json(order: Order) -> Json:
    return {**jsonable_encoder(order), "title": order.title}
