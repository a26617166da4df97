"""Measure afterfit beside scikit-learn and beside reading alone; prints a table in Markdown.

python benchmarks/bench.py            1 and 10 million rows
python benchmarks/bench.py --quick    1 million rows alone
python benchmarks/bench.py --hundred  100 million rows alone (4 GB of temporary files)
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MILLION = 1_000_000
REPEATS = 5


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(description="Measure afterfit.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="1 million rows alone")
    size.add_argument("--hundred", action="store_true", help="100 million rows alone")
    options = parser.parse_args()
    compile_package()
    print("| what | rows | seconds | CPU seconds | times decoding | peak MB |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="afterfit-bench-") as folder:
        if options.hundred:
            measure_rows(Path(folder) / str(100 * MILLION), repeats=1)
            return
        measure_start()
        measure_report(Path(folder))
        measure_rows(Path(folder) / str(MILLION), with_judge=True)
        if not options.quick:
            measure_rows(Path(folder) / str(10 * MILLION), with_judge=True, with_cluster=True)


def compile_package() -> None:
    """Compile afterfit's modules, as pip does when it installs them."""
    package = find_spec("afterfit")
    if package is not None and package.origin is not None:
        compileall.compile_dir(Path(package.origin).parent, quiet=1)


def measure_start() -> None:
    """Compare starting afterfit with starting Python."""
    nothing = start_seconds("-c", "pass")
    row("`python -c pass`", None, nothing)
    for name, words in (
        ("`import afterfit`", ("-c", "import afterfit")),
        ("`afterfit --help`", ("-m", "afterfit", "--help")),
    ):
        seconds = start_seconds(*words)
        row(f"{name}, {seconds / nothing:.1f} × `python -c pass`", None, seconds)


def start_seconds(*words: str) -> float:
    """Return the least seconds of several starts of Python."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    return min(once() for _ in range(2 * REPEATS))


def measure_report(folder: Path) -> None:
    """Write a whole report of 100,000 rows."""
    run("generate", folder / "100000")
    start = time.perf_counter()
    measured = run("report", folder / "100000")
    wall = time.perf_counter() - start
    row("`afterfit analyze` with its reports, from process start", 100_000, wall, None, measured)


def measure_rows(
    folder: Path, *, repeats: int = REPEATS, with_judge: bool = False, with_cluster: bool = False
) -> None:
    """Measure everything on one table, which is removed afterwards."""
    run("generate", folder)
    n = int(folder.name)
    decoding, here = best_in_turn(("decode", "analyze"), folder, repeats)
    row("decode the files, one thread", n, decoding["seconds"], 1.0, decoding)
    compared("every result and interval, all cores", n, here, decoding)
    compared(
        "the same in one process", n, best("analyze_in_one_process", folder, repeats), decoding
    )
    if n > MILLION:
        numpy = best("analyze_by_numpy", folder, repeats)
        compared("the same in one process without a C compiler", n, numpy, decoding)
    if with_cluster:
        there = run("analyze_on_dask", folder)
        same = "the same bytes" if there["answer"] == here["answer"] else "OTHER BYTES"
        compared(f"the same on a Dask cluster of this machine: {same}", n, there, decoding)
    compared("1,000 bootstrap replicates of every count metric", n, run("resample", folder))
    if with_judge:
        judge = run("scikit_learn", folder)
        times = judge["seconds"] / here["seconds"]
        compared(f"scikit-learn, values only: {times:.0f} × afterfit's time", n, judge, decoding)
    for file in folder.iterdir():
        file.unlink()


def best(name: str, folder: Path, repeats: int) -> dict[str, Any]:
    """Return the quickest of several runs."""
    (quickest,) = best_in_turn((name,), folder, repeats)
    return quickest


def best_in_turn(names: Sequence[str], folder: Path, repeats: int) -> list[dict[str, Any]]:
    """Return the quickest of several runs of each, which take turns: all see the same machine."""
    rounds = [[run(name, folder) for name in names] for _ in range(repeats)]
    return [min(runs, key=lambda one: one["seconds"]) for runs in zip(*rounds, strict=True)]


def run(name: str, folder: Path) -> dict[str, Any]:
    """Run one workload in a process of its own."""
    done = subprocess.run(
        [sys.executable, HERE / "workloads.py", name, folder],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},  # scikit-learn on float32 sums
    )
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def compared(
    what: str, n: int, measured: dict[str, Any], decoding: dict[str, Any] | None = None
) -> None:
    """Print one workload beside decoding."""
    times = measured["seconds"] / decoding["seconds"] if decoding else None
    row(what, n, measured["seconds"], times, measured)


def row(
    what: str,
    n: int | None,
    seconds: float,
    times: float | None = None,
    measured: dict[str, Any] | None = None,
) -> None:
    """Print one row of the table."""
    peak = f"{measured['peak_mb']:,.0f}" if measured else ""
    cpu = f"{measured['cpu_seconds']:.2f}" if measured else ""
    rows = f"{n:,}" if n else ""
    ratio = f"{times:.1f}" if times else ""
    print(f"| {what} | {rows} | {seconds:.2f} | {cpu} | {ratio} | {peak} |", flush=True)


if __name__ == "__main__":
    main()
