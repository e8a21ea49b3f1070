"""A folder of this machine as the content of a Google Drive: its files' metadata as Drive has them."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import mimetypes
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "application/vnd.google-apps.folder"
NATIVE = {  # what Drive for the desktop calls them; they have neither bytes, size nor MD5
    ".gsheet": "application/vnd.google-apps.spreadsheet",
    ".gdoc": "application/vnd.google-apps.document",
    ".gslides": "application/vnd.google-apps.presentation",
    ".glink": "application/vnd.google-apps.shortcut",
}
_TYPES = {".csv": "text/csv", ".zip": "application/zip", ".txt": "text/plain"}
_SETTLE_SECONDS = 0.3


@dataclass(frozen=True)
class Entry:
    """One file or folder: what Drive says of it, and where its bytes are."""

    metadata: dict[str, Any]
    path: Path


class Content:
    """Everything in a folder, under ids that stay as long as the relative path does.

    Attributes:
        changes: Per relative path, metadata that are to differ from what the disk says (name, trashed, md5Checksum, description, ...); None takes one away.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes: dict[str, dict[str, Any]] = {}
        self._md5: dict[tuple[str, int, int, int], str] = {}

    def entries(self) -> dict[str, Entry]:
        """All of it by id, the folder itself first. A file still being written is not there yet: Drive shows whole uploads only."""
        found = {id_of(""): Entry(self._metadata("", self.folder, []), self.folder)}
        for root, folders, names in os.walk(self.folder):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            inside = os.path.relpath(root, self.folder)
            for name in sorted([*folders, *(n for n in names if not n.startswith("."))]):
                relative = name if inside == "." else f"{inside}/{name}"
                path = Path(root) / name
                if path.is_dir() or _is_settled(path):
                    found[id_of(relative)] = Entry(self._metadata(relative, path, [id_of("" if inside == "." else inside)]), path)
        return found

    def _metadata(self, relative: str, path: Path, parents: list[str]) -> dict[str, Any]:
        status, suffix = path.stat(), path.suffix.lower()
        kind = FOLDER if path.is_dir() else NATIVE.get(suffix) or _TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        body = {"kind": "drive#file", "id": id_of(relative), "name": path.stem if suffix in NATIVE else path.name, "mimeType": kind, "parents": parents, "trashed": False}
        body |= {"createdTime": _moment(status.st_ctime), "modifiedTime": _moment(status.st_mtime), "version": str(status.st_mtime_ns)}
        if not kind.startswith("application/vnd.google-apps"):
            md5 = self._md5_of(path, status)
            body |= {"size": str(status.st_size), "md5Checksum": md5, "headRevisionId": f"0B{md5}"}
        elif suffix == ".glink":
            body["shortcutDetails"] = {"targetId": id_of(path.read_text().strip()), "targetMimeType": "text/csv"}
        return {name: value for name, value in (body | self.changes.get(relative, {})).items() if value is not None}

    def _md5_of(self, path: Path, status: os.stat_result) -> str:
        key = (str(path), status.st_size, status.st_mtime_ns, status.st_ino)
        if key not in self._md5:
            with path.open("rb") as stream:
                self._md5[key] = hashlib.file_digest(stream, "md5").hexdigest()
        return self._md5[key]


def id_of(relative: str) -> str:
    """The id of a file of the folder, in Drive's form; "" is the folder itself."""
    return "1" + base64.urlsafe_b64encode(hashlib.sha256(relative.encode("utf-8", "surrogateescape")).digest()).decode()[:32]


def _is_settled(path: Path) -> bool:
    """Whether a file is no longer written to; waits for a moment where it has only just been."""
    try:
        age = time.time() - path.stat().st_ctime
        if age < _SETTLE_SECONDS:
            time.sleep(_SETTLE_SECONDS - max(age, 0))
        return time.time() - path.stat().st_ctime >= _SETTLE_SECONDS
    except FileNotFoundError:
        return False


def _moment(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
