from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.training import TrainingPlan, quantize_int8, train_classifier

Arrays = tuple[NDArray[np.float32], NDArray[np.int64]]


def make_waves(n: int, seed: int, n_features: int = 32) -> Arrays:
    """Noisy sines of three frequencies; the class is the frequency."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 3, n)
    phase = rng.uniform(0, 2 * np.pi, (n, 1))
    clean = np.sin((0.2 + 0.6 * y[:, None]) * np.arange(n_features) + phase)
    noisy = clean + rng.normal(0, 0.3, (n, n_features))
    return noisy.astype(np.float32)[:, None, :, None], y


@pytest.fixture(scope="session")
def waves() -> Callable[..., Arrays]:
    return make_waves


@pytest.fixture(scope="session")
def plan() -> TrainingPlan:
    return TrainingPlan("CLS_1k_NPU", epochs=4, batch_size=16, learning_rate=0.02)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, plan: TrainingPlan) -> dict[str, Any]:
    """One finished training on waves: its folder, history, reports, data and int8 model."""
    folder = tmp_path_factory.mktemp("base")
    reports: list[Any] = []
    train, validation = make_waves(96, seed=1), make_waves(48, seed=2)
    history = train_classifier(plan, train, validation, 3, folder, reports.append)
    files = sorted(path.name for path in folder.iterdir())
    int8: Path = folder / "int8.onnx"
    quantize_int8(folder / "model.onnx", int8, train[0])
    return {
        "folder": folder,
        "files": files,
        "history": history,
        "reports": reports,
        "train": train,
        "validation": validation,
    }
