"""An OpenID provider, as far as the authorization code flow reaches: discovery, keys, a sign-in that needs no password, tokens signed with RS256."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT, SECRET = "kerok", "known-to-both"
PERSON = {"sub": "248289761001", "name": "Ada Ombudsman", "email": "ada@example.org", "email_verified": True}


class Provider:
    """What it knows.

    Attributes:
        refuses: Nobody is let in.
        signs_wrong: Its tokens are signed with a key that it does not publish.
        codes: Given out and not used yet, with what was asked for.
    """

    def __init__(self, redirect_uri: str) -> None:
        self.url, self.redirect_uri = "", redirect_uri
        self.refuses = self.signs_wrong = False
        self.codes: dict[str, dict[str, str]] = {}
        self._key, self._other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        }  # fmt: skip

    def keys(self) -> dict[str, Any]:
        public = self._key.public_key().public_numbers()
        return {"keys": [{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "one", "n": _number(public.n), "e": _number(public.e)}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the visitor is sent back to."""
        assert (asked["client_id"], asked["response_type"], asked["redirect_uri"]) == (CLIENT, "code", self.redirect_uri)
        assert "openid" in asked["scope"].split()
        if self.refuses:
            return f"{self.redirect_uri}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{self.redirect_uri}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Tokens for a code, once; None for whoever is not the client."""
        known = authorization == "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode() or (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        asked = self.codes.pop(form.get("code", ""), None)
        if not known or asked is None or form.get("redirect_uri") != self.redirect_uri:
            return None
        if "code_challenge" in asked:
            challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
            assert challenge == asked["code_challenge"]
        claims = {**PERSON, "iss": self.url, "aud": CLIENT, "iat": int(time.time()), "exp": int(time.time()) + 600, **({"nonce": asked["nonce"]} if "nonce" in asked else {})}
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 600, "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        body = b".".join(_text(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT", "kid": "one"}, claims))
        key = self._other if self.signs_wrong else self._key
        return (body + b"." + _text(key.sign(body, padding.PKCS1v15(), hashes.SHA256()))).decode()


@contextmanager
def provider(redirect_uri: str) -> Iterator[Provider]:
    """A running provider with one client, whose visitors come back to ``redirect_uri``."""
    knows = Provider(redirect_uri)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", knows.authorize({k: v[0] for k, v in parse_qs(parts.query).items()}))
                self.end_headers()
            else:
                self._json({"/.well-known/openid-configuration": knows.discovery, "/keys": knows.keys}[parts.path]())

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            told = knows.token({k: v[0] for k, v in form.items()}, self.headers.get("Authorization", ""))
            self._json(told or {"error": "invalid_client"}, 200 if told else 401)

        def _json(self, value: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    knows.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield knows
    finally:
        server.shutdown()
        server.server_close()


def _text(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def _number(value: int) -> str:
    return _text(value.to_bytes((value.bit_length() + 7) // 8, "big")).decode()
