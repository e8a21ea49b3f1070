"""An Athena that fails: throttled, denied, or not there at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

FAILURES = (
    ("ThrottlingException", "Athena has too much to do", "try again in a minute"),
    ("AccessDeniedException", "Athena does not let this server in", "athena:StartQueryExecution"),
    ("", "Athena does not answer", "KEROK_ATHENA_REGION"),
)
"""AWS's error, or "" where nobody answers; the page's title; what it says to do."""


class Gate:
    """Stands before an Athena and lets every call through, until it is told to fail.

    Attributes:
        failing: AWS's error for every call; "" closes the connection without a word, None lets calls through.
    """

    def __init__(self, endpoint: str) -> None:
        self.failing: str | None = None
        gate, there = self, urlsplit(endpoint).netloc

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if gate.failing == "":
                    self.close_connection = True
                elif gate.failing is not None:
                    self._answer(400, json.dumps({"__type": gate.failing, "message": "no", "Message": "no"}).encode())
                else:
                    connection = HTTPConnection(there, timeout=60)
                    connection.request("POST", self.path, body, dict(self.headers))
                    answer = connection.getresponse()
                    self._answer(answer.status, answer.read())
                    connection.close()

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/x-amz-json-1.1")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def gate(endpoint: str, failing: str | None = None) -> Iterator[Gate]:
    """A gate before an endpoint."""
    found = Gate(endpoint)
    found.failing = failing
    try:
        yield found
    finally:
        found.close()
