"""The `aftersales` command as an operator types it, over a fresh database."""

import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from aftersales.adapters.buyer_tokens import BuyerClaims, read_buyer_token
from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.demo.agents import DEMO_PASSWORD
from aftersales.adapters.passwords import verify_password
from aftersales.adapters.settings import DEFAULT_SECRET
from aftersales.cli import app

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
SECRET = "a-secret-set-for-this-test-and-long-enough"


class Shell:
    """Runs commands with their environment; `uow` looks at the database they worked on."""

    def __init__(self, home: Path) -> None:
        self.url = f"sqlite:///{home / 'shop.db'}"
        self.home = home

    def run(self, *words: str, **env: str) -> Result:
        return CliRunner(mix_stderr=True).invoke(app, list(words), env={"DATABASE_URL": self.url, **env})

    def uow(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(make_engine(self.url), read_only=True)

    def copy(self, name: str) -> str:
        return str(shutil.copy(EXPORTS / name, self.home / name))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    assert shell.run("db", "upgrade").exit_code == 0
    return shell


def test_a_token_names_buyer_and_order(tmp_path: Path) -> None:
    told = Shell(tmp_path).run("token", "--buyer", "青瓷小筑", "--order", "3990000000000000011", SHOP_SECRET=SECRET)
    assert told.exit_code == 0
    claims = read_buyer_token(SECRET, told.output.strip())
    assert claims == BuyerClaims("青瓷小筑", "3990000000000000011")


def test_no_token_for_nobody_and_none_with_the_default_secret_outside_local(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("token", "--buyer", " ").exit_code == 1
    refused = shell.run("token", "--buyer", "b", APP_ENV="production", SHOP_SECRET=DEFAULT_SECRET)
    assert refused.exit_code == 1
    assert "SHOP_SECRET" in refused.output


def test_files_are_imported_in_any_order_with_counts(shell: Shell) -> None:
    files = [shell.copy("ExportOrderDetailList202611.csv"), shell.copy("ExportOrderList202611.csv")]
    told = shell.run("import-orders", *files, "--platform", "taobao")
    assert told.exit_code == 0
    assert "5 orders" in told.output
    assert "预计发货 (1×)" in told.output
    with shell.uow() as uow:
        order = uow.orders.get("3990000000000000011")
    assert order is not None
    assert (order.buyer_id, len(order.lines)) == ("青瓷小筑", 2)


def test_rejected_rows_are_told_and_kept(shell: Shell) -> None:
    path = Path(shell.copy("generic_orders.csv"))
    path.write_text(path.read_text(encoding="utf-8").replace("shipped,2026", "lost,2026", 1), encoding="utf-8")
    told = shell.run("import-orders", str(path), "--platform", "generic")
    assert told.exit_code == 0
    assert "1 rejected" in told.output
    rejects = path.with_name("generic_orders.csv.rejects.csv").read_text(encoding="utf-8-sig")
    assert rejects.splitlines()[1].startswith("2,status: 'lost' is none of")


def test_an_unreadable_file_fails_and_the_others_are_imported(shell: Shell) -> None:
    told = shell.run("import-orders", shell.copy("jd_orders.csv"), shell.copy("generic_orders.csv"), "--platform", "jd")
    assert told.exit_code == 1
    assert "generic_orders.csv: is generic CSV; import it with --platform generic" in told.output
    with shell.uow() as uow:
        assert uow.orders.count() == 1


def test_the_demo_shop_is_loaded_once_when_only_if_empty(shell: Shell) -> None:
    told = shell.run("demo", "load", "--if-empty")
    assert told.exit_code == 0
    assert DEMO_PASSWORD in told.output
    again = shell.run("demo", "load", "--if-empty")
    assert "was not loaded" in again.output
    with shell.uow() as uow:
        agent = uow.agents.get("li")
    assert agent is not None
    assert agent.name == "小李"
    assert verify_password(agent.password_hash, DEMO_PASSWORD)


def test_the_demo_shop_stays_out_of_real_ones(shell: Shell) -> None:
    told = shell.run(
        "demo",
        "load",
        APP_ENV="production",
        SHOP_SECRET=SECRET,
        DESK_SERVICE_TOKEN="a-token-set-for-this-test",
        PUBLIC_URL="https://care.shop.example",
    )
    assert told.exit_code == 1
    assert "APP_ENV=local only" in told.output
    with shell.uow() as uow:
        assert uow.orders.count() == 0
        assert list(uow.agents.all()) == []


def test_a_database_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    told = Shell(tmp_path).run("db", "upgrade", DATABASE_URL="mysql://localhost/shop")
    assert told.exit_code == 1
    assert "only sqlite and postgresql are supported" in told.output


def test_broken_content_is_told_with_file_and_not_published(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "shop.yml").write_text("name: 空店\nname: 空店\n", encoding="utf-8")
    checked = shell.run("check", CONTENT_ROOT=str(tmp_path / "content"))
    assert checked.exit_code == 1
    assert "shop.yml" in checked.output
    published = shell.run("publish", CONTENT_ROOT=str(tmp_path / "content"))
    assert published.exit_code == 1
    assert "nothing was published" in published.output
    with shell.uow() as uow:
        assert uow.releases.newest() is None
