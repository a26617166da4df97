from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.readers import read_profiles, write_profiles
from afterfit.records import LayerProfile, ModelProfile


def test_profiles_come_back(tmp_path: Path) -> None:
    layers = (LayerProfile("c", "Conv", (1, 8, 5, 1), 40), LayerProfile("g", "Gemm", (1, 2), 18))
    profiles = (ModelProfile("CLS", "int8", (1, 1, 10, 1), 1234, layers),)
    write_profiles(profiles, tmp_path / "p.json")
    assert read_profiles(tmp_path / "p.json") == profiles
    assert profiles[0].n_parameters == 58


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_profiles(tmp_path / "p.json")
    (tmp_path / "p.json").write_text('[{"name": 1')
    with pytest.raises(InputError, match=r"p\.json"):
        read_profiles(tmp_path / "p.json")
