import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.datasets import delimited
from afterfit.datasets.columns import Variables
from afterfit.datasets.delimited import read_delimited
from afterfit.errors import InputError


def read(tmp_path: Path, text: str, variables: Variables = 2) -> list[list[float]]:
    path = tmp_path / "rec.csv"
    path.write_bytes(text.encode())
    rows: list[list[float]] = read_delimited(path, "rec.csv", variables)[2].tolist()
    return rows


@pytest.mark.parametrize(
    "text",
    [
        "1,2\n3,-4.5\n",
        "x,y\n1,2\n3,-4.5",
        "Time,x,y\n2024-01-01 10:00,1,2\n2024-01-01 10:01,3,-4.5\n",
        "x;y\n1;2\n3;-4.5\n",
        "1\t2\n3\t-4.5\n",
        "  1   2\n3 \t -4.5  \n".replace("\t", " "),
        "1, 2\n3, -4.5\n",
        '"x","y"\n"1","2"\n3,-4.5\n',
        "\n\n1,2\n\n3,-4.5\n\n\n",
        "\ufeffx,y\r\n1,2\r\n3,-45e-1\r\n",
        "x,y\r1,2\r3,-4.5\r",
        "x,y,label\n1,2,run\n3,-4.5,\n",
        "Accel X,Accel Y\n1,2\n3,-4.5\n",
    ],
    ids=[
        *("plain", "header", "time column with text", "semicolon", "tab", "whitespace"),
        *("spaces after commas", "quotes", "blank lines", "BOM, CRLF and exponent", "CR"),
        *("text in a column that is not used", "header with spaces"),
    ],
)
def test_readable(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [[1.0, 2.0], [3.0, -4.5]]


@pytest.mark.parametrize("text", ["1,2\n3,4\n", "t,x\n1,2\n", "1\n2\n", "1 2\n3 4\n", "1;x\n2;y\n"])
def test_ordinary_files_take_the_fast_reader(tmp_path: Path, text: str) -> None:
    (tmp_path / "rec.txt").write_text(text)
    opened = delimited.open_text(tmp_path / "rec.txt", "rec.txt")
    chosen = read_delimited(tmp_path / "rec.txt", "rec.txt", 1)[1]
    assert delimited._read_fast(opened, chosen) is not None


def test_one_column_under_a_header_of_two_words(tmp_path: Path) -> None:
    assert read(tmp_path, "Accel X\n1\n2\n", 1) == [[1.0], [2.0]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x,y\n1,2\n3,abc\n", "rec.csv, line 3, column 2 ('y'): 'abc' is not a number"),
        ("1,2\n3,abc\n", "rec.csv, line 2, column 2: 'abc' is not a number"),
        ("time,x,y\n0,1,2\n\n1,oops,4\n", "rec.csv, line 4, column 2 ('x'): 'oops' is not"),
        ("x,y\n1,2\n3,\n", "rec.csv, line 3, column 2 ('y'): the cell is empty"),
        ("x,y\n1,nan\n", "rec.csv, line 2, column 2 ('y'): 'nan' is not a finite"),
        ("x,y\n1,2\n-inf,4\n", "rec.csv, line 3, column 1 ('x'): '-inf' is not a finite"),
        ("1,2\n3,1e39\n", "rec.csv, line 2, column 2: '1e39' is not a finite 32-bit number"),
        ("1,2\n3\n", "rec.csv, line 2: has 1 cells, but line 1 has 2"),
        ("1,2\n3,4,5\n", "rec.csv, line 2: has 3 cells, but line 1 has 2"),
        ("x,y,z\n1,2\n", "rec.csv, line 2: has 2 cells, but line 1 has 3"),
        ("1,2,3\n4,5\n", "rec.csv, line 2: has 2 cells, but line 1 has 3"),
        ("1;2\n3,5;4\n", "'3,5' is not a number; write decimals with a point"),
        ("1,2\n1_000,2\n", "'1_000' is not a number"),
        ("x,y\n", "rec.csv: has a header but no rows"),
        (" \n\n", "rec.csv: is empty"),
        ("", "rec.csv: is empty"),
    ],
    ids=[
        *("text", "text without header", "line counts blank lines and time columns", "empty cell"),
        *("NaN", "infinity", "beyond float32", "short row", "long row", "header too long"),
        *("short by an unused column", "decimal comma", "digit groups", "header alone", "blank"),
        "empty",
    ],
)
def test_errors_name_the_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)


def test_a_gap_in_a_single_column_is_a_missing_value(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rec\.csv, line 3, column 1 \('x'\): the cell is empty"):
        read(tmp_path, "x\n1\n\n2\n", 1)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "rec.csv"
    path.write_bytes(b"1,2\n\xff\xfe\n")
    with pytest.raises(InputError, match=r"rec\.csv: is not UTF-8 text \(byte 4\)"):
        read_delimited(path, "rec.csv", 1)


numbers = st.floats(width=32, allow_nan=False, allow_infinity=False)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=12),
    header=st.booleans(),
    delimiter=st.sampled_from(",;\t "),
)
def test_both_readers_agree_with_csv_and_numpy(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[float, float, float]],
    header: bool,
    delimiter: str,
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerows([["x", "y", "z"]] * header + [[repr(cell) for cell in row] for row in rows])
    path = tmp_path_factory.mktemp("csv") / "rec.txt"
    path.write_text(buffer.getvalue())
    expected = np.loadtxt(path, delimiter=delimiter, skiprows=int(header), ndmin=2)

    values = read_delimited(path, "rec.txt", 3)[2]
    text = delimited.open_text(path, "rec.txt")
    _, chosen, _ = read_delimited(path, "rec.txt", 3)
    assert np.array_equal(values, expected)
    assert np.array_equal(delimited._read_carefully(text, chosen), expected)
