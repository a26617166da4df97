from dataclasses import replace
from math import nan

import pytest

from afterfit.cli.console import ConsoleProgress
from afterfit.training import EpochReport

REPORT = EpochReport(
    epoch=1,
    n_epochs=2,
    train_loss=0.5,
    train_accuracy=0.8,
    val_loss=0.6,
    val_accuracy=0.75,
    learning_rate=0.01,
    seconds=1.0,
    is_best=True,
)


def test_what_happens_is_told_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with ConsoleProgress() as progress:
        progress.warning("[bold] is a name, not markup")
        progress.stage("Training")
        progress.epoch(REPORT)
        progress.epoch(replace(REPORT, epoch=2, val_loss=nan, val_accuracy=nan))
        progress.stage("Testing", skipped=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert "warning: [bold] is a name, not markup" in said.err
    assert "validation accuracy 75.0%" in said.err
    assert "accuracy 80.0%  (no validation split)" in said.err
    assert "nan" not in said.err
    assert "━" not in said.err
    assert "Testing … done before" in said.err
