"""The desk's pages and the fragments htmx reloads; everything that changes something goes through the desk API."""

from fastapi import APIRouter, Request, Response
from sse_starlette import EventSourceResponse

from aftersales.domain.approvals import may_publish
from aftersales.domain.case_stage import PARTIES
from aftersales.use_cases.desk_view import list_tasks, list_tickets, view_conversation
from aftersales.use_cases.publish_release import release_problems
from aftersales.use_cases.register_work import HAND_KINDS
from aftersales.use_cases.view_releases import compare_releases, list_releases
from web.buyer_access import State
from web.desk_access import DeskUser, PageAgent
from web.desk_facts import fact_title, shown_facts
from web.errors import accepted
from web.live import desk_events
from web.pages import templates
from web.state import WebState

router = APIRouter(prefix="/desk", include_in_schema=False)


@router.get("")
def desk(request: Request, user: PageAgent, state: State) -> Response:
    """The queue and my chats, no conversation open."""
    return _page(request, user, state, "desk/desk.html", view=None, **_queue(user, state))


@router.get("/conversations/{conversation_id}")
def conversation(request: Request, conversation_id: str, user: PageAgent, state: State) -> Response:
    """The desk with one conversation open."""
    view = accepted(view_conversation(state.services, conversation_id))
    return _page(request, user, state, "desk/desk.html", view=view, **_queue(user, state))


@router.get("/fragments/queue")
def queue(request: Request, user: PageAgent, state: State) -> Response:
    return _page(request, user, state, "desk/queue.html", **_queue(user, state))


@router.get("/fragments/conversations/{conversation_id}/{part}")
def conversation_part(request: Request, conversation_id: str, part: str, user: PageAgent, state: State) -> Response:
    """`messages` or `card`: reloaded apart, so that a reply half written stays."""
    view = accepted(view_conversation(state.services, conversation_id))
    name = "desk/messages.html" if part == "messages" else "desk/card.html"
    return _page(request, user, state, name, view=view)


@router.get("/tasks")
def tasks(request: Request, user: PageAgent, state: State, team: str | None = None) -> Response:
    """Open tasks of one team, or of all."""
    return _page(request, user, state, "desk/tasks.html", tasks=list_tasks(state.services, team or None), team=team)


@router.get("/releases")
def releases(
    request: Request, user: PageAgent, state: State, older: int | None = None, newer: int | None = None
) -> Response:
    """The shop's releases, and what changed between two of them."""
    shown = list_releases(state.services)
    changes = accepted(compare_releases(state.services, older, newer)) if older and newer else None
    context = {"releases": shown, "changes": changes, "older": older, "newer": newer}
    return _page(request, user, state, "desk/releases.html", may_publish=may_publish(user.agent.role), **context)


@router.get("/events")
async def events(_user: PageAgent, state: State) -> EventSourceResponse:
    """Which conversations changed."""
    return EventSourceResponse(desk_events(state))


def _queue(user: DeskUser, state: WebState) -> dict[str, object]:
    """Waiting chats, the agent's own teams first, and the chats this agent holds."""
    views = list_tickets(state.services, user.agent.login)
    waiting = [view for view in views if view.ticket.agent_login is None]
    waiting.sort(key=lambda view: view.ticket.team not in user.agent.teams)
    return {"waiting": waiting, "mine": [view for view in views if view.ticket.agent_login is not None]}


def _page(request: Request, user: DeskUser, state: WebState, name: str, **context: object) -> Response:
    shop = state.services.release().shop
    with state.services.reader() as uow:
        problems = release_problems(uow)
    words = {"fact_title": fact_title, "shown_facts": shown_facts, "slip_url": state.services.slips.url}
    choices = {"parties": PARTIES, "hand_kinds": tuple(HAND_KINDS)}
    shared = {"user": user, "shop": shop.name, "teams": shop.teams, "problems": problems, **words, **choices}
    return templates.TemplateResponse(request, name, {**shared, **context})
