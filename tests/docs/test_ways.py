"""The pages for each way to run show what a reader gets: kerok.toml, what Trino is told, and every command, tried on real servers in place of the examples' own."""

from __future__ import annotations

import functools
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from kerok.settings import load_settings
from tests.support.athena_fixture import BUCKET, ENVIRONMENT, Athena
from tests.support.postgres_server import PASSWORD, USER, Postgres
from tests.support.storage_server import REGION, SECRET
from tests.support.team import Team, TeamOf

from .examples import ROOT, Reader, difference, examples

PAGES = ("docs/laptop.md", "docs/team.md", "docs/aws.md")
RESULTS = "s3://example-pbj-results/athena"
REST = "https://catalog.example.org/iceberg"
TRINO, CATALOG, DATABASE, WAREHOUSE = "https://trino.example.org", "pbj_lake", "postgresql://db.example.org/pbj", "s3://example-pbj/kerok"


def blocks(page: str, language: str) -> list[str]:
    """The page's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


class Way:
    """A reader who does what a page says, the test's servers standing in for those it names.

    Args:
        number: Which of the page's kerok.toml and of its CREATE CATALOG is followed.
        variables: Settings that the page does not show.
    """

    def __init__(self, page: str, team: Team, folder: Path, number: int = 0, **variables: str) -> None:
        assert team.account is not None
        self.page, self.team, self.number = page, team, number
        self.names = {TRINO: team.variables["KEROK_TRINO_URL"], CATALOG: team.catalog, WAREHOUSE: str(team.warehouse), "PASSWORD": PASSWORD}
        hidden = {"KEROK_S3_ENDPOINT": team.account.endpoint} | team.account.variables | variables
        if team.kind == "postgres":
            self.names[DATABASE] = team.url
            hidden["KEROK_CATALOG_PASSWORD"] = PASSWORD
        elif team.kind == "rest":
            self.names[REST] = team.url
        else:
            hidden["KEROK_CATALOG_URL"] = team.url  # Glue is not AWS's own
        shown = {real: name for name, real in self.names.items()} | {team.account.endpoint: ""}
        self.reader = Reader(folder / "ana", folder / "cache", hidden, shown)
        (self.reader.home / "kerok").mkdir()
        (self.reader.home / "kerok" / "kerok.toml").write_text(self.real(blocks(page, "toml")[number]), "utf-8")

    def real(self, text: str) -> str:
        """The text with the test's names of things."""
        for name, real in self.names.items():
            text = re.sub(rf"\b{re.escape(name)}\b", lambda _, real=real: real, text)
        return text

    def tell_trino(self) -> list[list[Any]]:
        """Make the catalog known to Trino as the page says, in place of the team's own; returns nothing of note."""
        account = self.team.account
        assert account is not None
        more = {"s3.endpoint": account.endpoint, "s3.path-style-access": "true", "s3.aws-access-key": account.key, "s3.aws-secret-key": SECRET}
        if self.team.kind == "glue":
            more |= {"hive.metastore.glue.endpoint-url": account.endpoint, "hive.metastore.glue.aws-access-key": account.key, "hive.metastore.glue.aws-secret-key": SECRET}
        self.team.leave()
        told = [block for block in blocks(self.page, "sql") if block.startswith("CREATE CATALOG")][self.number]
        statement = self.real(told).rstrip().removesuffix(")")
        return self.team.trino.query(statement + "".join(f", \"{name}\" = '{value}'" for name, value in more.items()) + ")")

    def objects(self) -> list[str]:
        """The keys of all files in the team's bucket."""
        assert self.team.account is not None
        return self.team.account.objects(str(self.team.warehouse).split("/")[2])


def problems(page: str, reader: Reader, real: Callable[[str], str], on: str = "") -> list[str]:
    """Run every command of the page that is to be run there, in order; what did not print what is shown."""
    found = []
    for example in (e for e in examples(page) if e.on == on):
        ran = reader.run(real(example.run))
        wrong = difference(example.expected, ran.lines) or ("" if ran.exit_code == example.exit_code else f"exit code {ran.exit_code}")
        if wrong:
            found.append("\n".join([f"{page}:{example.line}: {example.shown}", wrong, *ran.lines]))
    return found


