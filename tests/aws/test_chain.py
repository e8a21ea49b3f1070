"""The deployed chain, end to end: objects in bronze become numbers in Athena's views, the same as on a laptop."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kerok.emulator.drive import Drive
from kerok.engines.athena import Connection
from kerok.settings import load_settings
from kerok.synthetic import write_synthetic
from tests.support import drawn_files as drawn
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, assert_same, digest, load, sha256
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("athena")


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A quarter and a release of another vintage, some rows of which are rejected; the releases first."""
    made = write_synthetic(tmp_path_factory.mktemp("synthetic"), facilities=4, quarters="2024Q1..2024Q1", dirt=0.006)
    return sorted((f.path for f in made), key=lambda path: "ProviderInfo" not in path.name)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory, synthetic: list[Path]) -> dict[str, str]:
    """What a laptop's lake holds after loading the same files."""
    home = tmp_path_factory.mktemp("laptop") / "lake"
    load(home, RI_PBJ, RI_PROVIDERINFO, *synthetic)
    return digest(home)


def test_objects_in_either_order_give_the_laptops_numbers(laptop: dict[str, str], synthetic: list[Path], stack: Stack, tmp_path: Path) -> None:
    """Rhode Island's quarter before its release, both from Drive; then a release and its quarter at once, so that they take turns."""
    (tmp_path / "drive").mkdir()
    with Drive(tmp_path / "drive") as drive:
        stack.connect(drive)
        for count, path in enumerate((RI_PBJ, RI_PROVIDERINFO), start=1):
            shutil.copy2(path, tmp_path / "drive" / path.name)
            assert _fetched(stack) == [path.name]
            stack.succeeded(count)
        assert _fetched(stack) == []
    for path in synthetic:
        folder = "providerinfo" if "ProviderInfo" in path.name else "pbj"
        stack.put(path, f"bronze/{folder}/{path.name}")
    stack.succeeded(2 + len(synthetic))
    assert_same(tmp_path / "reader", laptop)


def _fetched(stack: Stack) -> list[str]:
    return [file["file"] for file in stack.ingest()["fetched"]]


def test_athenas_views_answer(stack: Stack) -> None:
    athena = Connection("kerok_healthcare", "kerok-healthcare")
    rows = athena.query("SELECT facilities, resident_days, hours FROM vw_state_hprd WHERE role_set = 'cms_total' AND quarter = '2023Q2' AND state = 'RI'")
    assert [(n, days, str(hours)) for n, days, hours in rows] == [(75, 625246, "2301390.54")]


def test_a_load_scans_no_more_than_the_file_and_what_it_touches(stack: Stack) -> None:
    """By Athena's own statistics: a staged file of which every row is kept is read once, and no statement reads more than file and touched partitions.

    All statements together read them a few times: candidate, its checks, MERGE and the table that is made of it each read what came before.
    """
    sha = sha256(RI_PBJ)
    scanned = _scanned(stack, sha, sha256(RI_PROVIDERINFO))
    staged = _bytes(stack, f"staged/pbj/file_sha256={sha}/")
    touched = sum(_bytes(stack, f"{layer}/", "/data/quarter=2023Q2/") for layer in ("silver", "gold"))
    figures = {"statements": len(scanned), "scanned": sum(scanned.values()), "largest": max(scanned.values()), "staged": staged, "touched": touched}
    print(figures)
    assert 0 < sum(read for text, read in scanned.items() if "staged_pbj" in text) <= staged
    assert figures["largest"] <= staged + touched
    assert figures["scanned"] <= 5 * (staged + touched)  # files so small are read whole, whatever the columns
    assert len(scanned) <= 60


def _scanned(stack: Stack, file_sha256: str, next_file_sha256: str) -> dict[str, int]:
    """The statements from a file's first to the next file's first, and the bytes that each scanned."""
    athena = stack.client("athena")
    pages = athena.get_paginator("list_query_executions").paginate(WorkGroup="kerok-healthcare")
    ids = [query_id for page in pages for query_id in page["QueryExecutionIds"]]
    found = [athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"] for query_id in ids]
    found.sort(key=lambda query: query["Status"]["SubmissionDateTime"])
    texts = [query["Query"] for query in found]
    first, end = (next(n for n, text in enumerate(texts) if sha[:8] in text) for sha in (file_sha256, next_file_sha256))
    return {f"{q['QueryExecutionId']} {q['Query']}": int(q["Statistics"].get("DataScannedInBytes", 0)) for q in found[first:end]}


def _bytes(stack: Stack, prefix: str, part: str = "") -> int:
    pages = stack.client("s3").get_paginator("list_objects_v2").paginate(Bucket=stack.bucket, Prefix=prefix)
    return sum(o["Size"] for page in pages for o in page.get("Contents", []) if part in o["Key"])


def test_a_second_bootstrap_changes_nothing(stack: Stack, laptop: dict[str, str], tmp_path: Path) -> None:
    from kerok.aws.bootstrap import bootstrap

    bootstrap(load_settings(str(tmp_path / "deployer"), engine="athena"))
    assert_same(tmp_path / "reader", laptop)


def test_a_vintage_with_new_columns_is_taken_by_tables_that_did_not_have_them(stack: Stack, tmp_path: Path) -> None:
    """As after an update of Kerok: the tables are made older by taking columns away. Old rows say nothing of them, a new vintage's do."""
    from kerok.aws.bootstrap import bootstrap
    from kerok.shared import lake_of

    settings = load_settings(str(tmp_path / "deployer"), engine="athena")
    lake, athena = lake_of(settings), Connection("kerok_healthcare", "kerok-healthcare")
    for table, column in (("silver_providerinfo", "affiliated_entity_name"), ("ops_file_log", "error")):
        with lake.tables().load_table(("kerok_healthcare", table)).update_schema(allow_incompatible_changes=True) as update:
            update.delete_column(column)
    with lake.ledger.writing() as transaction:
        lake.ledger.note(transaction, {"contracts": "older"})
    bootstrap(settings)
    ((before, named),) = athena.query("SELECT count(*), count(affiliated_entity_name) FROM silver_providerinfo")
    assert before > 70 and named == 0
    assert list(athena.query("SELECT count(*), count(error) FROM ops_file_log")) == [(4, 0)]
    row = drawn.providerinfo_row("415001", "2024-11-01", state="RI", **{"Affiliated Entity Name": "NEW COLUMN LLC"})
    vintage = drawn.write(tmp_path / "vintage.csv", drawn.providerinfo_csv([row]))
    stack.put(vintage, "bronze/providerinfo/a later vintage.csv")
    stack.succeeded(5)
    rows = athena.query("SELECT file_sha256, count(*), max(affiliated_entity_name) FROM silver_providerinfo WHERE affiliated_entity_name IS NOT NULL GROUP BY file_sha256")
    assert list(rows) == [(sha256(vintage), 1, "NEW COLUMN LLC")]
    assert list(athena.query("SELECT count(*) FROM silver_providerinfo")) == [(before + 1,)]
