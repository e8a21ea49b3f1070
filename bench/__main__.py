"""``make bench``: every figure of the speed and memory table, as ratios in this run.

python -m bench [--rounds 3] [--quarters 12] [--facilities 14500] [--folder DIR] [--only ingest,dirty,...]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.measure import KEROK, Cost, interleaved, kerok, median, ratio, run
from kerok.report import table

REFERENCE = 2.61
"""Seconds of the floor on two cores of the machine that the musts in seconds were written down on."""


class Bench:
    """The measurements; files and lakes are made once and shared."""

    def __init__(self, folder: Path, rounds: int, quarters: int, facilities: int) -> None:
        self.folder, self.rounds, self.facilities = folder, rounds, facilities
        last = 2023 * 4 + quarters - 1
        self.span = f"2023Q1..{last // 4}Q{last % 4 + 1}"
        self.rows: list[list[str]] = []
        self._floors: list[Cost] = []

    def note(self, work: str, must: str, aim: str, got: str) -> None:
        self.rows.append([work, must, aim, got])
        print(f"{work}: {got}   (must {must}, aim {aim})", flush=True)

    # ------------------------------------------------------------------------------------ material

    def files(self) -> list[Path]:
        target = self.folder / "clean"
        if not target.exists():
            self._make(target, self.span)
        return sorted(target.glob("PBJ*.csv"), key=lambda p: p.stem[-4:] + p.stem[-7:-5])

    def _make(self, target: Path, quarters: str, *options: str) -> None:
        """In a process of its own: what this one has had in memory counts as the peak of whatever it starts."""
        run([*KEROK, "synth", str(target), "--facilities", str(self.facilities), "--quarters", quarters, "--seed", "7", *options])

    def dirty(self) -> Path:
        target = self.folder / "dirty"
        if not target.exists():
            self._make(target, "2023Q1", "--dirt", "0.001")
        return next(target.glob("PBJ*.csv"))

    def floor(self, source: Path) -> Cost:
        """The floor reads UTF-8 (DuckDB refuses cp1252); the copy is made outside the measurement."""
        copy = self.folder / f"{source.stem}.utf8.csv"
        if not copy.exists():
            copy.write_bytes(source.read_bytes().decode("cp1252").encode("utf-8"))
        return run([sys.executable, "-m", "bench.floor", str(copy), str(self.folder / "floor.parquet")])

    def fresh(self, name: str = "fresh") -> Path:
        home = self.folder / name
        shutil.rmtree(home, ignore_errors=True)
        return home

    def history(self) -> Path:
        """A lake with all quarters and releases, loaded once."""
        home = self.folder / "history"
        if not (home / "catalog.db").exists():
            self.history_cost = kerok(home, "ingest", *map(str, self.files()))
            kerok(home, "ingest", *map(str, sorted((self.folder / "clean").glob("NH*.csv"))))
        return home

    # ------------------------------------------------------------------------------------ rows of the table

    def ingest(self) -> None:
        source, dirty = self.files()[0], self.dirty()
        self.floor(source)
        costs = interleaved(
            self.rounds, floor=lambda: self.floor(source), clean=lambda: kerok(self.fresh(), "ingest", str(source)),
            dirty=lambda: kerok(self.fresh(), "ingest", "--accept-loss", str(dirty)),
        )  # fmt: skip
        floor, clean, bad = (median(costs[n]) for n in ("floor", "clean", "dirty"))
        print(f"floor {floor.wall:.2f} s, {floor.cpu:.2f} cpu-s, {floor.rss:.0f} MB; file {source.stat().st_size / 1e6:.0f} MB")
        self.note("clean national quarter, whole command, new lake", "2.5x, 1.2 GB", "1.6x",
                  f"{ratio(costs['clean'], costs['floor']):.2f}x ({clean.wall:.2f} s, {clean.cpu:.2f} cpu-s, {clean.rss:.0f} MB)")  # fmt: skip
        self.note("the same with 0.1 % dirty rows and duplicates", "3.3x", "2x",
                  f"{ratio(costs['dirty'], costs['floor']):.2f}x ({bad.wall:.2f} s, {bad.cpu:.2f} cpu-s, {bad.rss:.0f} MB)")  # fmt: skip

    def rerelease(self) -> None:
        """The first quarter again with one byte more, as a re-release."""
        source = self.files()[0]
        alone = self.folder / "alone"
        if not (alone / "catalog.db").exists():
            kerok(alone, "ingest", str(source))
        history = self.history()

        def again(home: Path) -> Cost:
            moment = time.time_ns() // 1000  # bytes that a lake kept from an earlier run does not know either
            copy = self.folder / f"rerelease-{moment}.csv"
            text = source.read_bytes()
            first = text.index(b"\n") + 1
            copy.write_bytes(text[:first] + text[first:].replace(b",0,0,0,", f",0,{moment % 10_000}.{moment // 10_000 % 100:02d},0,".encode(), 1))
            try:
                return kerok(home, "ingest", str(copy))
            finally:
                copy.unlink()

        costs = interleaved(self.rounds, alone=lambda: again(alone), history=lambda: again(history))
        self.note("re-release with 12 others loaded, against 1", "1.15", "1.0",
                  f"{ratio(costs['history'], costs['alone']):.2f} ({median(costs['history']).wall:.2f} s against {median(costs['alone']).wall:.2f} s)")  # fmt: skip

    def many(self) -> None:
        home, files = self.fresh("many"), self.files()
        single = kerok(self.fresh(), "ingest", str(files[0]))
        cost = kerok(home, "ingest", *map(str, files))
        self.note(f"{len(files)} national quarters in one ingest", f"{len(files)} x the single one", "less", f"{cost.wall / single.wall:.2f} x ({cost.wall:.1f} s; {cost.rss:.0f} MB)")
        shutil.rmtree(home)

    def small(self) -> None:
        history, source = self.history(), self.files()[0]
        question = "SELECT quarter, hprd FROM vw_facility_hprd WHERE ccn = '970000' AND role_set = 'cms_total' ORDER BY quarter"
        kerok(history, "query", question)
        alone = self.folder / "alone-noop"
        if not (alone / "catalog.db").exists():
            kerok(alone, "ingest", str(source))
        costs = interleaved(
            max(self.rounds, 5), noop=lambda: kerok(alone, "ingest", str(source)), help=lambda: kerok(history, "--help"),
            query=lambda: kerok(history, "query", question), python=lambda: run([sys.executable, "-c", "pass"]),
        )  # fmt: skip
        bare = median(costs["python"]).wall
        for name, must, aim in (("noop", "0.5 s", "0.3 s"), ("help", "0.15 s", "0.1 s"), ("query", "0.5 s", "0.3 s")):
            work = {"noop": f"no-op ingest of a {source.stat().st_size / 1e6:.0f} MB file", "help": "kerok --help", "query": "cold kerok query, one facility, all quarters"}[name]
            self.note(work, must, aim, f"{median(costs[name]).wall:.2f} s (bare python {bare:.2f} s)")

    def views(self) -> None:
        few, all_ = _seconds_per_view(self._one()), _seconds_per_view(self.history())
        worst = max(all_, key=lambda n: all_[n])
        for name in all_:
            print(f"  {name}: {all_[name] * 1000:.0f} ms over all quarters, {few[name] * 1000:.0f} ms over one, ratio {all_[name] / few[name]:.1f}")
        self.note("every view, grouped by state and month, 12 quarters", "0.3 s; ratio 3", "0.1 s",
                  f"slowest {all_[worst]:.2f} s ({worst}); worst ratio {max(all_[n] / few[n] for n in all_):.1f} (of milliseconds, warm)")  # fmt: skip
        ratios = {}
        for name, question in GROUPS.items():
            costs = interleaved(self.rounds, one=lambda q=question: kerok(self._one(), "query", q), history=lambda q=question: kerok(self.history(), "query", q))  # type: ignore[misc]
            ratios[name] = ratio(costs["history"], costs["one"])
        worst = max(ratios, key=lambda n: ratios[n])
        self.note("the same as whole commands, cold", "ratio 3", "", f"worst ratio {ratios[worst]:.1f} ({worst})")
        for scope, must in (("one facility", 0.3), ("one state", 0.3), ("the nation, one quarter", 3), ("the nation", 3)):
            seconds = seconds_per_question(self.history(), ANALYSTS, scope)
            slow = {n: s for n, s in sorted(seconds.items(), key=lambda i: -i[1]) if s > must}
            print(f"  {scope}: " + ", ".join(f"{n} {s * 1000:.0f} ms" for n, s in seconds.items()))
            slowest = max(seconds, key=lambda n: seconds[n])
            self.note(f"each analysts' view, all quarters, {scope}", f"{must} s", "", f"slowest {seconds[slowest]:.2f} s ({slowest}); above: {', '.join(slow) or 'none'}")

    def _one(self) -> Path:
        home = self.folder / "one"
        if not (home / "catalog.db").exists():
            kerok(home, "ingest", str(self.files()[0]), str(sorted((self.folder / "clean").glob("NH*.csv"))[0]))
        return home

    def trino(self) -> None:
        from bench.on_trino import measure
        from tests.support.national import TOTALS, national_quarter

        rebuilt = [national_quarter(self.folder, quarter) for quarter in ("2025Q2", "2025Q3")] if TOTALS.exists() else self.files()[:2]
        found = measure(self.folder, rebuilt)
        (first, before), (second, steps) = found.loads
        for step in sorted(steps.seconds, key=lambda s: -steps.seconds[s])[:20]:
            print(f"  {step}: {before.seconds.get(step, 0):.1f} s, then {steps.seconds[step]:.1f} s; {before.read.get(step, 0) / 1e6:.1f} MB read, then {steps.read[step] / 1e6:.1f} MB")
        self.note("Rhode Island's quarter into a new lake on a running Trino", "60 s", "", f"{found.small[0]:.0f} s as its first load, {found.small[1]:.0f} s as its second")
        read = [sum(s.read.values()) / 1e6 for _, s in found.loads]
        self.note("national quarter on Trino: content, the second against the first", "as DuckDB; 1.2", "",
                  f"{'the same' if found.is_the_same else 'NOT THE SAME'}; {second / first:.2f} ({second:.0f} s / {first:.0f} s); {read[0]:.0f} MB read, then {read[1]:.0f} MB")  # fmt: skip

    def trace(self) -> None:
        home = self._one()
        costs = [kerok(home, "trace", "vw_facility_hprd", "ccn=970000", "quarter=2023Q1", "role_set=cms_total") for _ in range(max(self.rounds, 3))]
        self.note("kerok trace of one facility-quarter", "2 s", "1 s", f"{median(costs).wall:.2f} s")

    def dashboard(self) -> None:
        from bench.dashboard import look

        one, all_ = look(self._one(), "970000"), look(self.history(), "970000")
        warm, cold = (max((seconds, name) for name, seconds in found.items()) for found in (all_.warm, all_.cold))
        few = [one.first, *one.warm.values(), *one.cold.values()]
        many = [all_.first, *all_.warm.values(), *all_.cold.values()]
        self.note("dashboard: page change warm and cold, 12 quarters", "0.4 s; 1.0 s", "", f"{warm[0]:.2f} s ({warm[1]}); {cold[0]:.2f} s ({cold[1]}), the slowest of nine")
        self.note("dashboard: first load, facility, scatter", "2.5 s; 1.5 s; 2 s", "", f"{all_.first:.2f} s, facility {all_.facility:.2f} s, scatter {all_.scatter:.2f} s")
        floor = self.floor(self.files()[0]).wall
        self.note("this machine meanwhile: the floor", "", "", f"{floor:.2f} s, {floor / REFERENCE:.2f} of what it took where the musts were written ({REFERENCE} s)")
        self.note("dashboard: 10 sessions; 12 quarters against 1", "500 MB; 1.2", "", f"{all_.rss:.0f} MB; {sum(many) / sum(few):.2f}")

    def analysts(self) -> None:
        """Two releases of one national quarter compared, and one home's days around a date over all quarters."""
        one, history = self._one(), self.history()
        source, again = self.files()[0], self.folder / "again.csv"
        if not again.exists():
            lines = source.read_bytes().splitlines(keepends=True)
            again.write_bytes(lines[0] + b"".join(line.replace(b",0,0,0,", b",0,1,0,", 1) if n % 500 == 0 else line for n, line in enumerate(lines[1:]) if n % 14_000))
        two = self.folder / "two"
        if not (two / "catalog.db").exists():
            kerok(two, "ingest", str(source), "--published", "2023-08-01")
            kerok(two, "ingest", str(again), "--published", "2023-11-01")
        costs = interleaved(
            self.rounds, moments=lambda: kerok(two, "diff", "2023Q1@2023-09-01", "2023Q1"), files=lambda: kerok(two, "diff", str(source), str(again)),
            one=lambda: kerok(one, "incident", "970000", "2023-02-14"), all=lambda: kerok(history, "incident", "970000", "2023-02-14"),
        )  # fmt: skip
        moments, files, few, many = (median(costs[n]) for n in ("moments", "files", "one", "all"))
        self.note("kerok diff of a national quarter at two moments", "5 s", "3 s", f"{moments.wall:.2f} s ({moments.cpu:.2f} cpu-s, {moments.rss:.0f} MB)")
        self.note("kerok diff of two national files, read anew", "", "", f"{files.wall:.2f} s ({files.cpu:.2f} cpu-s, {files.rss:.0f} MB)")
        self.note("kerok incident, all quarters loaded", "0.5 s", "0.3 s", f"{many.wall:.2f} s (one quarter {few.wall:.2f} s)")


