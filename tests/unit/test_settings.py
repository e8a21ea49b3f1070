"""Settings: which value wins, and what is said of a wrong one. (As the command shows them: tests/cli/test_home.py.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from kerok.errors import UsageError
from kerok.settings import DEFAULT_HOME, SETTINGS, load_settings, resolve_home


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("KEROK_HOME", *(s.variable for s in SETTINGS)):
        monkeypatch.delenv(variable, raising=False)


def test_defaults_without_any_file(tmp_path: Path) -> None:
    settings = load_settings(str(tmp_path))
    assert settings.values == {s.name: s.default for s in SETTINGS}
    assert set(settings.origins) == {"home", *(s.name for s in SETTINGS)}
    assert settings["load.max_file_gb"] == 16


def test_names_and_variables_are_unique_and_defaults_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({s.name for s in SETTINGS}) == len({s.variable for s in SETTINGS}) == len(SETTINGS)
    assert all(s.variable.startswith("KEROK_") and s.name.count(".") == 1 for s in SETTINGS)
    for setting in SETTINGS:
        monkeypatch.setenv(setting.variable, str(setting.default))
    assert load_settings(str(tmp_path)).values == {s.name: s.default for s in SETTINGS}


def test_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve_home(None) == (DEFAULT_HOME, "default")
    monkeypatch.setenv("KEROK_HOME", "")
    assert resolve_home(None) == (DEFAULT_HOME, "default")
    monkeypatch.setenv("KEROK_HOME", "x/../y")
    monkeypatch.chdir(tmp_path)
    assert resolve_home(None) == (tmp_path / "y", "KEROK_HOME")
    assert resolve_home("z") == (tmp_path / "z", "--home")


@pytest.mark.parametrize("name", ["with blank", "it's", 'a"b', "100%", "100%25", "%41", "ümläut", "日本", "a*b", "a[b]", "a;b", "a&b=c", "a:b", "a\\b"])
def test_homes_that_are_taken(tmp_path: Path, name: str) -> None:
    """Each holds a lake that every reader reads: tests/unit/test_lake_paths.py."""
    assert resolve_home(str(tmp_path / name)) == (tmp_path / name, "--home")


@pytest.mark.parametrize(("name", "shown"), [("a#b", "#"), ("a?b", "?"), ("a\nb", "\\n"), ("a\x7fb", "\\x7f"), ("a#?b", "# ?")])
@pytest.mark.parametrize("origin", ["--home", "KEROK_HOME"])
def test_homes_that_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, shown: str, origin: str) -> None:
    if origin == "KEROK_HOME":
        monkeypatch.setenv("KEROK_HOME", f"/tmp/{name}/lake")
    with pytest.raises(UsageError) as refused:
        resolve_home(f"/tmp/{name}/lake" if origin == "--home" else None)
    assert refused.value.what == f"a lake cannot lie in a folder whose path has {shown}"
    assert refused.value.where.startswith(f"{origin}: '/tmp/a")
    assert refused.value.hint
    assert "\n" not in refused.value.where


def test_the_folder_kerok_toml_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "kerok.toml").mkdir()
    assert load_settings(str(tmp_path)).origins["engine.threads"] == "default"


@pytest.mark.parametrize(("text", "value"), [("4GB", "4GB"), (" 1.5 GiB ", "1.5 GiB"), ("500mb", "500mb"), ("1000B", "1000B")])
def test_memory_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, value: str) -> None:
    monkeypatch.setenv("KEROK_MEMORY_LIMIT", text)
    assert load_settings(str(tmp_path))["engine.memory_limit"] == value


@pytest.mark.parametrize("text", ["4", "80%", "GB", "-4GB", "4 PB", "4GB; SET x"])
def test_memory_limits_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("KEROK_MEMORY_LIMIT", text)
    with pytest.raises(UsageError, match=r"engine\.memory_limit cannot be"):
        load_settings(str(tmp_path))


@pytest.mark.parametrize(("text", "value"), [("7", 7), (" 7 ", 7), ("0", 0)])
def test_whole_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, value: int) -> None:
    monkeypatch.setenv("KEROK_KEEP_DAYS", text)
    assert load_settings(str(tmp_path))["maintain.keep_days"] == value


@pytest.mark.parametrize("text", ["-1", "1.5", "1e3", "a", "1_000", "0x10"])
def test_numbers_that_are_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("KEROK_KEEP_DAYS", text)
    with pytest.raises(UsageError) as refused:
        load_settings(str(tmp_path))
    assert refused.value.where == "KEROK_KEEP_DAYS"
    assert refused.value.hint == "snapshots younger than this stay readable"


# ------------------------------------------------------------------------------------------ what goes together

TRINO = {"KEROK_ENGINE": "trino", "KEROK_TRINO_URL": "http://trino:8080", "KEROK_TRINO_CATALOG": "lake", "KEROK_WAREHOUSE": "s3://bucket/lake"}
POSTGRES = {"KEROK_CATALOG": "postgres", "KEROK_CATALOG_URL": "postgresql://host/lake"}
REST = {"KEROK_CATALOG": "rest", "KEROK_CATALOG_URL": "https://catalog", "KEROK_WAREHOUSE": "s3://bucket/lake"}
GLUE = {"KEROK_CATALOG": "glue", "KEROK_WAREHOUSE": "s3://bucket/lake"}

WORKS = [
    {}, POSTGRES, POSTGRES | {"KEROK_WAREHOUSE": "s3://bucket"}, REST, GLUE,
    TRINO | POSTGRES, TRINO | POSTGRES | {"KEROK_WAREHOUSE": "/srv/lake"}, TRINO | REST, TRINO | GLUE,
    GLUE | {"KEROK_ENGINE": "athena"},
    TRINO | POSTGRES | {"KEROK_TRINO_URL": "https://trino", "KEROK_TRINO_PASSWORD": "hush"}, TRINO | POSTGRES | {"KEROK_TRINO_URL": "https://trino", "KEROK_TRINO_CERTIFICATE": "me.pem"},
]  # fmt: skip
REFUSED = [
    (TRINO, "a file in the lake's folder", "KEROK_CATALOG=postgres"),
    (GLUE | {"KEROK_ENGINE": "athena"} | POSTGRES, "Athena reads no catalog but Glue", "KEROK_CATALOG=glue"),
    ({"KEROK_ENGINE": "athena"}, "Athena reads no catalog but Glue", "KEROK_CATALOG=glue"),
    (TRINO | POSTGRES | {"KEROK_TRINO_URL": ""}, "Trino's address is not set", "KEROK_TRINO_URL="),
    (TRINO | POSTGRES | {"KEROK_TRINO_CATALOG": ""}, "Trino's name for the catalog", "SHOW CATALOGS"),
    (TRINO | POSTGRES | {"KEROK_TRINO_PASSWORD": "hush"}, "a password is not sent", "https://"),
    (TRINO | POSTGRES | {"KEROK_TRINO_CERTIFICATE": "me.pem"}, "a certificate is of use", "https://"),
    (TRINO | POSTGRES | {"KEROK_TRINO_URL": "https://trino", "KEROK_TRINO_PASSWORD": "hush", "KEROK_TRINO_CERTIFICATE": "me.pem"}, "not by both", "unset KEROK_TRINO_PASSWORD"),
    (TRINO | POSTGRES | {"KEROK_WAREHOUSE": ""}, "where Trino shall keep the tables", "KEROK_WAREHOUSE="),
    ({"KEROK_CATALOG": "postgres"}, "the address of the Postgres catalog", "KEROK_CATALOG_URL="),
    (POSTGRES | {"KEROK_CATALOG_URL": "https://u:hush@x"}, "the address of the Postgres catalog", "KEROK_CATALOG_URL="),
    (REST | {"KEROK_CATALOG_URL": "postgresql://host/lake"}, "the address of the REST catalog", "KEROK_CATALOG_URL="),
    (REST | {"KEROK_WAREHOUSE": ""}, "tables that a REST catalog lists lie in S3", "KEROK_WAREHOUSE=s3://"),
    (TRINO | REST | {"KEROK_WAREHOUSE": "/srv/lake"}, "tables that a REST catalog lists lie in S3", "KEROK_WAREHOUSE=s3://"),
    ({"KEROK_WAREHOUSE": "s3://bucket/lake"}, "tables in that folder", "KEROK_CATALOG=postgres"),
    ({"KEROK_WAREHOUSE": "/srv/lake"}, "tables in that folder", "unset KEROK_WAREHOUSE"),
    (GLUE | {"KEROK_WAREHOUSE": "/srv/lake"}, "lie in S3", "KEROK_WAREHOUSE=s3://"),
]


@pytest.mark.parametrize("variables", WORKS, ids=str)
def test_combinations_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert load_settings(str(tmp_path))["engine.kind"] == variables.get("KEROK_ENGINE", "duckdb")


@pytest.mark.parametrize(("variables", "why", "hint"), REFUSED, ids=str)
def test_combinations_that_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], why: str, hint: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as refused:
        load_settings(str(tmp_path))
    assert why in refused.value.what
    assert hint in refused.value.hint
    assert "KEROK_" in refused.value.where or "default" in refused.value.where, "says where the settings at fault came from"
    assert "hush" not in str(refused.value)


def test_the_engine_of_one_call_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (TRINO | POSTGRES).items():
        monkeypatch.setenv(name, value)
    settings = load_settings(str(tmp_path), engine="duckdb")
    assert (settings["engine.kind"], settings.origins["engine.kind"]) == ("duckdb", "--engine")
    monkeypatch.delenv("KEROK_CATALOG")
    with pytest.raises(UsageError, match="a file in the lake's folder") as refused:
        load_settings(str(tmp_path), engine="trino")
    assert refused.value.where == "engine.kind = 'trino' (--engine); catalog.kind = 'sqlite' (default)"


@pytest.mark.parametrize(("variable", "name"), [(s.variable, s.name) for s in SETTINGS if s.is_secret])
def test_secrets_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, name: str) -> None:
    assert load_settings(str(tmp_path), check=False).shown(name) == ""
    monkeypatch.setenv(variable, " hush ")
    settings = load_settings(str(tmp_path), check=False)
    assert (settings[name], settings.shown(name)) == (" hush ", "***")
    section, _, key = name.partition(".")
    (tmp_path / "kerok.toml").write_text(f"[{section}]\n{key} = 123456\n")
    monkeypatch.delenv(variable)
    with pytest.raises(UsageError) as refused:
        load_settings(str(tmp_path))
    assert "123456" not in str(refused.value)


def test_a_password_inside_an_address_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_CATALOG", "postgres")
    monkeypatch.setenv("KEROK_CATALOG_URL", "postgresql://ana:hu:sh@host:5432/lake")
    settings = load_settings(str(tmp_path))
    assert settings["catalog.url"].endswith("hu:sh@host:5432/lake")
    assert settings.shown("catalog.url") == "postgresql://ana:***@host:5432/lake"
    monkeypatch.setenv("KEROK_TRINO_URL", "https://ana:hush@host")
    with pytest.raises(UsageError, match=r"engine\.url cannot be 'https://ana:\*\*\*@host'"):
        load_settings(str(tmp_path))


@pytest.mark.parametrize(
    ("url", "wanted"), [("", "{home}/warehouse"), ("tables", "{home}/tables"), ("/srv/lake/", "/srv/lake"), ("s3://b/p/", "s3://b/p")]
)
def test_the_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, wanted: str) -> None:
    monkeypatch.setenv("KEROK_WAREHOUSE", url)
    assert load_settings(str(tmp_path), check=False).warehouse == wanted.format(home=tmp_path)
