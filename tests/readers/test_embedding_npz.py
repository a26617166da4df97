from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.readers import read_embedding, write_embedding
from tests.analyses.test_neighbours import LINE


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_embedding(LINE, tmp_path / "e.npz")
    found = read_embedding(tmp_path / "e.npz")
    assert found.values.tolist() == LINE.values.tolist()
    assert [found.sample_id(row) for row in range(8)] == [LINE.sample_id(row) for row in range(8)]
    assert [found.label(row) for row in range(8)] == ["idle"] * 4 + ["fault"] * 4
    assert (len(found), found.n_windows) == (8, 8)


@pytest.mark.parametrize("content", [b"", b"no zip", None], ids=["empty", "text", "other arrays"])
def test_damage_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "e.npz"
    if content is None:
        np.savez(path, values=np.zeros(3))
    else:
        path.write_bytes(content)
    with pytest.raises(InputError, match="not readable as an embedding"):
        read_embedding(path)
