"""The fixture `nessie`: a real Iceberg REST catalog, Nessie from Maven Central, whose warehouses lie in the S3 of `storage`.

KEROK_NESSIE_CACHE says where the server (245 MB) is kept; the default is ~/.cache/kerok/nessie.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .parts import Unavailable, free_port, from_maven, java_home, left_out, locked
from .storage_server import REGION, SECRET, Account, Storage
from .trino_keeper import die_with_parent

VERSION = "0.99.0"
SHA256 = "ce9fa33e2878bf5ea3981876b9e6204cabc0362b3dd82326b10e47271a78c417"
START_SECONDS = 60
WAREHOUSES = 500


class Nessie:
    """One server of this process.

    Attributes:
        account: Whose buckets its warehouses lie in.
    """

    def __init__(self, port: int, account: Account) -> None:
        self.account = account
        self._port, self._numbers = port, itertools.count()

    def make_catalog(self) -> tuple[str, str]:
        """The address of a catalog with nothing in it, and its warehouse, a bucket of its own: a branch of which nobody else knows."""
        number = next(self._numbers)
        self._post(f"/api/v2/trees?name=catalog-{number}&type=BRANCH", self._get("/api/v2/trees/main")["reference"])
        self.account.make_bucket(bucket(number))
        return f"http://127.0.0.1:{self._port}/iceberg/catalog-{number}", f"s3://{bucket(number)}/warehouse"

    def _get(self, path: str) -> Any:
        return _answer("GET", self._port, path)

    def _post(self, path: str, body: Any) -> None:
        _answer("POST", self._port, path, json=body)


def bucket(number: int) -> str:
    """Nessie knows its warehouses from its start on: the bucket of one."""
    return f"rest-{number}"


@pytest.fixture(scope="session")
def nessie(storage: Storage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nessie]:
    """The server. Skipped with the reason where its parts cannot be had; in CI that is a failure."""
    account = storage.account()
    try:
        jar, java = server_jar(), java_home()
    except Unavailable as error:
        left_out("Nessie", error)
    with running(jar, java, account, tmp_path_factory.mktemp("nessie") / "server.log") as port:
        yield Nessie(port, account)


def server_jar() -> Path:
    """The server, downloaded first if this machine has none.

    Raises:
        Unavailable: it cannot be downloaded.
        RuntimeError: what was downloaded is not the file that was pinned.
    """
    cache = Path(os.environ.get("KEROK_NESSIE_CACHE") or "~/.cache/kerok/nessie").expanduser()
    jar = cache / f"nessie-quarkus-{VERSION}-runner.jar"
    if not jar.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with locked(cache / "lock"):
            if not jar.is_file():
                partial = cache / "partial"
                from_maven(partial, "org.projectnessie.nessie", "nessie-quarkus", VERSION, SHA256, classifier="runner").rename(jar)
                shutil.rmtree(partial)
    return jar


@contextlib.contextmanager
def running(jar: Path, java: Path, account: Account, log: Path) -> Iterator[int]:
    """The port of a server that keeps everything in memory; it is killed on leaving, and with this process."""
    port = free_port()
    defines = [f"-D{name}={value}" for name, value in (_properties(account) | {"quarkus.http.port": str(port)}).items()]
    command = [str(java / "bin/java"), "-Xmx512m", "-XX:TieredStopAtLevel=1", *defines, "-jar", str(jar)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=log.parent, stdin=subprocess.DEVNULL, stdout=out, stderr=out, preexec_fn=die_with_parent)
    try:
        _await(server, port, log)
        yield port
    finally:
        server.kill()
        server.wait()


def _properties(account: Account) -> dict[str, str]:
    of_s3 = "nessie.catalog.service.s3.default-options"
    return {
        "nessie.version.store.type": "IN_MEMORY", "quarkus.http.host": "127.0.0.1", "quarkus.http.access-log.enabled": "false",
        "quarkus.management.host": "127.0.0.1", "quarkus.management.port": "0", "quarkus.otel.sdk.disabled": "true",
        "nessie.catalog.default-warehouse": "w0",
        f"{of_s3}.endpoint": account.endpoint, f"{of_s3}.path-style-access": "true", f"{of_s3}.region": REGION,
        f"{of_s3}.request-signing-enabled": "false", f"{of_s3}.access-key": "urn:nessie-secret:quarkus:account",
        "account.name": account.key, "account.secret": SECRET,
    } | {f"nessie.catalog.warehouses.w{n}.location": f"s3://{bucket(n)}/warehouse" for n in range(WAREHOUSES)}  # fmt: skip


def _await(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            _answer("GET", port, "/iceberg/v1/config")
            return
        time.sleep(0.1)
    raise RuntimeError(f"Nessie did not start\n{log.read_text(errors='replace')[-4000:]}")


def _answer(method: str, port: int, path: str, **body: Any) -> Any:
    import requests

    with requests.Session() as direct:
        direct.trust_env = False  # a proxy in the environment is not for this machine itself
        answer = direct.request(method, f"http://127.0.0.1:{port}{path}", timeout=20, **body)
    answer.raise_for_status()
    return answer.json()
