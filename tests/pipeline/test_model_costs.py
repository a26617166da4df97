from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.pipeline.model_costs import device_named, device_or_none, spread

ONE = "mine:\n  processor: Cortex-M4\n  source: bench\n"
TWO = ONE + "yours:\n  processor: Cortex-M7\n  source: bench\n"


def test_a_device_is_known_or_stands_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "devices.yaml"
    path.write_text(ONE)
    assert device_named("nucleo-l4r5zi").name == "NUCLEO-L4R5ZI"
    assert device_named(str(path)).name == "mine"
    path.write_text(TWO)
    assert device_named(f"{path}:yours").processor == "Cortex-M7"
    with pytest.raises(InputError, match=r"2 devices \(mine, yours\); name one: --device .*:NAME"):
        device_named(str(path))
    with pytest.raises(InputError, match="did you mean 'yours'"):
        device_named(f"{path}:your")


def test_an_unknown_device_of_a_configuration_is_none() -> None:
    assert device_or_none("f28p55") is not None
    assert device_or_none("toaster") is None
    assert device_or_none(None) is None


@given(st.integers(0, 500), st.integers(1, 120))
def test_windows_are_spread_without_repeating(n: int, most: int) -> None:
    places = spread(n, most).tolist()
    assert len(set(places)) == len(places) == min(n, most)
    assert all(0 <= place < n for place in places)


@pytest.mark.parametrize("text", ["gone.yaml", "gone.yml:mine"])
def test_a_device_file_that_is_not_there_is_named(text: str) -> None:
    with pytest.raises(InputError, match=r"^gone.ya?ml: cannot be read: no such file"):
        device_named(text)
