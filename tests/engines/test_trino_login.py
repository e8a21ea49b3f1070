"""Logging in to Trino over an encrypted connection: by password, by certificate, and not at all."""

from __future__ import annotations

import base64
import datetime as dt
import http.server
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kerok.engines import trino as engine
from kerok.errors import EngineError, UsageError
from kerok.settings import load_settings

PASSWORD = "hu:sh and hush"


class Authority:
    """Signs certificates; each is a PEM file with its key."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name, self._key = folder, _named(name), ec.generate_private_key(ec.SECP256R1())
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(self._signed(self.name, self._key, is_authority=True).public_bytes(serialization.Encoding.PEM))

    def certificate(self, name: str) -> Path:
        """A certificate for a person, or for a server of this machine."""
        key, file = ec.generate_private_key(ec.SECP256R1()), self.folder / f"{name}.pem"
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file.write_bytes(self._signed(_named(name), key).public_bytes(serialization.Encoding.PEM) + private)
        return file

    def _signed(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool = False) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - dt.timedelta(hours=1)).not_valid_after(now + dt.timedelta(days=1))
        made = made.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        return made.sign(self._key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass
class Guarded:
    """A Trino that answers 1 to those who log in as ana.

    Attributes:
        seen: Of each request: what it says in Authorization, whose certificate it came with, and the user that it names.
    """

    authority: Authority
    url: str = ""
    seen: list[tuple[str, str, str]] = field(default_factory=list)

    def lets_in(self) -> bool:
        authorization, person, _ = self.seen[-1]
        return person == "ana" or authorization == "Basic " + base64.b64encode(f"ana:{PASSWORD}".encode()).decode()


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Guarded]:
    found = Guarded(Authority(tmp_path, "authority"))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            presented: Any = self.connection.getpeercert()  # type: ignore[attr-defined]
            person = dict(pair for part in (presented or {}).get("subject", ()) for pair in part).get("commonName", "")
            found.seen.append((self.headers.get("Authorization", ""), person, self.headers["X-Trino-User"]))
            column = {"name": "n", "type": "integer", "typeSignature": {"rawType": "integer", "arguments": []}}
            answer = {"id": "20240101_000000_00001_abcde", "infoUri": found.url, "columns": [column], "data": [[1]], "stats": {"state": "FINISHED"}}
            body = json.dumps(answer).encode() if found.lets_in() else b"Unauthorized"
            self.send_response(200 if found.lets_in() else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(found.authority.certificate("server"))
    context.load_verify_locations(found.authority.file)
    context.verify_mode = ssl.CERT_OPTIONAL
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    found.url = f"https://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def connection(guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a connection by settings that Kerok takes."""
    usual = {
        "ENGINE": "trino", "TRINO_URL": guarded.url, "TRINO_CATALOG": "lake", "TRINO_USER": "ana", "TRINO_AUTHORITY": str(guarded.authority.file),
        "CATALOG": "postgres", "CATALOG_URL": "postgresql://host/lake", "WAREHOUSE": str(tmp_path),
    }  # fmt: skip

    def make(**variables: str) -> engine.Connection:
        for name, value in (usual | variables).items():
            monkeypatch.setenv(f"KEROK_{name}", value)
        return engine.Connection(load_settings(str(tmp_path)))

    return make


def test_by_password(guarded: Guarded, connection: Any) -> None:
    assert list(connection(TRINO_PASSWORD=PASSWORD).query("SELECT 1")) == [(1,)]
    assert guarded.seen == [("Basic " + base64.b64encode(f"ana:{PASSWORD}".encode()).decode(), "", "ana")]


def test_by_certificate(guarded: Guarded, connection: Any) -> None:
    assert list(connection(TRINO_CERTIFICATE=str(guarded.authority.certificate("ana"))).query("SELECT 1")) == [(1,)]
    assert guarded.seen == [("", "ana", "ana")]


@pytest.mark.parametrize("variables", [{"TRINO_PASSWORD": "guessed"}, {}], ids=["a wrong password", "none"])
def test_who_is_not_let_in(guarded: Guarded, connection: Any, variables: dict[str, str]) -> None:
    with pytest.raises(EngineError, match="Trino does not let ana in") as refused:
        connection(**variables).query("SELECT 1")
    assert "KEROK_TRINO_PASSWORD" in refused.value.hint
    assert "guessed" not in str(refused.value)
    assert len(guarded.seen) == 1, "not tried again"


@pytest.mark.parametrize("authority", ["", "another"])
def test_a_server_whose_certificate_nobody_known_signed(guarded: Guarded, connection: Any, tmp_path: Path, authority: str) -> None:
    file = str(Authority(tmp_path, authority).file) if authority else ""
    with pytest.raises(EngineError, match="Trino's certificate is not signed by anyone known here") as refused:
        connection(TRINO_PASSWORD=PASSWORD, TRINO_AUTHORITY=file).query("SELECT 1")
    assert "certificate verify failed" in refused.value.where
    assert "KEROK_TRINO_AUTHORITY" in refused.value.hint
    assert guarded.seen == [], "no password was sent"


def test_the_authority_wins_over_the_environments(guarded: Guarded, connection: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(Authority(tmp_path, "another").file))
    asked = connection(TRINO_PASSWORD=PASSWORD)
    asked._inner._http_session.trust_env = True  # as for a server that is not on this machine
    assert list(asked.query("SELECT 1")) == [(1,)]


def test_a_certificate_without_its_key(guarded: Guarded, connection: Any) -> None:
    with pytest.raises(UsageError, match="a certificate and its key") as refused:
        connection(TRINO_CERTIFICATE=str(guarded.authority.file))
    assert "KEROK_TRINO_CERTIFICATE" in refused.value.where
