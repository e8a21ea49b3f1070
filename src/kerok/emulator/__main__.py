"""The emulator's process: ``python -m kerok.emulator PORT [TRINO_URL]``, in the environment that `kerok.emulator.environment` makes."""

from __future__ import annotations

import os
import sys
import threading

ACCOUNT = "123456789012"
REGION = "us-east-1"


def main(port: str, trino_url: str = "") -> None:
    """Serve S3, Glue and Secrets Manager, and Athena where there is a Trino for it, on 127.0.0.1 until standard input ends or the process is ended."""
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    os.environ |= {"GATEWAY_PORT": port, "BIND_HOST": "127.0.0.1", "MINISTACK_ACCOUNT_ID": ACCOUNT, "LOG_LEVEL": "ERROR"}
    os.environ |= {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}
    if not trino_url:
        os.environ["SERVICES"] = "s3,glue,secretsmanager"
    sys.argv = sys.argv[:1]  # MiniStack reads its own

    from ministack.app import main as serve

    if trino_url:
        from kerok.emulator.runner import TrinoRunner
        from kerok.emulator.service import install
        from kerok.emulator.workflows import install as install_workflows

        endpoint = f"http://127.0.0.1:{port}"
        install(TrinoRunner(trino_url, endpoint, ACCOUNT, REGION))
        install_workflows(endpoint)
        os.environ["AWS_ENDPOINT_URL"] = endpoint
        os.environ.pop("PYTHONPATH", None)  # a function has what is in its package, not what this process has
    serve()


def _end_with_standard_input() -> None:
    """Whoever started this process holds the other end of the pipe, which the system closes with them, however they end."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
