from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.readers import read_profiles, write_profiles
from afterfit.records import ActivationMemory, BufferLife, LayerProfile, ModelProfile


def test_profiles_come_back(tmp_path: Path) -> None:
    layers = (
        LayerProfile("c", "Conv", (1, 8, 5, 1), 40, 160, 40, 40),
        LayerProfile("l", "LSTM", (1, 2), 18, None, 18, None),
    )
    memory = ActivationMemory(
        basis="estimated",
        lower_bound_bytes=64,
        planned_bytes=80,
        n_steps=2,
        buffers=(BufferLife("x", 16, 0, 1, 48),),
        caveats=("Guessed.",),
    )
    profiles = (
        ModelProfile("CLS", "int8", (1, 1, 10, 1), 1234, layers, "onnx", "int8", 1000, 200, memory),
        ModelProfile("CLS", "float32", (1, 1, 10, 1), 9, (), "tflite", "no weights", 0, 0, None),
    )
    write_profiles(profiles, tmp_path / "p.json")
    assert read_profiles(tmp_path / "p.json") == profiles
    assert profiles[0].n_parameters == 58
    assert profiles[0].other_bytes == 34
    assert (profiles[0].n_macs, profiles[1].n_macs) == (None, 0)
    assert profiles[0].operators == ("Conv", "LSTM")


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_profiles(tmp_path / "p.json")
    (tmp_path / "p.json").write_text('[{"name": 1')
    with pytest.raises(InputError, match=r"p\.json"):
        read_profiles(tmp_path / "p.json")
