"""Google Drive's API (v3) over HTTP, as far as a reader needs it: tokens, files.list, files.get with and without media; and faults at will."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from kerok.emulator.drive_folder import FOLDER, Content, Entry
from kerok.emulator.drive_query import FILE, LIST, OF_FILE_UNASKED, OF_LIST_UNASKED, Invalid, holds, projected, selected

SCOPES = ("https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/drive.readonly")
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_AUDIENCE = "https://oauth2.googleapis.com/token"  # what google-auth writes, whatever address the key names
_BLOCK = 1 << 18


class Refusal(Exception):
    """An error as Google's APIs answer it."""

    def __init__(self, status: int, reason: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.reason, self.message, self.headers = status, reason, message, headers or {}

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        domain = "usageLimits" if "LimitExceeded" in self.reason or self.reason == "accessNotConfigured" else "global"
        return {"error": {"code": self.status, "message": self.message, "errors": [{"domain": domain, "reason": self.reason, "message": self.message}]}}


class Service:
    """What the server knows: content, key, tokens, faults to come, calls that were made.

    Args:
        certificate: Public key of the one service account, PEM.
        page_size: Files that a page has at most, whatever is asked.
        token_seconds: How long a token is good for.
    """

    def __init__(self, content: Content, email: str, certificate: bytes, *, page_size: int = 1000, token_seconds: int = 3599) -> None:
        self.content, self.email, self.certificate = content, email, certificate
        self.page_size, self.token_seconds = page_size, token_seconds
        self.base, self.is_revoked = "", False
        self.tokens: dict[str, float] = {}
        self.faults: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.lock = threading.Lock()

    # ------------------------------------------------------------------------------------ tokens

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """A new access token for a signed assertion; raises Refusal as Google's token endpoint does."""
        from google.auth import exceptions, jwt

        if form.get("grant_type") != _GRANT:
            raise Refusal(400, "unsupported_grant_type", "Invalid grant_type")
        if self.is_revoked:
            raise Refusal(400, "invalid_grant", "Invalid JWT Signature.")
        try:
            claims = jwt.decode(form.get("assertion", ""), certs=self.certificate, audience=[_AUDIENCE, f"{self.base}/token"])  # type: ignore[no-untyped-call]
        except (ValueError, exceptions.GoogleAuthError) as error:
            message = "Invalid JWT Signature." if "signature" in str(error).lower() else f"Invalid JWT: {error}"
            raise Refusal(400, "invalid_grant", message) from error
        if claims["iss"] != self.email:
            raise Refusal(400, "invalid_grant", "Invalid grant: account not found")
        if not set(claims.get("scope", "").split()) & set(SCOPES):
            raise Refusal(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        token = "ya29." + secrets.token_urlsafe(40)
        self.tokens[token] = time.monotonic() + self.token_seconds
        return {"access_token": token, "expires_in": self.token_seconds, "token_type": "Bearer"}

    def check(self, authorization: str) -> None:
        """Nothing for a token that is good; raises Refusal for any other."""
        if self.tokens.get(authorization.removeprefix("Bearer "), 0) <= time.monotonic():
            header = {"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"'}
            raise Refusal(401, "authError", "Invalid Credentials", header)

    # ------------------------------------------------------------------------------------ files

    def list(self, query: dict[str, str]) -> dict[str, Any]:
        """A page of files.list."""
        size, search = query.get("pageSize", "100"), query.get("q", "")
        if not size.isdigit() or not 1 <= int(size) <= 1000:
            raise Refusal(400, "invalidParameter", f"Invalid value '{size}'. Values must be within the range: [1, 1000]")
        entries = self.content.entries()
        for parent in re.findall(r"'((?:[^'\\]|\\.)*)'\s+in\s+parents", search):
            if parent not in entries:
                raise Refusal(404, "notFound", "File not found: .")
        try:
            found = [e.metadata for e in entries.values() if holds(search, e.metadata)]
            tree = selected(query.get("fields", OF_LIST_UNASKED), LIST)
            found = _ordered(found, query.get("orderBy", "modifiedTime desc"))
        except Invalid as error:
            raise Refusal(400, "invalid", str(error)) from error
        start, until = self._offset(query.get("pageToken"), search), min(int(size), self.page_size)
        body: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False, "files": found[start : start + until]}
        if start + until < len(found):
            body["nextPageToken"] = _page_token(start + until, search)
        return projected(body, tree)  # type: ignore[no-any-return]

    def _offset(self, token: str | None, search: str) -> int:
        if token is None:
            return 0
        try:
            offset = int(base64.urlsafe_b64decode(token).split(b":")[1])
        except (ValueError, IndexError) as error:
            raise Refusal(400, "invalid", "Invalid Value") from error
        if token != _page_token(offset, search):  # of another search
            raise Refusal(400, "invalid", "Invalid Value")
        return offset

    def entry(self, file_id: str) -> Entry:
        """The file of that id; raises Refusal where there is none, or it is not shared, which Drive tells nobody apart."""
        entries = self.content.entries()
        if file_id not in entries:
            raise Refusal(404, "notFound", f"File not found: {file_id}.")
        return entries[file_id]

    def get(self, file_id: str, query: dict[str, str]) -> dict[str, Any]:
        """The metadata of files.get."""
        metadata = self.entry(file_id).metadata
        try:
            return projected(metadata, selected(query.get("fields", OF_FILE_UNASKED), FILE))  # type: ignore[no-any-return]
        except Invalid as error:
            raise Refusal(400, "invalidParameter", str(error)) from error

    def fault(self, operation: str, name: str) -> dict[str, Any]:
        """The fault that is due for a call, or none; each happens as many times as it says, once by default."""
        with self.lock:
            for fault in self.faults:
                if fault["on"] == operation and fault.get("name", name) == name:
                    fault["times"] = fault.get("times", 1) - 1
                    if fault["times"] <= 0:
                        self.faults.remove(fault)
                    return dict(fault)
        return {}


def _ordered(files: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    for part in reversed([p.split() for p in order.split(",") if p.strip()]):
        name = {"name_natural": "name"}.get(part[0], part[0])
        if name not in ("name", "createdTime", "modifiedTime", "folder") or part[1:] not in ([], ["desc"]):
            raise Invalid("Invalid Value")
        files = sorted(files, key=lambda f: (f["mimeType"] != FOLDER) if name == "folder" else f[name], reverse=part[1:] == ["desc"])
    return files


def _page_token(offset: int, search: str) -> str:
    return base64.urlsafe_b64encode(f"~!!~:{offset}:{hashlib.sha256(search.encode()).hexdigest()[:12]}".encode()).decode()


# ------------------------------------------------------------------------------------------ HTTP


def server(service: Service, port: int) -> ThreadingHTTPServer:
    """The service on 127.0.0.1; ``serve_forever`` is the caller's."""

    class Bound(Handler):
        pass

    Bound.service = service
    found = ThreadingHTTPServer(("127.0.0.1", port), Bound)
    service.base = f"http://127.0.0.1:{found.server_port}"
    return found


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    service: Service

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """A token, or an order to this fake."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/token":
            self._answer("token", lambda: self.service.token(dict(parse_qsl(body.decode()))))
        elif self.path == "/_drive":
            self._answer("", lambda: self._order(json.loads(body)))
        else:
            self._refuse(Refusal(404, "notFound", "Not Found"))

    def do_GET(self) -> None:
        """A list, metadata or bytes."""
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        if url.path == "/_drive":
            self._json(200, {"calls": self.service.calls})
        elif url.path == "/drive/v3/files":
            self._answer("list", lambda: self.service.list(query))
        elif match := re.fullmatch(r"/drive/v3/files/([^/]+)", url.path):
            if query.get("alt") == "media":
                self._media(match[1])
            else:
                self._answer("get", lambda: self.service.get(match[1], query), match[1])
        else:
            self._refuse(Refusal(404, "notFound", "Not Found"))

    def _order(self, order: dict[str, Any]) -> dict[str, Any]:
        """Change what the fake does: faults to come, metadata, tokens that end, a key that is revoked; or begin anew."""
        if order.get("reset"):
            for kept in (self.service.faults, self.service.calls, self.service.tokens, self.service.content.changes):
                kept.clear()
            self.service.is_revoked = False
        self.service.faults += order.get("faults", [])
        for path, metadata in order.get("files", {}).items():
            self.service.content.changes[path] = metadata
        if order.get("expire"):
            self.service.tokens.clear()
        self.service.is_revoked = order.get("revoked", self.service.is_revoked)
        return {}

    def _begin(self, operation: str, file_id: str) -> dict[str, Any]:
        """Note the call; its fault where one is due, raised where that is an error."""
        name = next((e.metadata["name"] for i, e in self.service.content.entries().items() if i == file_id), "") if file_id else ""
        query = dict(parse_qsl(urlsplit(self.path).query))
        self.service.calls.append({"operation": operation, "id": file_id, "name": name, "range": self.headers.get("Range"), "query": query})
        fault = self.service.fault(operation, name)
        if fault.get("status"):
            headers = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
            reason = fault.get("reason", "backendError")
            raise Refusal(fault["status"], reason, fault.get("message", reason), headers)
        if operation != "token":
            self.service.check(self.headers.get("Authorization", ""))
        return fault

    def _answer(self, operation: str, work: Any, file_id: str = "") -> None:
        try:
            if operation:
                self._begin(operation, file_id)
            self._json(200, work())
        except Refusal as refusal:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        if self.path == "/token" and refusal.status == 400:
            self._json(400, {"error": refusal.reason, "error_description": refusal.message})
        else:
            self._json(refusal.status, refusal.body, refusal.headers)

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self._head(status, {"Content-Type": "application/json; charset=UTF-8", "Content-Length": str(len(data))} | (headers or {}))
        self.wfile.write(data)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    # ------------------------------------------------------------------------------------ bytes

    def _media(self, file_id: str) -> None:
        try:
            fault = self._begin("media", file_id)
            entry = self.service.entry(file_id)
            if "size" not in entry.metadata:
                raise Refusal(403, "fileNotDownloadable", "Only files with binary content can be downloaded. Use Export with Docs Editors files.")
            first, last, size = self._range(entry, ignored=bool(fault.get("ignore_range")))
        except Refusal as refusal:
            self._refuse(refusal)
            return
        headers = {"Content-Type": entry.metadata["mimeType"], "Content-Length": str(last - first + 1), "Accept-Ranges": "bytes"}
        is_part = self.headers.get("Range") and not fault.get("ignore_range")
        self._head(206 if is_part else 200, headers | ({"Content-Range": f"bytes {first}-{last}/{size}"} if is_part else {}))
        self._send(_blocks(entry, first, last), fault)

    def _range(self, entry: Entry, *, ignored: bool) -> tuple[int, int, int]:
        size = entry.path.stat().st_size
        match = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if not match or ignored:
            return 0, size - 1, size
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
        if first >= size:
            raise Refusal(416, "requestedRangeNotSatisfiable", "Request range not satisfiable", {"Content-Range": f"bytes */{size}"})
        return first, last, size

    def _send(self, blocks: Iterable[bytes], fault: dict[str, Any]) -> None:
        """The bytes; cut off after ``cut`` of them, the one at ``corrupt`` changed, each block ``delay`` seconds late."""
        sent, cut, corrupt = 0, fault.get("cut"), fault.get("corrupt", -1)
        for block in blocks:
            time.sleep(fault.get("delay", 0))
            if 0 <= corrupt - sent < len(block):
                at = corrupt - sent
                block = block[:at] + bytes([block[at] ^ 1]) + block[at + 1 :]
            if cut is not None and sent + len(block) > cut:
                self.wfile.write(block[: cut - sent])
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(2)
                return
            try:
                self.wfile.write(block)
            except OSError:  # who asked has gone
                self.close_connection = True
                return
            sent += len(block)


def _blocks(entry: Entry, first: int, last: int) -> Iterable[bytes]:
    with entry.path.open("rb") as stream:
        stream.seek(first)
        left = last - first + 1
        while left > 0 and (block := stream.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
