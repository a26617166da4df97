import pytest

torch = pytest.importorskip("torch")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from afterfit.training.quantization.fake_quantize import (  # noqa: E402
    fake_quantize,
    power_of_two,
    with_scaled_gradient,
)
from afterfit.training.quantization.grid import Grid, activation_grid  # noqa: E402

pytestmark = pytest.mark.train


@given(
    st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=8),
    st.floats(2**-6, 4, width=32),
    st.integers(-128, 127),
)
def test_the_same_as_torchs_own(values: list[float], scale: float, zero_point: int) -> None:
    x = torch.tensor(values)
    ours = fake_quantize(x, torch.tensor(scale), zero_point, activation_grid(8))
    theirs = torch.fake_quantize_per_tensor_affine(x, scale, zero_point, -128, 127)
    # torch multiplies by 1 / scale, which may round a value in the middle the other way
    assert torch.allclose(ours, theirs, atol=scale * 1.001, rtol=0)
    assert ((ours - theirs).abs() < scale / 2).float().mean() > 0.7


def test_the_same_as_torchs_own_a_channel() -> None:
    x = torch.linspace(-2, 2, 24).reshape(3, 8)
    scales = torch.tensor([0.25, 0.5, 0.125])
    ours = fake_quantize(x, scales[:, None], 0, Grid(-7, 7))
    theirs = torch.fake_quantize_per_channel_affine(x, scales, torch.zeros(3).int(), 0, -7, 7)
    assert torch.equal(ours, theirs)


@pytest.mark.parametrize(
    ("x", "to_x", "to_scale"),
    [(0.3, 1.0, -0.3), (0.8, 1.0, 0.2), (9.0, 0.0, 7.0), (-9.0, 0.0, -8.0)],
    ids=["rounded down", "rounded up", "cut above", "cut below"],
)
def test_gradients_are_those_of_learned_step_sizes(x: float, to_x: float, to_scale: float) -> None:
    value, scale = torch.tensor(x, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    fake_quantize(value, scale, 0, activation_grid(4)).backward()  # type: ignore[no-untyped-call]
    assert value.grad.item() == pytest.approx(to_x)
    assert scale.grad.item() == pytest.approx(to_scale)


@given(st.floats(-20, 20, width=32))
def test_a_whole_power_of_two_is_one_and_learns(exponent: float) -> None:
    value = torch.tensor(exponent, requires_grad=True)
    scale = power_of_two(value, whole=True)
    scale.backward()  # type: ignore[no-untyped-call]
    assert torch.frexp(scale.detach()).mantissa == 0.5
    assert value.grad.item() > 0


def test_scaling_a_gradient_keeps_the_value() -> None:
    exponent = torch.tensor(-3.0, requires_grad=True)
    kept = with_scaled_gradient(exponent, n_values=16, grid=Grid(-4, 4))
    kept.backward()  # type: ignore[no-untyped-call]
    assert kept.item() == -3.0
    assert exponent.grad.item() == pytest.approx(1 / 8)
