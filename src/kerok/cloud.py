"""Clients of AWS's services. The only module that imports botocore, which Lambda's runtime has."""

from __future__ import annotations

import functools
from typing import Any

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
    config = Config(retries={"mode": "standard", "max_attempts": 8}, connect_timeout=5, read_timeout=60)
    try:
        return get_session().create_client(service, config=config, region_name=region or None)
    except NoRegionError as error:
        raise LakeDamaged("AWS's region is not set", where=str(error), hint="export AWS_DEFAULT_REGION=us-east-1") from error


def code_of(error: Exception) -> str:
    """AWS's own name of an error, as ``ConditionalCheckFailedException``; "" of any other."""
    response = getattr(error, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""


def explained(error: Exception, what: str, where: str) -> KerokError:
    """An error of AWS's as one of ours."""
    return LakeDamaged(what, where=f"{where}: {str(error)[:300]}", hint="check AWS's credentials and their rights: aws sts get-caller-identity")