GROUPS = {
    "vw_facility_hprd": "SELECT state, quarter, role_set, sum(hours), sum(resident_days) FROM vw_facility_hprd GROUP BY state, quarter, role_set",
    "vw_state_hprd": "SELECT state, quarter, role_set, sum(hours), sum(resident_days) FROM vw_state_hprd GROUP BY state, quarter, role_set",
    "vw_national_hprd": "SELECT quarter, role_set, sum(hours), sum(resident_days) FROM vw_national_hprd GROUP BY quarter, role_set",
    "vw_staffing_mix": "SELECT state, month, sum(hours), sum(contract_hours) FROM vw_staffing_mix WHERE role_set = 'cms_total' GROUP BY state, month",
    "vw_bed_utilization": "SELECT state, month, sum(resident_days), sum(bed_days) FROM vw_bed_utilization GROUP BY state, month",
    "vw_staffing_vs_occupancy": "SELECT state, month, sum(hours), sum(resident_days) FROM vw_staffing_vs_occupancy WHERE role_set = 'cms_total' GROUP BY state, month",
    "vw_reconciliation": "SELECT quarter, measure, count(*), count_if(agrees) FROM vw_reconciliation GROUP BY quarter, measure",
}


# the analysts' views: how a row's facility and state are named, and what is counted of all rows
ANALYSTS = {
    "vw_benchmarks": ("", "area = '{state}' AND role_set = 'cms_total'", "role_set = 'cms_total'"),
    "vw_facility_percentile": ("ccn = '{ccn}' AND role_set = 'cms_total'", "area = '{state}' AND role_set = 'cms_total'", "role_set = 'cms_total'"),
    "vw_peers": ("ccn = '{ccn}'", "why LIKE '{state},%' AND quarter = '{quarter}'", "1 = 1"),
    "vw_group_hprd": ("", "dimension = 'county' AND value LIKE '%, {state}' AND role_set = 'cms_total'", "role_set = 'cms_total'"),
    "vw_state_staffing_mix": ("", "state = '{state}'", "1 = 1"),
    "vw_national_staffing_mix": ("", "", "1 = 1"),
    "vw_coverage_days": ("ccn = '{ccn}'", "state = '{state}'", "1 = 1"),
    "vw_facility_changes": ("ccn = '{ccn}'", "", "1 = 1"),
    "vw_before_after": ("ccn = '{ccn}'", "", "1 = 1"),
    "vw_presence": ("ccn = '{ccn}'", "state = '{state}'", "1 = 1"),
    "vw_possible_successor": ("ccn = '{ccn}'", "state = '{state}'", "1 = 1"),
    "vw_thresholds": ("", "area = '{state}'", "1 = 1"),
    "vw_expected_staffing": ("ccn = '{ccn}'", "state = '{state}'", "1 = 1"),
    "vw_anomalies": ("ccn = '{ccn}'", "state = '{state}'", "1 = 1"),
    "vw_anomaly_rates": ("", "", "1 = 1"),
}


