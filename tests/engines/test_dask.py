import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from afterfit.analyses import analyze_variant
from afterfit.engines import engine_named, tally_locally, tally_on_dask
from afterfit.errors import InputError, MissingExtraError
from afterfit.results import to_json
from tests.engines.sample_job import die_once, job_of, sample, two_models
from tests.engines.test_local import assert_same, refuse

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_to_the_last_byte(address: str) -> None:
    job = job_of(*two_models(), rows_per_shard=15)  # 40 shards: two levels of adding
    here, there = tally_locally(job), tally_on_dask(job, address)

    assert_same(there, here)
    for key in here:
        texts = {to_json(analyze_variant(tally, 3)) for tally in (here[key], there[key])}
        assert len(texts) == 1


def test_a_lost_worker_changes_nothing(address: str, tmp_path: Path) -> None:
    job = job_of(sample(), rows_per_shard=15)
    marker = tmp_path / "died"
    mortal = replace(job, read=partial(die_once, marker, (sample(),)))

    assert_same(tally_on_dask(mortal, address), tally_locally(job))
    assert marker.exists()


def test_what_is_wrong_with_a_row_is_told(address: str) -> None:
    with pytest.raises(InputError, match=r"a\.csv, row 7: the scores sum to 2"):
        tally_on_dask(replace(job_of(sample()), read=refuse), address)


def test_the_engine_is_known_by_its_address(address: str) -> None:
    job = job_of(sample())

    assert_same(engine_named(f"dask={address}")(job), tally_locally(job))


def test_no_shards(address: str) -> None:
    assert tally_on_dask(replace(job_of(sample()), shards=()), address) == {}


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere://x"])
def test_no_scheduler_there(address: str) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "200ms"}),
        pytest.raises(InputError, match="--engine dask="),
    ):
        tally_on_dask(job_of(sample()), address)


def test_without_dask_the_install_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "distributed.client", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[dask\]'"):
        tally_on_dask(job_of(sample()))


def test_importing_engines_loads_no_engine() -> None:
    code = (
        "import sys, afterfit.engines; "
        "print({'dask', 'distributed', 'multiprocessing', 'concurrent.futures', 'polars'} "
        "& set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
