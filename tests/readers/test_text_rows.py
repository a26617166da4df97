import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.readers import text_rows
from afterfit.readers.text_rows import cut_text, shard_bytes, text_start, text_stop

CELLS = st.text(st.sampled_from('ab",\n\r é'), max_size=6)


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=12),
    rows_per_shard=st.integers(1, 5),
    chunk=st.integers(1, 30),
)
@settings(deadline=None)
def test_shards_hold_the_rows_that_python_reads(
    rows: list[list[str]], rows_per_shard: int, chunk: int
) -> None:
    rows = [["x", *row] for row in rows]
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_rows, "_CHUNK", chunk)
        path = Path(folder, "any.csv")
        path.write_bytes(stream.getvalue().encode())
        shards = cut_text(path, 0, 0, True, rows_per_shard, 10)
        parts = [shard_bytes(path, shard).decode() for shard in shards]
    assert "".join(parts) == stream.getvalue().rstrip("\r\n")
    read = [list(csv.reader(io.StringIO(part, newline=""))) for part in parts]
    assert [len(part) for part in read] == [shard.n_rows for shard in shards]
    assert [row for part in read for row in part] == rows
    assert all(shard.n_rows == rows_per_shard for shard in shards[:-1])


def test_shards_without_a_wish_hold_a_fixed_amount_of_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_rows, "_SHARD_BYTES", 100)
    path = tmp_path / "any.csv"
    path.write_text("123456789\n" * 25)
    assert [shard.n_rows for shard in cut_text(path, 0, 0, True, None, 1000)] == [10, 10, 5]
    assert [shard.n_rows for shard in cut_text(path, 0, 0, True, None, 20 // 4)] == [5] * 5


@pytest.mark.parametrize(
    ("content", "start", "stop"),
    [(b"", 0, 0), (b"\xef\xbb\xbfa\n", 3, 4), (b"a\r\n\n\r\n", 0, 1), (b"\n" * 9000, 0, 0)],
    ids=["empty", "byte order mark", "line ends", "only line ends"],
)
def test_text_starts_and_stops(tmp_path: Path, content: bytes, start: int, stop: int) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    assert (text_start(path), text_stop(path)) == (start, stop)
