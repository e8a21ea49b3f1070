"""``kerok dashboard``: the pages, served."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import click

from kerok.cli import Door
from kerok.errors import UsageError


@click.command(short_help="Serve the dashboard.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on; 0.0.0.0 for every one of this machine.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on.")
@click.option("--base-path", default="", metavar="PATH", help="Path below which a proxy serves it, as staffing.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Name by which browsers may reach it; repeat for several. Default: any, but on 127.0.0.1 only this machine's own.")
@click.pass_obj
def dashboard(door: Door, host: str, port: int, base_path: str, allow_host: tuple[str, ...]) -> None:
    """Serve the dashboard until Ctrl-C: pages over gold and the views, for a browser. Needs pip install 'kerok[dashboard]'.

    \b
    kerok dashboard
    kerok dashboard --host 0.0.0.0 --port 8080 --base-path staffing --allow-host staffing.example.org
    """
    if importlib.util.find_spec("streamlit") is None:
        raise UsageError("the dashboard's packages are not installed", hint="pip install 'kerok[dashboard]'")
    settings = door.settings
    os.environ["KEROK_HOME"] = str(settings.home)
    if door.engine:
        os.environ["KEROK_ENGINE"] = door.engine
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(_app()), *_flags(host, port, base_path, allow_host)])


def _app() -> Path:
    return Path(__file__).parents[1] / "dashboard" / "app.py"


def _flags(host: str, port: int, base_path: str, allow_host: tuple[str, ...]) -> list[str]:
    """Streamlit's own options."""
    is_local = host in ("127.0.0.1", "localhost", "::1")
    allowed = allow_host or (("localhost", "127.0.0.1", "::1") if is_local else ())
    found = {"server.address": host, "server.port": str(port)}
    if base_path.strip("/"):
        found["server.baseUrlPath"] = base_path.strip("/")
    return [f"--{name}={value}" for name, value in found.items()] + [f"--server.allowedHosts={name}" for name in allowed]
