"""The function *ingest* as it is deployed: its archive, what it imports, its memory."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kerok.aws.packaging import build_ingest, zip_folder
from tests.aws.conftest import Deployed
from tests.aws.isolated import call, runtime
from tests.support.lakes import RI_PBJ, sha256

HANDLER = "kerok.aws.ingest.handler"
HEAVY = {"duckdb", "pyarrow", "pyiceberg", "sqlglot", "numpy", "pandas", "click", "rich", "sqlite3"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The function's zip."""
    base = tmp_path_factory.mktemp("asset")
    return zip_folder(build_ingest(base / "folder"), base / "ingest.zip")


@pytest.fixture(scope="module")
def asset(archive: Path) -> Path:
    """The zip unpacked, as Lambda does."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(archive.parent / "unpacked")
    return archive.parent / "unpacked"


@pytest.fixture(scope="module")
def boto3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return runtime(tmp_path_factory.mktemp("runtime") / "site")


def test_the_archive_is_small_and_always_the_same(archive: Path, tmp_path: Path) -> None:
    again = zip_folder(build_ingest(tmp_path / "elsewhere"), tmp_path / "again.zip")
    assert again.read_bytes() == archive.read_bytes()
    assert archive.stat().st_size < 10_000_000
    with zipfile.ZipFile(archive) as packed:
        assert sum(entry.file_size for entry in packed.infolist()) < 30_000_000


def test_it_runs_from_its_archive_alone_and_imports_nothing_heavy(deployed: Deployed, asset: Path, boto3: Path) -> None:
    shutil.copy(RI_PBJ, deployed.drive.folder / "PBJ_Daily_Nurse_Staffing_2023Q2_RI.csv")
    ran = call(HANDLER, asset, boto3, {})
    assert (ran.error, ran.message) == ("", "")
    (key,) = deployed.objects()
    assert key == f"bronze/pbj/{sha256(RI_PBJ)}/PBJ_Daily_Nurse_Staffing_2023Q2_RI.csv"
    assert deployed.body(key) == RI_PBJ.read_bytes()
    assert ran.modules & HEAVY == set()


def test_two_calls_at_once_make_each_object_right(deployed: Deployed, asset: Path, boto3: Path) -> None:
    bodies = {f"{number}.csv": RI_PBJ.read_bytes() + b"\n" * number for number in range(6)}
    for name, body in bodies.items():
        (deployed.drive.folder / name).write_bytes(body)
    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(lambda _: call(HANDLER, asset, boto3, {}), range(2)))
    assert [r.error for r in ran] == ["", ""]
    wanted = {f"bronze/pbj/{hashlib.sha256(body).hexdigest()}/{name}": body for name, body in bodies.items()}
    assert {key: deployed.body(key) for key in deployed.objects()} == wanted
    assert deployed()["unchanged"] == 6


@pytest.mark.parametrize("packed", [False, True], ids=["csv", "zip"])
def test_a_file_of_250_mb_takes_110_mb_of_memory_at_most(deployed: Deployed, asset: Path, boto3: Path, tmp_path: Path, packed: bool) -> None:
    header, *lines = RI_PBJ.read_bytes().splitlines(keepends=True)
    body, digest, size = b"".join(lines), hashlib.sha256(header), len(header)
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.write(header)
        while size < 250_000_000:
            out.write(body)
            digest.update(body)
            size += len(body)
    if packed:
        with zipfile.ZipFile(deployed.drive.folder / "large.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(large, "large.csv")
    else:
        large.rename(deployed.drive.folder / "large.csv")
    ran = call(HANDLER, asset, boto3, {})
    assert (ran.error, ran.message) == ("", "")
    (key,) = deployed.objects()
    assert key == f"bronze/pbj/{digest.hexdigest()}/large.csv"
    found = deployed.account.client("s3").head_object(Bucket=deployed.bucket, Key=key)
    assert found["ContentLength"] == size
    print(f"peak {ran.peak_mb:.0f} MB")
    assert ran.peak_mb <= 110
