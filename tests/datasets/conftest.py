from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

Rows = NDArray[np.float64]
WriteDataset = Callable[[Mapping[str, Sequence[Rows]]], Path]


def csv_text(rows: Rows, header: str = "") -> str:
    lines = [",".join(repr(float(cell)) for cell in row) for row in rows]
    return "\n".join([*([header] if header else []), *lines]) + "\n"


@pytest.fixture
def write_dataset(tmp_path: Path) -> WriteDataset:
    """Write class → recordings as classes/<class>/rec_<n>.csv and return the root."""

    def write(recordings: Mapping[str, Sequence[Rows]]) -> Path:
        root = tmp_path / "data"
        for class_name, tables in recordings.items():
            folder = root / "classes" / class_name
            folder.mkdir(parents=True)
            for i, rows in enumerate(tables):
                (folder / f"rec_{i}.csv").write_text(csv_text(rows))
        return root

    return write
