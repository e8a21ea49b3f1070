"""Contracts as they are read from `sql/**`: what is declared, and what is said of a mistake in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerok import contracts as declared
from kerok.errors import KerokError
from tests.support.lakes import expect_error

_CACHED = ("contracts", "reference", "roles", "role_sets", "fingerprint", "_environment", "_missing_tokens")


def _forget_all() -> None:
    for name in _CACHED:
        getattr(declared, name).cache_clear()


@pytest.fixture
def sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the folder `sql`, which the contracts are then read from."""
    copied = tmp_path / "sql"
    shutil.copytree(declared.sql_folder(), copied)
    monkeypatch.setattr(declared, "sql_folder", lambda: copied)
    _forget_all()
    yield copied
    monkeypatch.undo()
    _forget_all()


def _add(sql: Path, name: str, body: str, select: str = "SELECT 1 AS a") -> None:
    (sql / "gold" / f"{name}.yml").write_text(body)
    (sql / "gold" / f"{name}.sql").write_text(select)


def _contract(name: str, inputs: str = "[]", columns: str = "[{name: a, type: bigint}]", kind: str = "step") -> str:
    return f"name: {name}\nkind: {kind}\ngrain: one row\ninputs: {inputs}\ncolumns: {columns}\n"


class TestWhatIsDeclared:
    def test_inputs_come_before_their_readers(self) -> None:
        seen: set[str] = set()
        for contract in declared.contracts().values():
            assert all(needed in seen or needed.startswith("staged_") for needed in contract.inputs), contract.name
            seen.add(contract.name)

    def test_every_contract_has_its_parts(self) -> None:
        for name, contract in declared.contracts().items():
            assert contract.name == name
            assert contract.kind in declared.KINDS
            assert contract.layer in declared.LAYERS
            assert contract.columns or contract.kind == "step"
            assert len(set(contract.column_names)) == len(contract.columns), f"{name}: a column twice"
            assert set(contract.key) <= set(contract.column_names)
            assert set(contract.sort) <= set(contract.column_names)
            assert not contract.partition or contract.kind == "step" or contract.partition in contract.column_names
            if contract.kind == "table":
                assert contract.key, name
                assert contract.checks or contract.layer == "ops" or "file_sha256" in contract.key, f"{name}: only images of the ledger need no check"
                assert contract.steps, name

    def test_column(self) -> None:
        assert declared.contracts()["silver_pbj_daily"].column("hrs_rn").type == "decimal(9,2)"
        with pytest.raises(StopIteration):
            declared.contracts()["silver_pbj_daily"].column("nosuch")

    def test_readers_of_the_silver_rows(self) -> None:
        names = [c.name for c in declared.readers_of({"silver_pbj_daily"})]
        assert names[0] == "gold_daily_staffing_fact"
        assert {"gold_monthly_staffing_fact", "gold_quarterly_provider_fact", "gold_facility_dim"} <= set(names)
        assert "silver_pbj_daily" not in names
        assert [c.kind for c in declared.readers_of({"silver_pbj_daily"})] == ["table"] * len(names)

    def test_readers_of_nothing(self) -> None:
        assert declared.readers_of(set()) == []


class TestExpansion:
    def test_roles_and_role_sets(self) -> None:
        assert [r["name"] for r in declared.roles()] == ["rndon", "rnadmin", "rn", "lpnadmin", "lpn", "cna", "natrn", "medaide"]
        names = [s["name"] for s in declared.role_sets()]
        assert names[:8] == ["cms_total", "cms_rn", "cms_lpn", "cms_licensed", "cms_aide", "care", "rn_care", "rn_lpn_cna"]
        assert names[8:] == [f"role_{r['name']}" for r in declared.roles()]
        known = {r["name"] for r in declared.roles()}
        assert all(set(s["members"]) <= known and s["version"] and s["title"] for s in declared.role_sets())

    def test_each_role(self, sql: Path) -> None:
        _add(sql, "t", _contract("t", columns='[{each: role, name: "x_{role}", type: bigint, meaning: "Of {role_title}", source: "{column}"}]'))
        columns = declared.contracts()["t"].columns
        assert [c.name for c in columns][:2] == ["x_rndon", "x_rnadmin"]
        assert len(columns) == 8
        assert (columns[2].meaning, columns[2].source) == ("Of registered nurses", "Hrs_RN") or columns[2].source.lower() == "hrs_rn"

    def test_each_role_set_and_only_several(self, sql: Path) -> None:
        _add(sql, "t", _contract("t", columns='[{each: role_set, name: "{role_set}_hours", type: bigint}]'))
        _add(sql, "u", _contract("u", columns='[{each: role_set, only: several, name: "{role_set}_hours", type: bigint}]'))
        assert len(declared.contracts()["t"].columns) == len(declared.role_sets())
        several = [s["name"] for s in declared.role_sets() if len(s["members"]) > 1]
        assert [c.name for c in declared.contracts()["u"].columns] == [f"{s}_hours" for s in several]

    def test_a_bare_name_is_the_shared_definition_and_what_is_given_wins(self, sql: Path) -> None:
        _add(sql, "t", _contract("t", columns="[ccn, {name: work_date, caveat: mine}]"))
        ccn, day = declared.contracts()["t"].columns
        assert ccn == declared.contracts()["silver_pbj_daily"].column("ccn")
        assert (day.type, day.caveat) == ("date", "mine")
        assert day.meaning


