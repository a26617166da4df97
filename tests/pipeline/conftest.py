"""Runs of small data sets that several test files read; none of them writes into a folder."""

from pathlib import Path

import pytest

from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.run import run
from tests.pipeline.test_tasks import ANOMALY, FORECAST, REGRESSION, project


@pytest.fixture(scope="session")
def regression_run(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return _run(tmp_path_factory.mktemp("regression"), REGRESSION, "REGR_1k")


@pytest.fixture(scope="session")
def forecast_run(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return _run(tmp_path_factory.mktemp("forecast"), FORECAST, "")


@pytest.fixture(scope="session")
def anomaly_run(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return _run(tmp_path_factory.mktemp("anomaly"), ANOMALY, "AD_1k")


def _run(folder: Path, text: str, model: str) -> Outcome:
    config = project(folder, text, model)
    return run(config, folder / "run")
