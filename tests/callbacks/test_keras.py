"""A stand-in for Keras with just what the callback asks of it."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from afterfit.callbacks import for_keras
from afterfit.errors import InputError
from afterfit.readers import read_history_csv
from tests.findings.sample_curves import overfit


class FakeCallback:
    model: Any = None


@pytest.fixture
def _keras(monkeypatch: pytest.MonkeyPatch) -> None:
    callbacks = ModuleType("keras.callbacks")
    callbacks.Callback = FakeCallback  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keras", ModuleType("keras"))
    monkeypatch.setitem(sys.modules, "keras.callbacks", callbacks)


def fit(callback: Any, epochs: int) -> int:
    """Return how many epochs a training that looks like overfitting had."""
    columns = overfit()
    optimizer = SimpleNamespace(learning_rate=0.01)
    callback.model = SimpleNamespace(stop_training=False, optimizer=optimizer)
    for epoch in range(epochs):
        callback.on_epoch_begin(epoch)
        losses = {"loss": columns["train_loss"][epoch], "val_loss": columns["val_loss"][epoch]}
        callback.on_epoch_end(epoch, losses | {"acc": 0.5})
        if callback.model.stop_training:
            return epoch + 1
    return epochs


@pytest.mark.usefixtures("_keras")
def test_epochs_are_written(tmp_path: Path) -> None:
    assert fit(for_keras(tmp_path), 4) == 4
    history = read_history_csv(tmp_path / "history.csv")
    assert history.epochs.tolist() == [1, 2, 3, 4]
    assert history.series["train_loss"].tolist() == overfit()["train_loss"][:4].tolist()
    assert history.series["train_accuracy"].tolist() == [0.5] * 4
    assert history.series["learning_rate"].tolist() == [0.01] * 4


@pytest.mark.usefixtures("_keras")
def test_a_verdict_stops_fit(tmp_path: Path) -> None:
    assert 22 < fit(for_keras(tmp_path, stop_on=("LC001",)), 60) < 50


def test_without_keras_the_way_to_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keras.callbacks", None)
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(InputError, match="pip install keras"):
        for_keras(tmp_path)