def seconds_per_question(home: Path, views: dict[str, tuple[str, str, str]], scope: str) -> dict[str, float]:
    """Warm medians, on two threads, of reading every row that a view has of one facility, one state or the nation."""
    import os

    from kerok import contracts as declared
    from kerok.lake import Lake
    from kerok.query import Reader
    from kerok.settings import load_settings

    os.environ["KEROK_THREADS"] = "2"
    place = {"one facility": 0, "one state": 1}.get(scope, 2)
    reader, seconds = Reader(Lake(load_settings(str(home)))), {}
    with reader.open() as con:
        quarter, ccn, state = con.execute("SELECT quarter, ccn, state FROM gold_quarterly_provider_fact ORDER BY quarter DESC, ccn LIMIT 1").fetchall()[0]
        for name, wheres in views.items():
            where = wheres[place].format(ccn=ccn, state=state, quarter=quarter)
            if not where or (scope.endswith("one quarter") and "quarter" not in declared.contracts()[name].column_names):
                continue
            if scope.endswith("one quarter"):
                where += f" AND quarter = '{quarter}'"
            times = []
            # min(COLUMNS(*)) reads every column of every row and gives one row: what is measured is the view
            for _ in range(4):
                started = time.perf_counter()
                con.execute(f"SELECT min(COLUMNS(*)) FROM {name} WHERE {where}").fetchall()
                times.append(time.perf_counter() - started)
            seconds[name] = statistics.median(times[1:])
    return seconds


def _seconds_per_view(home: Path) -> dict[str, float]:
    """Warm medians, on two threads, of each view's grouping."""
    import os

    from kerok.lake import Lake
    from kerok.query import Reader
    from kerok.settings import load_settings

    os.environ["KEROK_THREADS"] = "2"
    reader = Reader(Lake(load_settings(str(home))))
    seconds = {}
    with reader.open() as con:
        for name, question in GROUPS.items():
            sql = reader.prepare(question).sql
            times = []
            for _ in range(6):
                started = time.perf_counter()
                con.execute(sql).fetchall()
                times.append(time.perf_counter() - started)
            seconds[name] = statistics.median(times[1:])
    return seconds


PARTS = ("ingest", "rerelease", "many", "small", "views", "trace", "analysts", "dashboard", "trino")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quarters", type=int, default=12)
    parser.add_argument("--facilities", type=int, default=14_500)
    parser.add_argument("--folder", type=Path, help="keep files and lakes here between runs")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run: " + ", ".join(PARTS))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, given.rounds, given.quarters, given.facilities)
        for part in given.only.split(","):
            getattr(bench, part)()
    print("\n" + table(["work", "must", "aim", "measured"], bench.rows))


if __name__ == "__main__":
    main()
