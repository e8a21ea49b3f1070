"""Files under a prefix of S3, or one object."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kerok.catalogs import file_properties
from kerok.errors import SourceUnavailable, UsageError, shown
from kerok.settings import Settings
from kerok.sources.elsewhere import Listed
from kerok.sources.folder import SUFFIXES
from kerok.store import s3_files

_CHUNK = 1 << 20


class S3Source:
    """What ``s3://BUCKET/PREFIX`` names: an object, or all below it as below a folder.

    S3's address and region are those of the warehouse, credentials where AWS's clients find them.

    Raises:
        UsageError: There is no bucket in the name.
    """

    def __init__(self, given: str, settings: Settings) -> None:
        if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/.*)?", given, re.DOTALL):
            raise UsageError(f"{shown(given)} names no place in S3", hint="kerok ingest s3://BUCKET/PREFIX")
        self._given, self._path = given, given.removeprefix("s3://").rstrip("/")
        self._properties = file_properties(settings)

    def listed(self, skipped: Callable[[str, str], None]) -> Iterator[Listed]:
        """As `Source.listed`: of an object that is named, itself; of a prefix, what a folder would give, in the order of their arrival."""
        from pyarrow.fs import FileSelector, FileType

        with self._explaining("cannot be listed"):
            (named,) = self._files().get_file_info([self._path])
            if named.type == FileType.File:
                yield _listed(self._path.rpartition("/")[2], named)
                return
            found = self._files().get_file_info(FileSelector(self._path, recursive=True))
        files = [entry for entry in found if entry.type == FileType.File]
        if not files:
            raise SourceUnavailable(f"there is nothing in {shown(self._given)}", hint="aws s3 ls " + shown(self._given.rstrip("/")) + "/")
        for entry in sorted(files, key=lambda e: (e.mtime, e.path)):
            name = entry.path.removeprefix(f"{self._path}/")
            if name.lower().endswith(SUFFIXES):
                yield _listed(name, entry)
            else:
                skipped(shown(name), "not a .csv, .txt, .zip or .gz file")

    def fetch(self, file: Listed, target: Path) -> Listed:
        """As `Source.fetch`: as many bytes as S3 says, or nothing was fetched."""
        with self._explaining("cannot be fetched"):
            source = self._files().open_input_stream(file.address.removeprefix("s3://"), compression=None)  # or Arrow unpacks a .gz
        with source, target.open("wb") as out, self._explaining("cannot be fetched"):
            shutil.copyfileobj(source, out, _CHUNK)
        if (size := target.stat().st_size) != file.size:
            raise SourceUnavailable(f"{shown(file.name)} does not arrive as it is in S3", where=f"{shown(file.address)}: {size:,} of {file.size:,} bytes", hint="try again")
        return file

    def _files(self) -> Any:
        return s3_files(self._properties)

    @contextlib.contextmanager
    def _explaining(self, failure: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):  # of this machine's disk
                raise
            hint = "check the name, AWS's credentials (aws sts get-caller-identity), KEROK_S3_ENDPOINT and KEROK_S3_REGION"
            raise SourceUnavailable(f"{shown(self._given)} {failure}", where=str(error).split("\n")[0][:300], hint=hint) from error


def _listed(name: str, entry: Any) -> Listed:
    return Listed(name, f"s3://{entry.path}", f"{entry.size}:{entry.mtime_ns}", entry.size)
