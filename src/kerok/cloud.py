"""Clients of AWS's services. The only module that imports botocore, which Lambda's runtime has."""

from __future__ import annotations

import functools
import os
import re
from typing import Any, Literal

from kerok.errors import KerokError, LakeDamaged


@functools.cache
def client(service: str, region: str = "") -> Any:
    """The client of a service, one for the process; address, credentials and, if none is given, region as AWS's own tools find them.

    Raises:
        LakeDamaged: botocore is not installed, or no region is set.
    """
    try:
        from botocore.config import Config
        from botocore.exceptions import NoRegionError
        from botocore.session import get_session
    except ImportError as error:
        raise LakeDamaged("a package that AWS needs is not installed", where=str(error), hint="pip install boto3") from error
    config = Config(retries={"mode": "standard", "max_attempts": int(os.environ.get("AWS_MAX_ATTEMPTS") or 8)}, connect_timeout=5, read_timeout=60)
    try:
        return get_session().create_client(service, config=config, region_name=region or None)
    except NoRegionError as error:
        raise LakeDamaged("AWS's region is not set", where=str(error), hint="export AWS_DEFAULT_REGION=us-east-1") from error


def code_of(error: Exception) -> str:
    """AWS's own name of an error, as ``ConditionalCheckFailedException``; "" of any other."""
    response = getattr(error, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""


Trouble = Literal["", "no credentials", "denied", "unreachable", "busy", "other"]
_DENIED = re.compile(r"AccessDenied|UnrecognizedClient|InvalidClientTokenId|Signature|ExpiredToken|RequestExpired|MissingAuthenticationToken|InvalidAccessKeyId|OptInRequired")
_BUSY = re.compile(r"Throttl|TooManyRequests|RequestLimitExceeded|SlowDown")
_NO_CREDENTIALS = re.compile(r"Credential|Profile|Token|SSO|Login")  # names of botocore's own errors


def trouble_of(error: Exception) -> Trouble:
    """What is wrong between this process and AWS; "" of an error that is not of AWS or botocore."""
    from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError

    if isinstance(error, ClientError):
        return "denied" if _DENIED.search(code_of(error)) else "busy" if _BUSY.search(code_of(error)) else "other"
    if isinstance(error, (ConnectionError, HTTPClientError)):
        return "unreachable"
    if not isinstance(error, BotoCoreError):
        return ""
    return "no credentials" if _NO_CREDENTIALS.search(type(error).__name__) else "other"


def explained(error: Exception, what: str, where: str) -> KerokError:
    """An error of AWS's as one of ours."""
    return LakeDamaged(what, where=f"{where}: {str(error)[:300]}", hint="check AWS's credentials and their rights: aws sts get-caller-identity")
