import numpy as np
import pytest

from afterfit.training.tflite.normalization import choose_integers
from afterfit.training.tflite.quantized_graph import Quantization
from afterfit.training.tflite.rounding import rescale

READ = Quantization(np.array([20 / 255], np.float32), np.array([-3]))
MADE = Quantization(np.array([8 / 255], np.float32), np.array([-5]))
INPUTS = np.arange(-128, 128)[:, None] + 3


@pytest.mark.parametrize("seed", range(3))
def test_nearly_every_common_input_rounds_as_exact_numbers_do(seed: int) -> None:
    rng = np.random.default_rng(seed)
    factors, shifts = 1 / rng.uniform(0.3, 4, 12), rng.uniform(-2, 2, 12)
    normalised = INPUTS * READ.scale * factors + shifts
    shares = np.exp(-0.5 * normalised**2)
    chosen = choose_integers(factors, shifts, shares, (READ, MADE))
    sums = INPUTS * chosen.weights + chosen.biases
    found = rescale(sums, READ.scale * chosen.scales / MADE.scale).clip(-123, 132)
    missed = found != np.rint(normalised / MADE.scale).clip(-123, 132)
    assert (missed * shares).sum() / shares.sum() < 2e-4
    assert missed.any(axis=0).mean() < 0.3


def test_one_that_fits_at_once_keeps_its_factor() -> None:
    shares = np.ones((256, 1))
    chosen = choose_integers(np.array([0.4]), np.array([0.0]), shares, (READ, READ))
    assert chosen.scales[0] * chosen.weights[0] == pytest.approx(0.4, rel=1e-3)
    assert np.array_equal(
        rescale(INPUTS * chosen.weights + chosen.biases, chosen.scales), np.rint(INPUTS * 0.4)
    )
