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

from bench.measure import Cost, interleaved, kerok, median, ratio, run
from kerok.report import table
from kerok.synthetic import write_synthetic


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
            write_synthetic(target, facilities=self.facilities, quarters=self.span, seed=7)
        return sorted(target.glob("PBJ*.csv"), key=lambda p: p.stem[-4:] + p.stem[-7:-5])

    def dirty(self) -> Path:
        target = self.folder / "dirty"
        if not target.exists():
            write_synthetic(target, facilities=self.facilities, quarters="2023Q1..2023Q1", seed=7, dirt=0.001)
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
        counter = iter(range(10**6))

        def again(home: Path) -> Cost:
            number = next(counter)
            copy = self.folder / f"rerelease-{time.time_ns()}-{number}.csv"
            text = source.read_bytes()
            first = text.index(b"\n") + 1
            copy.write_bytes(text[:first] + text[first:].replace(b",0,0,0,", f",0,{number % 9}.0{number % 7},0,".encode(), 1))
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
                  f"slowest {all_[worst]:.2f} s ({worst}); worst ratio {max(all_[n] / few[n] for n in all_):.1f}")  # fmt: skip

    def _one(self) -> Path:
        home = self.folder / "one"
        if not (home / "catalog.db").exists():
            kerok(home, "ingest", str(self.files()[0]), str(sorted((self.folder / "clean").glob("NH*.csv"))[0]))
        return home

    def trace(self) -> None:
        home = self._one()
        costs = [kerok(home, "trace", "vw_facility_hprd", "ccn=975000", "quarter=2023Q1", "role_set=cms_total") for _ in range(max(self.rounds, 3))]
        self.note("kerok trace of one facility-quarter", "2 s", "1 s", f"{median(costs).wall:.2f} s")


GROUPS = {
    "vw_facility_hprd": "SELECT state, quarter, role_set, sum(hours), sum(resident_days) FROM vw_facility_hprd GROUP BY state, quarter, role_set",
    "vw_state_hprd": "SELECT state, quarter, role_set, sum(hours), sum(resident_days) FROM vw_state_hprd GROUP BY state, quarter, role_set",
    "vw_national_hprd": "SELECT quarter, role_set, sum(hours), sum(resident_days) FROM vw_national_hprd GROUP BY quarter, role_set",
    "vw_staffing_mix": "SELECT state, month, sum(hours), sum(contract_hours) FROM vw_staffing_mix WHERE role_set = 'cms_total' GROUP BY state, month",
    "vw_bed_utilization": "SELECT state, month, sum(resident_days), sum(bed_days) FROM vw_bed_utilization GROUP BY state, month",
    "vw_staffing_vs_occupancy": "SELECT state, month, sum(hours), sum(resident_days) FROM vw_staffing_vs_occupancy WHERE role_set = 'cms_total' GROUP BY state, month",
    "vw_reconciliation": "SELECT quarter, measure, count(*), count_if(agrees) FROM vw_reconciliation GROUP BY quarter, measure",
}


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


PARTS = ("ingest", "rerelease", "many", "small", "views", "trace")


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
