from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.training import QuantizationPlan
from afterfit.training.quantization.graphs import calibrated, evenly_spaced
from tests.training.quantization.small_models import windows, write_branches

pytestmark = pytest.mark.train


@pytest.fixture
def branches(tmp_path: Path) -> Path:
    write_branches(tmp_path / "float.onnx")
    return tmp_path / "float.onnx"


def scale_of_input(path: Path, X: Any, **plan: Any) -> float:
    from onnx import numpy_helper

    with calibrated(path, X, QuantizationPlan(**plan)) as model:
        stored = {one.name: one for one in model.graph().graph.initializer}
    return float(numpy_helper.to_array(stored["input_scale"]))


def test_an_outlier_widens_the_range_of_minmax_alone(
    branches: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    X = windows(1000, 2, 16)
    X[0, 0, 0] = 400.0
    widest = scale_of_input(branches, X)
    assert widest == pytest.approx((400 - X.min()) / 255, rel=1e-3)
    assert scale_of_input(branches, X, calibration_method="entropy") < 0.6 * widest
    assert scale_of_input(branches, X, calibration_method="percentile") < 0.1 * widest
    assert capfd.readouterr() == ("", "")


def test_the_number_of_windows_is_heeded(branches: Path) -> None:
    X = windows(64, 2, 16)
    X[1] *= 50  # not among five evenly spaced ones
    few = scale_of_input(branches, X, calibration_windows=5)
    assert few < scale_of_input(branches, X) / 5
    kept = evenly_spaced(X, 5)
    assert few == pytest.approx((kept.max() - kept.min()) / 255, rel=1e-3)


@pytest.mark.parametrize(("n", "places"), [(None, 4), (9, 4), (4, 4), (2, 2), (1, 1)])
def test_evenly_spaced(n: int | None, places: int) -> None:
    X = np.arange(4, dtype=np.float32)
    kept = evenly_spaced(X, n)
    assert len(kept) == places
    assert kept[0] == 0
    assert kept[-1] == (3 if places > 1 else 0)


def test_a_layer_in_float_keeps_its_weights(branches: Path) -> None:
    with calibrated(branches, windows(9, 2, 16), QuantizationPlan()) as model:
        assert model.layers() == ("conv1", "depth", "classifier")
        whole, mixed = model.graph(), model.graph(("depth",))
    assert "w2" not in {one.name for one in whole.graph.initializer}
    assert {"w2", "w1_quantized"} <= {one.name for one in mixed.graph.initializer}


def test_a_layer_that_is_not_there_is_refused_with_a_hint(branches: Path) -> None:
    with (
        calibrated(branches, windows(9, 2, 16), QuantizationPlan()) as model,
        pytest.raises(
            InputError, match=r"no layer 'deph' \(did you mean 'depth'\?\); its layers: conv1, de"
        ),
    ):
        model.graph(("deph",))
