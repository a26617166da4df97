"""A stand-in for Lightning with just what the callback asks of it."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from afterfit.callbacks import for_lightning
from afterfit.errors import InputError
from afterfit.readers import read_history_csv
from tests.findings.sample_curves import overfit


class FakeCallback:
    pass


class OneDevice:
    def reduce_boolean_decision(self, decision: bool, all: bool = True) -> bool:  # noqa: A002
        return decision


@pytest.fixture(params=["lightning.pytorch", "pytorch_lightning"])
def _lightning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lightning", "lightning.pytorch", "pytorch_lightning"):
        monkeypatch.setitem(sys.modules, name, None)
    if request.param == "lightning.pytorch":
        monkeypatch.setitem(sys.modules, "lightning", ModuleType("lightning"))
    module = ModuleType(request.param)
    module.Callback = FakeCallback  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, request.param, module)


def fit(callback: Any, epochs: int, *, first: bool = True) -> int:
    columns = overfit()
    group = {"lr": 0.25}
    trainer = SimpleNamespace(
        is_global_zero=first,
        strategy=OneDevice(),
        optimizers=[SimpleNamespace(param_groups=[group])],
        should_stop=False,
    )
    for epoch in range(epochs):
        trainer.current_epoch = epoch
        train, val = columns["train_loss"][epoch], columns["val_loss"][epoch]
        trainer.callback_metrics = {
            "train_loss": train, "train_loss_step": 9.0, "train_loss_epoch": train, "val_loss": val,
        }  # fmt: skip
        callback.on_train_epoch_start(trainer, None)
        callback.on_train_epoch_end(trainer, None)
        if trainer.should_stop:
            return epoch + 1
    return epochs


@pytest.mark.usefixtures("_lightning")
def test_epochs_are_written_without_values_by_step(tmp_path: Path) -> None:
    assert fit(for_lightning(tmp_path), 3) == 3
    history = read_history_csv(tmp_path / "history.csv")
    assert history.series["train_loss"].tolist() == overfit()["train_loss"][:3].tolist()
    assert history.series["learning_rate"].tolist() == [0.25] * 3
    assert len(history.series) == 6


@pytest.mark.usefixtures("_lightning")
def test_a_verdict_stops_fit(tmp_path: Path) -> None:
    assert 22 < fit(for_lightning(tmp_path, stop_on=("LC001",)), 60) < 50


@pytest.mark.usefixtures("_lightning")
def test_other_devices_do_not_write(tmp_path: Path) -> None:
    fit(for_lightning(tmp_path), 3, first=False)
    assert not (tmp_path / "history.csv").exists()


def test_without_lightning_the_way_to_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lightning", "lightning.pytorch", "pytorch_lightning"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match="pip install lightning"):
        for_lightning(tmp_path)
