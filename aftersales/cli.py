"""The `aftersales` command: tokens, orders in, chats audited, content checked and published, database, demo shop."""

from enum import Enum
from pathlib import Path
from typing import NoReturn

import typer
from click import get_binary_stream
from tqdm import tqdm

from aftersales.adapters.buyer_tokens import make_buyer_token
from aftersales.adapters.chat_audit.chat_log import open_chat_log
from aftersales.adapters.chat_audit.run import TOLD, AuditFormat, run_audit
from aftersales.adapters.clock import SystemClock
from aftersales.adapters.db.engine import UnusableDatabaseUrl
from aftersales.adapters.db.upgrade import upgrade
from aftersales.adapters.demo.agents import DEMO_PASSWORD, STAFF
from aftersales.adapters.demo.load import load_demo
from aftersales.adapters.demo.personas import PERSONAS
from aftersales.adapters.files.check import run_check
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.files.coverage import read_coverage, uncovered
from aftersales.adapters.importers.detect import Export, UnreadableFile, open_export
from aftersales.adapters.importers.rejects import RejectsFile
from aftersales.adapters.settings import Settings, UnsafeSettings, read_settings
from aftersales.bootstrap import build_services
from aftersales.domain.calendar import shanghai_date
from aftersales.use_cases.import_orders import ImportCounts, import_orders
from aftersales.use_cases.publish_release import Rejected, publish_release
from aftersales.use_cases.rollback_release import rollback_release
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.view_releases import compare_releases, list_releases

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
database = typer.Typer(help="The database.", no_args_is_help=True)
demo = typer.Typer(help="The demo shop.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(demo, name="demo")


class Platform(str, Enum):
    TAOBAO = "taobao"
    JD = "jd"
    GENERIC = "generic"


FILES = typer.Argument(..., help="CSV exports or neutral JSON files, in any order.")
PLATFORM = typer.Option(..., help="The mall the files come from.")
FORM = typer.Option(AuditFormat.TEXT, "--format", show_default=False, help="A report (text, html) or verdicts (jsonl).")


def fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    try:
        return read_settings()
    except (UnsafeSettings, ValueError) as problem:
        fail(str(problem))


def services() -> Services:
    try:
        return build_services(settings())
    except UnusableDatabaseUrl as problem:
        fail(str(problem))


@app.command()
def token(
    buyer: str = typer.Option(..., help="买家会员名 or 下单帐号, as the order files have it."),
    order: str = typer.Option("", help="The order the chat is opened from."),
) -> None:
    """Print a buyer token for the chat page (`/chat?token=…`) and the buyer API, good for 30 days."""
    try:
        typer.echo(make_buyer_token(settings().shop_secret, buyer, order or None, now=SystemClock().now()))
    except ValueError as problem:
        fail(str(problem))


@app.command("import-orders")
def import_orders_command(
    files: list[Path] = FILES,
    platform: Platform = PLATFORM,
) -> None:
    """Import order files; rows that cannot be used go to FILE.rejects.csv with the reason."""
    target = services()
    unreadable = 0
    for path in files:
        try:
            export = open_export(path, platform.value)
        except UnreadableFile as problem:
            typer.echo(str(problem), err=True)
            unreadable += 1
            continue
        _import_file(target, path, export)
    if unreadable:
        fail(f"{unreadable} of {len(files)} files could not be read")


def _import_file(target: Services, path: Path, export: Export) -> None:
    with RejectsFile(path, export.header) as rejects, tqdm(export.rows, desc=path.name, unit=" rows") as rows:
        counts = import_orders(target, rows, rejects.add)
    typer.echo(f"{path.name}: {export.kind}; {_in_words(counts)}")
    if counts.rejected:
        typer.echo(f"  rejected rows and their reasons: {rejects.path}", err=True)
    if export.unknown:
        names = ", ".join(f"{name} ({count}×)" for name, count in sorted(export.unknown.items()))
        typer.echo(f"  not read, because nothing here uses it: {names}")


def _in_words(counts: ImportCounts) -> str:
    parts = ("orders", "products", "promotions", "events", "rejected")
    told = [f"{count} {part}" for part in parts if (count := getattr(counts, part))]
    return f"{counts.rows} rows: {', '.join(told) or 'nothing'}"


@app.command()
def check(
    coverage: bool = typer.Option(False, "--coverage", help="Also list every procedure: rows, scripts, walking tests."),
) -> None:
    """Check scripts, words, playbooks, shop.yml and dialogue together; exit 1 when anything is wrong."""
    root = settings().content_root
    covered = read_coverage(root) if coverage else []
    for each in covered:
        typer.echo(str(each))
    problems = [*run_check(root), *uncovered(covered)]
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        fail(f"{len(problems)} problems")
    typer.echo("everything fits")


@app.command()
def audit(
    file: str = typer.Argument(..., help="JSONL or CSV: id, conversation_id, sender, text [, at, agent]; - is stdin."),
    form: AuditFormat = FORM,
) -> None:
    """Review past chats by the shop's word lists; exit 1 when lines could not be read, whatever the verdicts."""
    release = build_release(0, read_content_files(settings().content_root))
    if isinstance(release, list):
        for problem in release:
            typer.echo(str(problem), err=True)
        fail(f"{len(release)} problems")
    out = get_binary_stream("stdout")
    try:
        with open_chat_log(file) as records:
            # Half an emoji cannot be written in UTF-8
            bad = run_audit(
                release,
                Path(file).name,
                records,
                form,
                shanghai_date(SystemClock().now()),
                lambda text: out.write(text.encode("utf-8", "replace")),
            )
            out.flush()
    except UnreadableFile as unreadable:
        fail(str(unreadable))
    if bad:
        fail(f"{bad} lines could not be read" + (f"; the first {TOLD} are named above" if bad > TOLD else ""))


@app.command()
def publish() -> None:
    """Check the content and make it the live release; exit 1 when something is wrong and nothing was published."""
    files = read_content_files(settings().content_root)
    # A person who publishes wants these files, even when they were rolled back before.
    result = publish_release(services(), files, build_release, actor="command", again=True)
    if isinstance(result, Rejected):
        fail(str(result))
    typer.echo(str(result))


@app.command()
def deliveries(retry: bool = typer.Option(False, "--retry", help="Try the dead ones anew.")) -> None:
    """List tasks that the shop's own system did not take (P-OPS-06), with the reason."""
    own = services()
    with own.uow() as uow:
        for dead in uow.deliveries.dead():
            task = uow.tasks.get(dead.task_id)
            again = retry and uow.deliveries.revive(dead.task_id, own.now())
            kind = f"{task.kind} for order {task.order_no}" if task else ""
            typer.echo(f"task {dead.task_id} {kind}: {dead.error}" + ("; is tried again" if again else ""))
        uow.commit()


@app.command()
def releases(
    compare: tuple[int, int] = typer.Option((0, 0), help="Two releases: what the second changed."),
) -> None:
    """List the newest releases with the files they changed, or show line by line what differs between two."""
    if any(compare):
        changes = compare_releases(services(), *compare)
        if isinstance(changes, Refused):
            fail(str(changes))
        for change in changes:
            typer.echo("\n".join([change.file, *change.lines]))
        return
    for view in list_releases(services()):
        told = ", ".join(view.changed) or "nothing"
        typer.echo(f"{view.number}  {view.created_at:%Y-%m-%d %H:%M}  {view.by}  {view.note or told}")


@app.command()
def rollback(number: int) -> None:
    """Make an older release live again under a new number; the files stay as they are."""
    result = rollback_release(services(), number, "command", build_release)
    if isinstance(result, Rejected | Refused):
        fail(str(result))
    typer.echo(str(result))


@database.command("upgrade")
def upgrade_database() -> None:
    """Bring the database up to this program's tables, creating it when it is not there."""
    try:
        upgrade(settings().database_url)
    except UnusableDatabaseUrl as problem:
        fail(str(problem))


@demo.command("load")
def load_demo_shop(
    if_empty: bool = typer.Option(False, "--if-empty", help="Do nothing when the database has orders."),
) -> None:
    """Load the demo shop and its agents (APP_ENV=local only); again: its orders move up to the present."""
    if settings().app_env != "local":
        fail("the demo shop has agents with a known password: it is loaded under APP_ENV=local only")
    target = services()
    with target.uow() as uow:
        stored = uow.orders.count()
    if if_empty and stored:
        typer.echo(f"the database has {stored} orders: the demo shop was not loaded")
    else:
        typer.echo(f"demo shop: {_in_words(load_demo(target))}")
    logins = ", ".join(f"{login} ({name})" for login, name, _, _ in STAFF)
    typer.echo(f"desk logins: {logins}; password: {DEMO_PASSWORD}")
    typer.echo(f"buyers to try: {', '.join(persona.buyer_id for persona in PERSONAS)}")


if __name__ == "__main__":
    app()