@pytest.mark.parametrize(("page", "pair"), [("docs/team.md", "postgres+s3"), ("docs/aws.md", "glue+s3")])
def test_a_shared_lake_works_as_its_page_says(page: str, pair: str, team_of: TeamOf, tmp_path: Path) -> None:
    way = Way(page, team_of(pair), tmp_path)
    way.tell_trino()
    if wrong := problems(page, way.reader, way.real):
        pytest.fail("\n\n".join(wrong), pytrace=False)
    folders = {key.removeprefix(str(way.team.warehouse).split("/", 3)[3] + "/").split("/")[0] for key in way.objects()}
    assert folders - {"", "kerok_healthcare"} == {"bronze", "silver", "gold", "ops"} | ({"staged"} if " trino ingest " in (ROOT / page).read_text("utf-8") else set())
    for question in (block for block in blocks(page, "sql") if block.startswith("SELECT")):
        assert way.team.trino.query(way.real(question)), question
    way.team.leave()


def test_a_rest_catalog_works_as_the_page_says(team_of: TeamOf, postgres: Postgres, tmp_path: Path) -> None:
    team = team_of("rest+s3")
    database = postgres.create(f"ledger_{team.catalog}").partition("://")[2]
    way = Way("docs/team.md", team, tmp_path, number=1, KEROK_LEDGER_URL=f"postgresql://{USER}:{quote(PASSWORD, safe='')}@{database}")
    way.tell_trino()
    for command in ("kerok doctor", "kerok --engine trino doctor", "kerok --engine trino ingest downloads/PBJ_Daily_Nurse_Staffing_Q2_2024.csv"):
        ran = way.reader.run(command)
        assert ran.exit_code == 0, ran.lines
    assert way.team.trino.query(way.real("SELECT count(*) FROM pbj_lake.kerok_healthcare.silver_pbj_daily")) == [(91,)]
    way.team.leave()


@pytest.mark.xdist_group("athena")
def test_athena_works_as_its_page_says(athena: Athena, tmp_path: Path) -> None:
    page, place = "docs/aws.md", f"as_documented_{uuid.uuid4().hex[:8]}"
    names = {WAREHOUSE: f"s3://{BUCKET}/{place}", RESULTS: f"s3://{BUCKET}/{place}-results"}
    hidden = {
        "KEROK_NAMESPACE": place, "KEROK_CATALOG_URL": athena.endpoint, "KEROK_S3_ENDPOINT": athena.endpoint, "AWS_ENDPOINT_URL": athena.endpoint, "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ENVIRONMENT["aws_access_key_id"], "AWS_SECRET_ACCESS_KEY": SECRET,
    }  # fmt: skip
    reader = Reader(tmp_path / "ana", tmp_path / "cache", hidden, {real: name for name, real in names.items()} | {athena.endpoint: ""})

    def real(text: str) -> str:
        return functools.reduce(lambda found, name: found.replace(name, names[name]), names, text)

    (reader.home / "kerok").mkdir()
    shown = [block for block in blocks(page, "toml") if "[catalog]" in block or 'kind = "athena"' in block]
    (reader.home / "kerok" / "kerok.toml").write_text(real("\n".join(shown)), "utf-8")
    assert len([e for e in examples(page) if e.on == "athena"]) > 3
    if wrong := problems(page, reader, real, on="athena"):
        pytest.fail("\n\n".join(wrong), pytrace=False)


def test_readers_are_told_what_is_being_published(team_of: TeamOf, tmp_path: Path) -> None:
    """Also on DuckDB with a Postgres catalog: whoever loads may do it on Trino."""
    team = team_of("postgres+folder")
    reader = Reader(tmp_path / "ana", tmp_path / "cache", team.on_duckdb)
    assert reader.run("kerok ingest downloads/PBJ_Daily_Nurse_Staffing_Q2_2024.csv").exit_code == 0
    shown = re.search(r"^\$ (kerok query .*)\n(warning: .* is being published: .*)$", (ROOT / "docs/team.md").read_text("utf-8"), re.MULTILINE)
    assert shown is not None
    assert shown[2] not in reader.run(shown[1]).lines
    with psycopg.connect(team.url, user=USER, password=PASSWORD) as connection:
        connection.execute("""UPDATE kerok_healthcare_ledger.kerok_file SET body = replace(body, '"status": "done"', '"status": "publishing"')""")
    assert shown[2] in reader.run(shown[1]).lines
    team.leave()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_run_or_says_why_not(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    marked = re.findall(r"^<!-- (?:run[^>]*|not executable here: [^>]+) -->\n```console$", text, re.MULTILINE)
    assert len(marked) == len(re.findall(r"^```console$", text, re.MULTILINE)) > 0


@pytest.mark.parametrize("page", PAGES)
def test_settings_are_kerok_s_own(page: str, tmp_path: Path) -> None:
    for block in blocks(page, "toml"):
        (tmp_path / "kerok.toml").write_text(block, "utf-8")
        assert set(load_settings(str(tmp_path), check=False).origins.values()) >= {str(tmp_path / "kerok.toml")}
