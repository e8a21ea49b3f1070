"""A folder in Google Drive, read with a service account that it is shared with."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from kerok.errors import SourceUnavailable, UsageError, shown
from kerok.settings import Settings
from kerok.sources.drive_api import Attempts, DriveApi, DriveRefusal
from kerok.sources.elsewhere import Listed

SUFFIXES = (".csv", ".zip")
FOLDER, SHORTCUT, NATIVE = "application/vnd.google-apps.folder", "application/vnd.google-apps.shortcut", "application/vnd.google-apps."

_FIELDS = "id,name,mimeType,size,md5Checksum,createdTime,description"
_TRIES = 3  # of a file that does not arrive as announced


class DriveSource:
    """A folder of Drive with all folders below it, or one file.

    Args:
        item: Id of the folder or file.
        api: Drive, as the service account sees it.
    """

    def __init__(self, item: str, api: DriveApi) -> None:
        self._item, self._api = item, api

    def listed(self, skipped: Callable[[str, str], None]) -> Iterator[Listed]:
        """As `Source.listed`: ``.csv`` and ``.zip``, in the order in which they were put there."""
        try:
            item = self._api.get(f"files/{self._item}", fields=f"{_FIELDS},trashed", supportsAllDrives="true")
        except DriveRefusal as error:
            if error.status != 404:
                raise
            hint = f"take the id from the folder's address in the browser (drive.google.com/drive/folders/ID), and share the folder with {self._api.email} as Viewer"
            raise SourceUnavailable(f"there is no folder {self._item} in Google Drive that {self._api.email} may see", where=error.where, hint=hint) from error
        if item.get("trashed"):
            raise SourceUnavailable(f"{shown(item['name'])} is in Google Drive's trash", hint="restore it in Drive, or name another folder")
        found = list(self._below(item, "")) if item["mimeType"] == FOLDER else [(item["name"], item)]
        for name, file in sorted(found, key=lambda each: (each[1].get("createdTime", ""), each[0], each[1]["id"])):
            reason = _why_not(file)
            if reason:
                skipped(shown(name), reason)
            else:
                yield _listed(name, file)

    def _below(self, folder: dict[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for file in self._children(folder["id"]):
            if file["mimeType"] == FOLDER:
                yield from self._below(file, f"{prefix}{file['name']}/")
            else:
                yield prefix + file["name"], file

    def _children(self, folder_id: str) -> Iterator[dict[str, Any]]:
        query = {"q": f"'{folder_id}' in parents and trashed = false", "pageSize": 1000, "supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}
        token: dict[str, str] = {}
        while True:  # without nextPageToken among the fields, Drive gives the first page alone and says nothing
            page = self._api.get("files", fields=f"nextPageToken,incompleteSearch,files({_FIELDS})", **query, **token)
            if page.get("incompleteSearch"):
                raise SourceUnavailable("Google Drive has listed a part of the folder only", where=folder_id, hint="try again later")
            yield from page["files"]
            if not page.get("nextPageToken"):
                return
            token = {"pageToken": page["nextPageToken"]}

    def fetch(self, file: Listed, target: Path) -> Listed:
        """As `Source.fetch`: the bytes have the MD5 that Drive says, or nothing was fetched."""
        file_id, md5 = file.address.removeprefix("drive:"), ""
        for _ in range(_TRIES):
            try:
                md5 = self._download(file_id, file.size, target)
                if md5 == file.version:
                    return file
                # Other bytes have been put in its place meanwhile, or something has changed them on the way.
                file = _listed(file.name, self._api.get(f"files/{file_id}", fields=_FIELDS, supportsAllDrives="true"))
            except DriveRefusal as error:
                hint = f"look at it in Drive: {self._api.email} must be allowed to download it"
                raise SourceUnavailable(f"{shown(file.name)} may not be downloaded from Google Drive", where=error.where, hint=hint) from error
        where = f"drive:{file_id}: MD5 {md5} of what arrives, {file.version} as Drive says; {_TRIES} times"
        raise SourceUnavailable(f"{shown(file.name)} does not arrive as it is in Google Drive", where=where, hint="try again later; if it stays so, upload the file to Drive again")

    def _download(self, file_id: str, size: int, target: Path) -> str:
        """Fetch the file, going on where a connection broke off; the MD5 of what was written."""
        attempts, digest, got = Attempts(), hashlib.md5(usedforsecurity=False), 0
        with target.open("wb") as out:
            while got < size:
                before = got
                with attempts.one():
                    for at, block in self._api.read(file_id, got):
                        if at < got:  # the server gives no ranges
                            digest, got = _from_the_beginning(out), 0
                        out.write(block)
                        digest.update(block)
                        got += len(block)
                        attempts.got_on()
                    if got == before:
                        break  # shorter than announced
        return digest.hexdigest()


def _from_the_beginning(out: IO[bytes]) -> Any:
    out.seek(0)
    out.truncate()
    return hashlib.md5(usedforsecurity=False)


def _why_not(file: dict[str, Any]) -> str:
    """Why a file is left out; "" if it is not."""
    if file["mimeType"] == SHORTCUT:
        return "a shortcut: put the file itself into the folder"
    if file["mimeType"].startswith(NATIVE):
        return "a document of Google's own, not a file: download it as CSV and put that into the folder"
    if not file["name"].lower().endswith(SUFFIXES):
        return "not a .csv or .zip file"
    if "md5Checksum" not in file:
        return "Drive tells nothing of its bytes: let the service account download it"
    return ""


def _listed(name: str, file: dict[str, Any]) -> Listed:
    return Listed(name, f"drive:{file['id']}", file["md5Checksum"], int(file["size"]), _published(file.get("description", "")))


def _published(description: str) -> str | None:
    """CMS's release date, where the file's description in Drive says ``published: YYYY-MM-DD``."""
    found = re.search(r"published\W{1,3}(\d{4}-\d\d-\d\d)\b", description, re.IGNORECASE)
    with contextlib.suppress(ValueError):
        return dt.date.fromisoformat(found[1]).isoformat() if found else None
    return None


# ------------------------------------------------------------------------------------------ on this machine


def drive_source(given: str, settings: Settings) -> DriveSource:
    """The folder that ``drive:ID`` or the address in a browser names, read with the key that the settings name.

    Raises:
        UsageError: There is no id in what was given, or no setting names a key.
        SourceUnavailable: The key cannot be read.
    """
    found = re.fullmatch(r"drive:([\w-]+)|https://drive\.google\.com/(?:.*/)?(?:folders|d)/([\w-]+)(?:[/?].*)?", given)
    if not found:
        raise UsageError(f"{shown(given)} names no folder of Google Drive", hint="kerok ingest drive:FOLDER_ID   (the last part of the folder's address in the browser)")
    path = settings["drive.key"] or os.environ.get("GOOGLE_APPLICATION_CREDENTIALS", "")
    if not path:
        raise UsageError(
            "no key for Google Drive", where=f"drive.key (KEROK_DRIVE_KEY, {settings.home / 'kerok.toml'}) and GOOGLE_APPLICATION_CREDENTIALS are not set",
            hint="export KEROK_DRIVE_KEY=key.json   (a service account's key: console.cloud.google.com/iam-admin/serviceaccounts)",
        )  # fmt: skip
    renew = "make a new key (console.cloud.google.com/iam-admin/serviceaccounts), then: export KEROK_DRIVE_KEY=key.json"
    return DriveSource(found[1] or found[2], DriveApi(_read_key(Path(path).expanduser()), settings["drive.endpoint"], renew))


def _read_key(path: Path) -> dict[str, Any]:
    try:
        key = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SourceUnavailable("the key for Google Drive cannot be read", where=f"{path}: {error.strerror}", hint="export KEROK_DRIVE_KEY=key.json   (the file as Google gave it out)") from error
    except ValueError as error:
        raise SourceUnavailable("the key for Google Drive is not JSON", where=f"{path}: {error}", hint="export KEROK_DRIVE_KEY=key.json   (the file as Google gave it out)") from error
    if not isinstance(key, dict):
        raise SourceUnavailable("the key for Google Drive is none", where=f"{path}: no JSON object", hint="export KEROK_DRIVE_KEY=key.json   (the file as Google gave it out)")
    return key
