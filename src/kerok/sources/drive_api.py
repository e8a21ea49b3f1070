"""Google Drive's API (v3) for a reader: requests that are repeated while that may help, and errors that say what to do."""

from __future__ import annotations

import contextlib
import email.utils
import random
import time
from collections.abc import Iterator
from time import sleep
from typing import Any

import requests
import urllib3
from google.auth import exceptions
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from kerok.errors import SourceUnavailable

GOOGLE = "https://www.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/drive.readonly"
ATTEMPTS = 7
LONGEST_WAIT = 300  # seconds; who is told to wait longer is told so

_TIMEOUTS = (10, 60)  # to connect, between two bytes
_BLOCK = 1 << 18
_PASSING = {408, 429, 500, 502, 503, 504}
_RATE = {"rateLimitExceeded", "userRateLimitExceeded"}  # which Drive says with 403 as well as with 429


class Passing(Exception):
    """Something that may go well the next time.

    Attributes:
        wait: Seconds that the service asks to wait; None if it says nothing.
    """

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class DriveApi:
    """Drive as one service account sees it.

    Args:
        key: The service account's key as Google gives it out, parsed.
        endpoint: Drive's address, where it is not Google's own.
        renew: What to type to put another key in place.

    Raises:
        SourceUnavailable: The key is none.
    """

    def __init__(self, key: dict[str, Any], endpoint: str, renew: str) -> None:
        self._renew = renew
        self._base = f"{(endpoint or GOOGLE).rstrip('/')}/drive/v3"
        self.email = str(key.get("client_email", ""))
        try:
            credentials = service_account.Credentials.from_service_account_info(key, scopes=[SCOPE])  # type: ignore[no-untyped-call]
        except (ValueError, exceptions.GoogleAuthError) as error:
            raise SourceUnavailable("what should be a service account's key is none", where=str(error).split("\n")[0], hint=renew) from error
        self._session = AuthorizedSession(credentials)  # type: ignore[no-untyped-call]

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """The JSON of an answer; raises SourceUnavailable."""
        attempts = Attempts()
        while True:
            with attempts.one(), self._answer(path, query) as answer:
                return answer.json()  # type: ignore[no-any-return]

    def read(self, file_id: str, offset: int) -> Iterator[tuple[int, bytes]]:
        """A file's bytes from an offset on, each block with where it belongs; begins again at 0 where the server knows no ranges.

        Raises:
            Passing: It broke off, or the server is busy: go on from where the last block ended.
            SourceUnavailable: It may not be read.
        """
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={offset}-"} if offset else {})
        try:
            with self._answer(f"files/{file_id}", {"alt": "media", "supportsAllDrives": "true"}, headers) as answer:
                at = offset if answer.status_code == 206 else 0
                for block in answer.raw.stream(_BLOCK, decode_content=False):
                    yield at, block
                    at += len(block)
        except DriveRefusal as error:
            if error.status != 416:  # the file has become shorter: there is nothing behind the offset
                raise

    @contextlib.contextmanager
    def _answer(self, path: str, query: dict[str, Any], headers: dict[str, str] | None = None) -> Iterator[requests.Response]:
        """The answer to a GET while it is read; errors of the network as Passing, what Drive or the key's server refuses as SourceUnavailable."""
        try:
            with self._session.get(f"{self._base}/{path}", params=query, headers=headers, stream=True, timeout=_TIMEOUTS) as answer:
                if answer.status_code >= 400:
                    self._refuse(answer)
                yield answer
        except exceptions.GoogleAuthError as error:
            if error.retryable or isinstance(error, exceptions.TransportError):
                raise Passing(f"no token: {error}") from error
            raise self._of_key(error) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise Passing(f"{type(error).__name__}: {error}") from error

    def _refuse(self, answer: requests.Response) -> None:
        reason, message = _reason(answer)
        if answer.status_code in _PASSING or reason in _RATE:
            raise Passing(f"HTTP {answer.status_code}: {message}", _retry_after(answer.headers.get("Retry-After", "")))
        if answer.status_code == 401:
            raise SourceUnavailable("Google Drive does not accept the service account's token", where=f"{self.email}: {message}", hint=self._renew)
        if reason in ("accessNotConfigured", "SERVICE_DISABLED"):
            hint = "enable it: console.cloud.google.com/apis/library/drive.googleapis.com, in the project of the service account"
            raise SourceUnavailable("the Google Drive API is not enabled", where=message, hint=hint)
        raise DriveRefusal(answer.status_code, reason, message)

    def _of_key(self, error: exceptions.GoogleAuthError) -> SourceUnavailable:
        text = str(error.args[0]) if error.args else str(error)
        if "short-lived" in text or "used too early" in text.lower():
            return SourceUnavailable("Google does not accept the time of this machine", where=text, hint="set its clock: sudo timedatectl set-ntp true")
        return SourceUnavailable(
            f"Google does not accept the key of {self.email or 'the service account'}: it was revoked, or the account is gone or disabled", where=text, hint=self._renew
        )


class DriveRefusal(SourceUnavailable):
    """Drive will not do it, now or later."""

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__("Google Drive refuses", where=f"HTTP {status} {reason}: {message}", hint="look at the file in Drive with the service account's rights in mind")
        self.status, self.reason = status, reason


class Attempts:
    """How often something is tried: again and again while it gets on, ``ATTEMPTS`` times where it does not."""

    def __init__(self) -> None:
        self._failed = 0

    def got_on(self) -> None:
        """Begin to count anew."""
        self._failed = 0

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """One attempt: what passes is waited for; raises SourceUnavailable when it has not passed after all of them."""
        try:
            yield
        except Passing as error:
            self._failed += 1
            wait = error.wait or 0
            if self._failed >= ATTEMPTS or wait > LONGEST_WAIT:
                asked = f"; it asks to wait {wait:.0f} s" if wait > LONGEST_WAIT else ""
                hint = "try again later: the same command goes on with what is missing; kerok ingest fetches nothing twice"
                raise SourceUnavailable("Google Drive does not answer, or is busy", where=f"{self._failed} attempts{asked}: {error}", hint=hint) from error
            # Full jitter: clients that failed together do not come back together.
            sleep(wait + random.uniform(0, 1) if wait else random.uniform(0, min(60, 2 ** (self._failed - 1))))


def _reason(answer: requests.Response) -> tuple[str, str]:
    try:
        error = answer.json()["error"]
        return str(error.get("errors", [{}])[0].get("reason", "")), str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return "", answer.reason or ""


def _retry_after(text: str) -> float | None:
    """Seconds to wait, as ``Retry-After`` says in seconds or as a moment."""
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
