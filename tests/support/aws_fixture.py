"""The fixture `stack`: the whole deployment on the emulator, its Athena executed by the session's Trino."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerok.aws.bootstrap import bootstrap
from kerok.emulator.environment import EmulatorUnavailable, emulator
from kerok.emulator.faults import VARIABLE as FAULTS
from kerok.settings import load_settings

from .parts import left_out
from .stack import Stack, deploy, synthesized
from .trino_server import Trino


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template, synthesized with cdk-nag: a finding that infra/findings.py does not explain would have ended it."""
    try:
        return synthesized(tmp_path_factory.mktemp("synth"), nag=True)
    except EmulatorUnavailable as error:
        left_out("CDK", error)


@pytest.fixture(scope="session")
def bare(checked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The deployed stack without tables; Athena is not asked. Whatever uses it carries `xdist_group("infra")`."""
    folder = tmp_path_factory.mktemp("bare")
    with emulator("http://127.0.0.1:9", folder / "emulator.log") as endpoint:
        yield deploy(endpoint, checked, folder / "faults.json")


@pytest.fixture(scope="module")
def stack(trino: Trino, checked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A new deployment, its tables made, empty. Whatever uses it carries `xdist_group("athena")`, since catalogs of one name serve one emulator."""
    _forget_catalogs(trino)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SFN_WAIT_SCALE", "0.1")
        faults = tmp_path_factory.mktemp("faults") / "faults.json"
        patch.setenv(FAULTS, str(faults))
        with emulator(f"http://127.0.0.1:{trino.port}", tmp_path_factory.mktemp("aws") / "emulator.log") as endpoint:
            deployed = deploy(endpoint, checked, faults)
            for name in [name for name in os.environ if name.startswith(("KEROK_", "AWS_"))]:
                patch.delenv(name)
            for name, value in deployed.variables.items():
                patch.setenv(name, value)
            from kerok import cloud

            cloud.client.cache_clear()
            bootstrap(load_settings(str(tmp_path_factory.mktemp("deployer")), engine="athena"))
            yield deployed
            cloud.client.cache_clear()
    _forget_catalogs(trino)


def _forget_catalogs(trino: Trino) -> None:
    for catalog in ("awsdatacatalog", "external"):
        trino.query(f"DROP CATALOG IF EXISTS {catalog}")
