from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from afterfit.kernels import are_compiled, merge_cells
from afterfit.kernels import library as loading


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "scores-12345678.so"
    monkeypatch.setattr(loading, "library_path", lambda: path)
    loading.library.cache_clear()
    yield path
    loading.library.cache_clear()


def test_where_no_library_is_nothing_is_compiled(found: Path) -> None:
    assert not are_compiled()
    with pytest.raises(RuntimeError, match="were not compiled"):
        merge_cells((np.zeros(1, dtype=np.int64),), (np.zeros(1, dtype=np.int64),))


def test_a_library_of_another_system_is_none(found: Path) -> None:
    found.write_bytes(b"\x7fELF of something else")
    assert not are_compiled()