class TestMistakes:
    def test_a_circle_is_shown(self, sql: Path) -> None:
        for name, needs in (("a1", "b1"), ("b1", "c1"), ("c1", "a1")):
            _add(sql, name, _contract(name, f"[{needs}]"))
        error = expect_error_what(declared.contracts)
        assert error.what == "inputs form a circle"
        assert error.where == "a1 -> b1 -> c1 -> a1"

    def test_reading_oneself_is_a_circle(self, sql: Path) -> None:
        _add(sql, "a1", _contract("a1", "[a1]"))
        assert expect_error_what(declared.contracts).where == "a1 -> a1"

    def test_an_unknown_input_names_its_reader(self, sql: Path) -> None:
        _add(sql, "a1", _contract("a1", "[no_such_table]"))
        error = expect_error(declared.contracts)
        assert (error.what, error.where) == ("no contract named no_such_table", "inputs of a1")

    @pytest.mark.parametrize("place", ["gold/gold_facility_dim.yml", "columns.yml", "reference/roles.yml"])
    def test_bad_yaml_names_file_and_line(self, sql: Path, place: str) -> None:
        path = sql / place
        good = path.read_text().splitlines()
        path.write_text("\n".join([*good[:3], "  bad: [unclosed", *good[3:]]))
        error = expect_error(lambda: (declared.contracts(), declared.role_sets()))
        assert error.what == f"cannot read {path.name}"
        assert "line " in error.where

    @pytest.mark.parametrize(
        "columns",
        ["[{name: a}]", "[no_such_shared_column]", "[{name: a, type: bigint, meanng: typo}]", "[{each: rôle, name: a, type: bigint}]",
         '[{each: role, name: "{role_sett}", type: bigint}]', "[7]"],
    )  # fmt: skip
    def test_a_column_that_is_none(self, sql: Path, columns: str) -> None:
        _add(sql, "t", _contract("t", columns=columns))
        error = expect_error(declared.contracts)
        assert error.what == "t.yml is no contract"
        assert error.where.startswith("sql/gold/t.yml: ")

    @pytest.mark.parametrize("part", ["name", "kind", "grain", "columns"])
    def test_a_missing_part_is_named(self, sql: Path, part: str) -> None:
        _add(sql, "t", "\n".join(line for line in _contract("t").splitlines() if not line.startswith(part)))
        assert part in expect_error(declared.contracts).where

    def test_a_wrong_template_names_its_file(self, sql: Path) -> None:
        _add(sql, "t", _contract("t"), "SELECT {{ nosuch }} AS a")
        error = expect_error_what(lambda: declared.house_sql("t"))
        assert error.where == "sql/gold/t.sql"
        assert "nosuch" in error.what

    def test_a_table_without_sql(self) -> None:
        error = expect_error(lambda: declared.house_sql("ops_file_log"))
        assert "ops_file_log has no SQL" in error.what


class TestFingerprint:
    def test_it_follows_every_file_and_name(self, sql: Path) -> None:
        seen = {declared.fingerprint()}

        def changed() -> None:
            declared.fingerprint.cache_clear()
            assert declared.fingerprint() not in seen
            seen.add(declared.fingerprint())

        (sql / "gold" / "new.sql").write_text("SELECT 1")
        changed()
        (sql / "gold" / "new.sql").write_text("SELECT 2")
        changed()
        (sql / "gold" / "new.sql").rename(sql / "gold" / "newer.sql")
        changed()
        (sql / "reference" / "roles.yml").write_text((sql / "reference" / "roles.yml").read_text() + "\n")
        changed()

    def test_it_is_that_of_the_copy(self, sql: Path) -> None:
        copied = declared.fingerprint()
        shutil.copytree(sql, sql.parent / "again")
        declared.fingerprint.cache_clear()
        assert declared.fingerprint() == copied


def expect_error_what(work: object) -> KerokError:
    """The error that a piece of work ends in."""
    with pytest.raises(KerokError) as caught:
        work()  # type: ignore[operator]
    return caught.value
