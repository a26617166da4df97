from pathlib import Path

import pytest

from afterfit.costs import estimate_latency, find_device, known_devices, read_devices
from afterfit.errors import InputError
from tests.costs.profiles import profile

OWN = """
my board:
  processor: Arm Cortex-M4
  clock_mhz: 100
  ram_kb: 64
  source: our bench
  latency:
    - {runtime: ours, dtype: int8, cycles_per_mac: 2, n_models: 3, source: bench of May}
"""


@pytest.mark.parametrize(
    ("name", "flash_kb", "ram_kb", "clock_mhz", "fpu", "npu"),
    [
        ("F28P55", 512, 128, 150, True, "TI NPU"),
        ("F29H85", 4352, 452, None, None, ""),
        ("AM13E2", 512, 128, None, None, "TI NPU"),
        ("MSPM0G5187", None, None, 80, False, "TI NPU"),
        ("NUCLEO-G0B1RE", 512, 144, 64, False, ""),
        ("nucleo-l4r5zi", 2048, 640, 120, True, ""),
    ],
)
def test_known_devices(
    name: str,
    flash_kb: int | None,
    ram_kb: int | None,
    clock_mhz: float | None,
    fpu: bool | None,
    npu: str,
) -> None:
    device = find_device(name)
    assert device.flash_bytes == (flash_kb * 1024 if flash_kb else None)
    assert device.ram_bytes == (ram_kb * 1024 if ram_kb else None)
    assert (device.clock_mhz, device.has_fpu, device.npu) == (clock_mhz, fpu, npu)


def test_every_figure_has_a_source() -> None:
    devices = known_devices().values()
    assert all(device.source for device in devices)
    assert all(speed.source for device in devices for speed in device.speeds)


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("NUCLEO-L4R5ZI", ("tflite",)),
        ("F28P55", ("onnx",)),  # no TFLite Micro for C28x
        ("MSPM0G3507", ("onnx", "tflite")),
    ],
)
def test_files_that_the_tools_of_a_device_take(name: str, takes: tuple[str, ...]) -> None:
    device = known_devices()[name]
    assert device.takes == takes
    assert bool(device.compiler) == ("onnx" in takes)


def test_own_devices_are_read(tmp_path: Path) -> None:
    path = tmp_path / "devices.yaml"
    path.write_text(OWN)
    device = find_device("My Board", read_devices(path))
    assert (device.ram_bytes, device.flash_bytes, device.has_fpu) == (65_536, None, None)
    (only,) = estimate_latency(profile(), device).ranges
    assert only.typical_ms == pytest.approx(12_501_632 * 2 / 100e3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: {processor: x, source: y, flash: 3}", "a -> flash: Extra inputs"),
        ("a: {source: y}", "a -> processor: Field required"),
        ("a: {processor: x, source: y, ram_kb: -1}", "a -> ram_kb: .*greater than 0, got -1"),
        (OWN.replace("int8", "int7"), "my board -> latency -> 0 -> dtype"),
        ("a: {processor: x, source: y, takes: [pt2]}", "a -> takes -> 0: .*'onnx' or 'tflite'"),
        ("a: [", "not YAML"),
        ("", "valid dictionary"),
    ],
    ids=["unknown key", "missing key", "negative", "dtype", "format", "broken", "empty"],
)
def test_other_files_are_refused_with_the_key(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "devices.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=words) as caught:
        read_devices(path)
    assert str(path) in str(caught.value)


def test_an_unknown_device_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"'F28P56' \(did you mean 'F28P55'\?\)"):
        find_device("F28P56")
