import multiprocessing
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from afterfit.engines import Tallies, tally_locally
from afterfit.engines.local import ROWS_WORTH_PROCESSES
from afterfit.errors import AfterfitError, InputError
from afterfit.records import Predictions
from afterfit.statistics import ClassificationTally, tally_batch
from tests.engines.sample_job import Rows, job_of, read, read_and_die, sample, two_models
from tests.statistics.identical import assert_identical


def assert_same(one: Tallies[ClassificationTally], other: Tallies[ClassificationTally]) -> None:
    assert list(one) == list(other)
    for key in one:
        assert_identical(one[key], other[key])


@pytest.mark.parametrize("exact", [True, False], ids=["distinct scores", "bins"])
@pytest.mark.parametrize("rows_per_shard", [600, 100, 77])
def test_shards_add_up_to_all_rows(rows_per_shard: int, exact: bool) -> None:
    models = two_models()
    job = job_of(*models, rows_per_shard=rows_per_shard, exact=exact)

    tallies = tally_locally(job)
    assert list(tallies) == [("float32", "test"), ("int8", "test")]
    for model in models:
        assert_identical(tallies[model.variant, "test"], tally_batch(model, job.settings))


def test_processes_make_no_difference() -> None:
    job = job_of(*two_models())

    assert_same(tally_locally(job, n_processes=2), tally_locally(job))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("n_threads", [None, 1, 2, 7])
def test_threads_make_no_difference(n_threads: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(*two_models())

    expected = tally_locally(job)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    assert_same(tally_locally(replace(job, in_threads=True), n_threads), expected)


def test_threads_without_rows() -> None:
    assert tally_locally(replace(job_of(sample()), shards=(), in_threads=True), 2) == {}


def test_what_is_wrong_with_a_row_ends_all_threads() -> None:
    n_read = 0

    def refuse_and_count(rows: Rows) -> tuple[Predictions, ...]:
        nonlocal n_read
        n_read += 1
        return refuse(rows)

    job = job_of(sample(), rows_per_shard=1)
    with pytest.raises(InputError, match=r"a\.csv, row 7: the scores sum to 2"):
        tally_locally(replace(job, read=refuse_and_count, in_threads=True), 2)
    assert n_read < 10
    assert not [one for one in threading.enumerate() if "ThreadPool" in one.name]


def test_few_rows_need_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)

    job = job_of(sample())
    assert job.n_rows < ROWS_WORTH_PROCESSES
    assert tally_locally(job)["float32", "test"].n_samples == 600


def test_no_rows_at_all() -> None:
    assert tally_locally(replace(job_of(sample()), shards=())) == {}


def test_helper_that_dies_is_a_clear_error_and_leaves_nothing_behind() -> None:
    job = replace(job_of(sample()), read=partial(read_and_die, (sample(),)))

    with pytest.raises(AfterfitError, match="helper process ended before its work was done"):
        tally_locally(job, n_processes=2)
    assert multiprocessing.active_children() == []


def refuse(rows: Rows) -> tuple[Predictions, ...]:
    if rows.first_row:
        raise InputError("the scores sum to 2", where="a.csv, row 7")
    return read((sample(),), rows)


def test_what_is_wrong_with_a_row_is_told_as_without_processes() -> None:
    job = replace(job_of(sample()), read=refuse)

    with pytest.raises(InputError, match=r"a\.csv, row 7: the scores sum to 2"):
        tally_locally(job, n_processes=2)
    assert multiprocessing.active_children() == []


INTERRUPTED = """
from dataclasses import replace
from functools import partial
from afterfit.engines import tally_locally
from tests.engines.sample_job import job_of, read_slowly, sample

if __name__ == "__main__":
    model = sample(3000)
    print("started", flush=True)
    tally_locally(replace(job_of(model, rows_per_shard=10), read=partial(read_slowly, (model,))), 2)
"""


def test_ctrl_c_ends_all_processes(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    process = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    until(lambda: len(in_session(process.pid)) > 1, "no helper was started")
    time.sleep(0.5)

    subprocess.run(["kill", "-INT", "--", f"-{process.pid}"], check=True)  # as a terminal does
    _, errors = process.communicate(timeout=10)

    assert process.returncode in (1, -signal.SIGINT)
    assert errors.strip().endswith("KeyboardInterrupt")
    until(lambda: in_session(process.pid) == [], "a process was left behind")


def in_session(leader: int) -> list[str]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "-s", str(leader)], check=False, capture_output=True, text=True
    )
    return listed.stdout.split()


def until(condition: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)
