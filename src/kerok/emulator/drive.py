"""Google Drive without Google: a server of this machine whose content is a folder of this machine.

    python -m kerok.emulator.drive FOLDER --key key.json

Tokens are given for assertions signed with the key alone (RS256, checked); lists have pages; bytes have ranges. What it does not do: anything
that writes, shared drives as such, exports of Google's own documents.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

_EMAIL = "kerok@example-project.iam.gserviceaccount.com"


class Drive:
    """A fake Drive in a process of its own, which ends with this one. Use as a context manager, or ``start`` and ``stop`` it.

    Args:
        folder: What it serves. Subfolders are Drive's folders, ``x.gsheet`` and ``x.gdoc`` Google's own documents, ``x.glink`` shortcuts; names that
            begin with a dot are not there. Files may come, go and change meanwhile.
        page_size: Files that a page of a list has at most.
        token_seconds: How long a token is good for.

    Attributes:
        url: Its address, for KEROK_DRIVE_ENDPOINT and DRIVE_ENDPOINT.
        folder_id: The folder's id.
        key: A service account's key file as Google gives them out, parsed.
    """

    def __init__(self, folder: Path, *, page_size: int = 1000, token_seconds: int = 3599) -> None:
        self.folder, self._options = folder, ["--page-size", str(page_size), "--token-seconds", str(token_seconds)]
        self.url, self.folder_id, self.key = "", "", dict[str, Any]()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> tuple[str, dict[str, Any]]:
        """Its address and key, once it answers."""
        command = [sys.executable, "-m", "kerok.emulator.drive", str(self.folder), *self._options]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout
        told = json.loads(self._process.stdout.readline() or b"{}")
        if not told:
            raise RuntimeError(f"the fake Drive did not start: exit code {self._process.wait()}")
        self.url, self.folder_id, self.key = told["url"], told["folder_id"], told["key"]
        return self.url, self.key

    def stop(self) -> None:
        """End its process."""
        if self._process:
            with self._process:
                self._process.terminate()

    def __enter__(self) -> Drive:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def fault(self, on: str, **fault: Any) -> None:
        """Something that goes wrong at the next call of ``on`` (token, list, get or media; with ``name`` at the next one for that file).

        One of: ``status`` with ``reason``, ``message`` and ``retry_after``; ``cut`` after so many bytes; ``corrupt``, the offset of a byte that
        is changed; ``delay``, seconds before each 256 KB; ``ignore_range``. ``times`` says how often.
        """
        self._order({"faults": [{"on": on} | fault]})

    def describe(self, path: str, **metadata: Any) -> None:
        """Let the metadata of a file (its path in the folder) differ from what the disk says: name, trashed, md5Checksum, description, ...; None takes one away."""
        self._order({"files": {path: metadata}})

    def expire_tokens(self) -> None:
        """Let no token that was given be good any more."""
        self._order({"expire": True})

    def revoke_key(self, revoked: bool = True) -> None:
        """Give no more tokens for the key."""
        self._order({"revoked": revoked})

    def reset(self) -> None:
        """Forget faults, calls, tokens, and what differed from the folder, which stays as it is."""
        self._order({"reset": True})

    def calls(self, operation: str = "") -> list[dict[str, Any]]:
        """The calls so far: operation, id, name, range, query."""
        with self._open(f"{self.url}/_drive") as answer:
            found = json.load(answer)["calls"]
        return [c for c in found if operation in ("", c["operation"])]

    def _order(self, order: dict[str, Any]) -> None:
        with self._open(urllib.request.Request(f"{self.url}/_drive", json.dumps(order).encode(), method="POST")):
            pass

    def _open(self, request: Any) -> Any:
        return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30)


# ------------------------------------------------------------------------------------------ the process


def service_account(url: str) -> tuple[dict[str, Any], bytes]:
    """A new service account: its key as Google gives it out, and the public key as PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    key = {
        "type": "service_account", "project_id": "example-project", "private_key_id": os.urandom(20).hex(), "private_key": pem.decode(), "client_email": _EMAIL,
        "client_id": "100000000000000000000", "auth_uri": f"{url}/auth", "token_uri": f"{url}/token", "universe_domain": "googleapis.com",
    }  # fmt: skip
    return key, public


def main(arguments: list[str] | None = None) -> None:
    """Serve until standard input ends or the process is ended; address, folder id and key as one line of JSON on standard output."""
    from kerok.emulator.drive_folder import Content, id_of
    from kerok.emulator.drive_service import Service, server

    parser = argparse.ArgumentParser(prog="python -m kerok.emulator.drive", description="A Google Drive whose content is a folder of this machine.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", type=Path, help="write the service account's key to this file, and its path in place of it to standard output")
    parser.add_argument("--page-size", type=int, default=1000)
    parser.add_argument("--token-seconds", type=int, default=3599)
    given = parser.parse_args(arguments)
    service = Service(Content(given.folder.resolve()), _EMAIL, b"", page_size=given.page_size, token_seconds=given.token_seconds)
    listening = server(service, given.port)
    key, service.certificate = service_account(service.base)
    if given.key:
        given.key.touch(mode=0o600)
        given.key.write_text(json.dumps(key, indent=2))
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    print(json.dumps({"url": service.base, "folder_id": id_of(""), "key": str(given.key) if given.key else key}), flush=True)
    listening.serve_forever()


def _end_with_standard_input() -> None:
    """Whoever started this process holds the other end of the pipe, which the system closes with them, however they end."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
