"""The function *stage*: an object as received becomes text Parquet that Athena reads. With DuckDB and NumPy inside."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from kerok.arrivals import note_unreadable, register
from kerok.at_sight import taken_at_sight
from kerok.aws.place import CHUNK, FunctionLake, Source, function_lake, source_of
from kerok.cloud import client
from kerok.engines import duckdb as duck
from kerok.engines.rendered import duckdb_select
from kerok.errors import UnreadableFile
from kerok.headers import match_header
from kerok.landing import Landed, land, split_cells
from kerok.ledger import SourceFile
from kerok.lines import Lines
from kerok.loaded import SILVER
from kerok.outcomes import Options, now
from kerok.sources.folder import find, shown
from kerok.staging import write_staged
from kerok.tracks import give_date


def handler(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    """Stage one object for one branch of the workflow.

    Args:
        event: ``dataset`` of the branch, ``bucket``, ``object`` (EventBridge's ``detail.object``); or ``dataset``, ``sha256`` of a file of the
            ledger whose staged Parquet is gone.

    Returns:
        ``goes_on``, whether the branch has work; ``why``; ``file``: dataset, sha256, name.

    Raises:
        UnreadableFile, Refused: It is no file that can be loaded; the ledger says so.
    """
    lake = function_lake()
    if "sha256" in event:
        return _again(lake, event["dataset"], event["sha256"])
    source = Source(event["bucket"], event["object"])
    if _responsible(source) != event["dataset"]:
        return {"goes_on": False, "why": f"not a file of {event['dataset']}", "file": None}
    options = Options(published=dt.date.fromisoformat(source.published) if source.published else None, received_at=source.received)
    with _scratch() as home:
        try:
            landed = _landed(lake, home, source)
        except UnreadableFile as error:
            if error.sha256:
                note_unreadable(lake.ledger, source.name, error, options, source.bronze, source.unread)
            raise
        file, known = register(lake.ledger, landed, source.bronze, options, source.unread)
        named = {"dataset": file.dataset, "sha256": file.file_sha256, "name": shown(file.file_name)}
        if known and not file.is_in_silver:
            return {"goes_on": False, "why": f"loaded before: {file.status}", "file": named}
        assert landed.match is not None
        if not landed.match.load:
            _put(lake, replace(file, status="not_loaded", started_at=now(), finished_at=now()))
            return {"goes_on": False, "why": f"{file.dataset} files are kept, not loaded", "file": named}
        if not file.is_in_silver:
            _stage(lake, home, file, landed)
        return {"goes_on": True, "why": "staged", "file": named}


def _responsible(source: Source) -> str:
    """The branch whose file it is, by the header; of what has no known header, by the place it lies in."""
    head = source.head().decode("utf-8-sig", "replace")
    try:
        dataset = match_header(split_cells(head.partition("\n")[0].rstrip("\r")), file_name=source.name).dataset
    except UnreadableFile:
        dataset = ""
    by_place = "providerinfo" if "bronze/providerinfo/" in f"/{source.key}" else "pbj"
    return dataset if dataset in SILVER else by_place


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for one call: what an earlier one left would fill Lambda's disk."""
    with tempfile.TemporaryDirectory(prefix="kerok-stage-") as folder:
        (Path(folder) / "tmp").mkdir()
        yield Path(folder)


def _landed(lake: FunctionLake, home: Path, source: Source, dataset: str | None = None) -> Landed:
    path = home / "received.csv"
    source.fetch(path)
    incoming = list(find([str(path)], lambda name, reason: None))
    if len(incoming) != 1:
        raise UnreadableFile(f"{shown(source.name)} is an archive of {len(incoming)} files", where=source.key, hint="unpack it, and put each file there")
    one = replace(incoming[0], name=source.name)
    landed = land(one, home, dataset=dataset, max_bytes=lake.settings["load.max_file_gb"] << 30)
    path.unlink()
    return landed


def _stage(lake: FunctionLake, home: Path, file: SourceFile, landed: Landed) -> None:
    file.started_at = now()
    give_date(lake, file, landed)
    with lake.ledger.writing() as transaction:  # loaded by now, or to be loaded in another way, the ledger knows more of it
        if not any(f.is_loaded for f in lake.ledger.find(transaction, file.file_sha256) if f.dataset == file.dataset):
            lake.ledger.put(transaction, file)
    _write(lake, home / "tmp", file, landed)


def _write(lake: FunctionLake, scratch: Path, file: SourceFile, landed: Landed) -> None:
    """Write Parquet and facts; the facts last, for they say that it is all there."""
    path = scratch / "staged.parquet"
    staged = write_staged(lake.settings, scratch, landed, file.given_date, path, lambda rows: None)
    if not staged.has_raw:
        _add_raw(lake, landed, path)
    _upload(lake, path, lake.staged_key(file.dataset, file.file_sha256, "staged.parquet"))
    body = json.dumps({**asdict(staged), "has_raw": True, "lines": landed.lines, "warnings": file.warnings})
    client("s3").put_object(Bucket=lake.bucket, Key=lake.staged_key(file.dataset, file.file_sha256, "_facts.json"), Body=body.encode())


def _add_raw(lake: FunctionLake, landed: Landed, path: Path) -> None:
    """Put the raw lines of the rows that will be rejected beside them: where Athena works nobody can look into bronze any more."""
    with duck.connect(lake.settings, scratch=path.parent) as connection:
        staged = f"read_parquet({duck.literal(str(path))}, hive_partitioning=false)"
        duck.create_relation(connection, f"staged_{landed.dataset}", f"SELECT * FROM {staged} WHERE ({taken_at_sight()}) IS NOT TRUE")
        rejected = connection.execute(f"SELECT row_number FROM ({duckdb_select(f'read_{landed.dataset}')}) WHERE reasons IS NOT NULL").fetchall()
        if not rejected:
            return
        with Lines(landed) as lines:
            connection.execute("CREATE TEMP TABLE raw_line (row_number BIGINT, text VARCHAR)")
            connection.executemany("INSERT INTO raw_line VALUES (?, ?)", [(n, lines.text(n)) for (n,) in rejected])
        again = path.with_name("with_raw.parquet")
        select = f"SELECT s.* REPLACE (r.text AS raw) FROM {staged} AS s LEFT JOIN raw_line AS r USING (row_number) ORDER BY s.row_number"
        connection.execute(f"COPY ({select}) TO {duck.literal(str(again))} ({duck.PARQUET})")
    again.replace(path)


def _upload(lake: FunctionLake, path: Path, key: str) -> None:
    """Put a file into the bucket, in parts where it is large: memory holds one part."""
    s3, place = client("s3"), {"Bucket": lake.bucket, "Key": key}
    if path.stat().st_size <= CHUNK:
        s3.put_object(**place, Body=path.read_bytes())
        return
    upload = s3.create_multipart_upload(**place)["UploadId"]
    parts: list[dict[str, Any]] = []
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                number = len(parts) + 1
                parts.append({"PartNumber": number, "ETag": s3.upload_part(**place, UploadId=upload, PartNumber=number, Body=chunk)["ETag"]})
        s3.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": parts})
    except BaseException:
        s3.abort_multipart_upload(**place, UploadId=upload)
        raise


def _again(lake: FunctionLake, dataset: str, sha256: str) -> dict[str, Any]:
    with lake.ledger.reading() as transaction:
        file = next(f for f in lake.ledger.find(transaction, sha256) if f.dataset == dataset)
    with _scratch() as home:
        _write(lake, home / "tmp", file, _landed(lake, home, source_of(lake.bucket, file.bronze), dataset))
    return {"goes_on": True, "why": "staged again", "file": {"dataset": dataset, "sha256": sha256, "name": shown(file.file_name)}}


def _put(lake: FunctionLake, file: SourceFile) -> None:
    with lake.ledger.writing() as transaction:
        lake.ledger.put(transaction, file)


