"""The server around the pages: security headers, health and readiness, what is made ready before the first visitor."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kerok import __version__
from kerok.errors import KerokError

SCRIPT = str(Path(__file__).with_name("main.py"))

LOOK_AGAIN = 10.0  # seconds after which the lake of this machine is looked at again
_ASKED_AHEAD = threading.Event()
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def content_security_policy() -> str:
    """What a page may load and run: only what this server sends, and the one inline script of Streamlit's own page, by its hash."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in _INLINE.findall(page))
    return "; ".join((
        "default-src 'self'", f"script-src 'self' 'wasm-unsafe-eval'{hashes}", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
        "connect-src 'self'", "worker-src 'self' blob:", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
    ))  # fmt: skip


class SecurityHeaders:
    """Sends the headers with every answer, and shuts what only developers need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        headers = {
            "content-security-policy": content_security_policy(), "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "x-frame-options": "DENY",
            "permissions-policy": "camera=(), microphone=(), geolocation=()", "cross-origin-opener-policy": "same-origin",
        }  # fmt: skip
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if re.search(r"/_stcore/(metrics|agent)\b", scope["path"]):
            await JSONResponse({"error": "not served"}, 404)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self._headers if h[0] not in there)]
            await send(message)

        await self._app(scope, receive, with_headers)


def middleware() -> list[Middleware]:
    """What every request passes."""
    return [Middleware(SecurityHeaders)]


async def health(request: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok", "kerok": __version__})


async def ready(request: Request) -> JSONResponse:
    """The lake can be read: 200 with its newest quarter and whether what first visitors wait for has been asked, else 503 with what is wrong and what to type."""
    try:
        return JSONResponse(await anyio.to_thread.run_sync(_newest) | {"asked_ahead": _ASKED_AHEAD.is_set()})
    except KerokError as error:
        return JSONResponse({"status": "not ready", "what": error.what, "hint": error.hint}, 503)


def _newest() -> dict[str, Any]:
    from kerok.dashboard.answers import Data
    from kerok.dashboard.frame import kept, source
    from kerok.dashboard.questions.loaded import loaded

    moment = source().now()
    quarters = loaded(Data(moment, kept())).quarters
    return {"status": "ready", "engine": source().engine, "snapshot": moment.id, "newest_quarter": quarters[-1] if quarters else None}


def routes() -> list[Route]:
    """Addresses beside the pages, for whoever watches the server; below the base path, if there is one."""
    from streamlit import config

    base = "/" + str(config.get_option("server.baseUrlPath")).strip("/") if config.get_option("server.baseUrlPath") else ""
    return [Route(f"{base}/health", health), Route(f"{base}/ready", ready)]


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Import and open what the first visitor would wait for."""
    await anyio.to_thread.run_sync(_warm_up)
    threading.Thread(target=_stay_ahead, daemon=True).start()
    yield


def _stay_ahead() -> None:
    """Ask ahead at the start and, where looking costs no money, whenever something was loaded since."""
    from kerok.dashboard.frame import source

    known = ask_ahead()
    with contextlib.suppress(KerokError):  # settings that do not go together have their own page
        while source().engine == "duckdb":
            time.sleep(LOOK_AGAIN)
            known = ask_ahead(known)


def ask_ahead(known: str = "") -> str:
    """Ask what first visitors would wait for: of the first page, and of the others where an answer costs no money.

    Args:
        known: Key of the state that this was asked of before; the same again needs nothing.

    Returns:
        The key of the state asked; ``known`` where there is none.
    """
    from kerok.dashboard.answers import Data
    from kerok.dashboard.frame import kept, source
    from kerok.dashboard.questions import ahead
    from kerok.dashboard.questions.loaded import loaded

    with contextlib.suppress(KerokError):
        data = Data(source().now(), kept())
        if data.moment.key == known:
            return known
        known = data.moment.key
        found = loaded(data)
        if found.quarters:
            data.fetch(ahead.first_page(found.quarters[-1]))
        if found.quarters and data.moment.is_here:
            for questions in ahead.other_pages(found):
                for question in questions:  # one after the other: whoever has come already is waited upon first
                    data.fetch([question])
    _ASKED_AHEAD.set()
    return known


def _warm_up() -> None:
    import importlib

    for module in ("pandas", "pyarrow.compute", "sqlglot", "kerok.dashboard.charts", "kerok.dashboard.factsheet", "kerok.dashboard.drawings", "kerok.dashboard.calendars", "kerok.citation"):
        importlib.import_module(module)
    with contextlib.suppress(KerokError):  # an empty lake has its own page
        _newest()
