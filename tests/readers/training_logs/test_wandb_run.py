"""Runs of Weights & Biases: blocks, damage, and names; real ones stand in test_real_logs."""

import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers.training_logs import read_training_logs
from afterfit.readers.training_logs.leveldb_log import BLOCK, block_records, checksum_of
from afterfit.readers.training_logs.tfrecord import TruncatedError

REAL = Path(__file__).parent / "fixtures/wandb/run-offline.wandb"
HEADER = 7


def in_blocks(records: list[bytes], start: int = HEADER) -> bytes:
    """Write as LevelDB's documentation says: pieces of records, none across a block's end."""
    data = b"\0" * start
    for record in records:
        first = True
        while first or record:
            left = BLOCK - len(data) % BLOCK
            if left < HEADER:
                data += b"\0" * left
                left = BLOCK
            piece, record = record[: left - HEADER], record[left - HEADER :]
            kind = {(True, True): 1, (True, False): 2, (False, False): 3, (False, True): 4}[
                first, not record
            ]
            data += struct.pack("<IHB", checksum_of(kind, piece), len(piece), kind) + piece
            first = False
    return data


@given(st.lists(st.integers(0, 3 * BLOCK), max_size=6))
def test_records_come_back_whole_across_blocks(sizes: list[int]) -> None:
    records = [bytes([i + 1]) * size for i, size in enumerate(sizes)]
    assert list(block_records(in_blocks(records), HEADER)) == records


def test_a_record_without_its_last_piece_is_truncated() -> None:
    data = in_blocks([b"a", b"b" * 2 * BLOCK])[: 2 * BLOCK]
    given_back = block_records(data, HEADER)
    assert next(given_back) == b"a"
    with pytest.raises(TruncatedError):
        next(given_back)


def test_a_cut_file_keeps_what_stands_before(tmp_path: Path) -> None:
    cut = tmp_path / "run-1.wandb"
    cut.write_bytes(REAL.read_bytes()[: REAL.stat().st_size * 2 // 3])
    (log,) = read_training_logs([tmp_path])
    assert 3 < len(log.series[0].steps) < 12
    assert "The file ends within a record" in log.notes[0]


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    data = bytearray(REAL.read_bytes())
    data[len(data) * 2 // 3] ^= 0xFF
    (tmp_path / "run-1.wandb").write_bytes(data)
    (log,) = read_training_logs([tmp_path])
    assert log.series
    assert log.notes == ("A record is damaged (wrong CRC); what stands before was read.",)


def test_another_file_of_that_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run-1.wandb"
    path.write_text(json.dumps({"loss": 1}))
    with pytest.raises(InputError, match="no training log that afterfit knows"):
        read_training_logs([path])
