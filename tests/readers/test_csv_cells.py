"""The quick way through a CSV file gives the cells of Python's csv module."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers.csv_cells import CsvCells, read_csv_cells


def by_module(path: Path) -> tuple[list[list[str]], list[int], int, int | None]:
    """Return whole rows, their numbers, how many rows there are, and the first odd one's."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    if not rows:
        return [], [], 0, None
    numbered = list(enumerate(rows[1:], start=2))
    whole = [(i, row) for i, row in numbered if len(row) == len(rows[0])]
    odd = [i for i, row in numbered if len(row) != len(rows[0])]
    kept = [rows[0], *(row for _, row in whole)]
    return kept, [i for i, _ in whole], len(numbered), odd[0] if odd else None


def rows_of(cells: CsvCells) -> list[list[str]]:
    below = zip(*(column.to_list() for column in cells.columns), strict=True)
    return [list(cells.header), *map(list, below)] if cells.header else []


def assert_equal_to_the_module(path: Path) -> None:
    cells = read_csv_cells(path)
    told = (rows_of(cells), cells.rows.to_list(), cells.n_rows, cells.first_odd)
    assert told == by_module(path)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n3,4\n",
        "a,b\r\n1,2\r\n\r\n3,4",
        "a,b\r1,2\r\n\n3,4\n\r",
        "\ufeffa,b\n1,2\n",
        'a,"b, c"\n1,"2\n3"\n"4",5\n',
        "a,b\n1\n1,2,3\n ,\n1,2\n",
        "a\n1\n\n2\n",
        "a,b\n",
        "",
        "\n\n",
        "a,b\n1,\x00\n,\n",
    ],
    ids=[
        *("plain", "Windows", "old Mac", "byte order mark", "quotes", "odd rows"),
        *("one column", "header alone", "nothing", "blank lines", "NUL and empty cells"),
    ],
)
def test_cells_are_those_of_the_module(text: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert_equal_to_the_module(path)


@given(text=st.text('ab1,,\n\n\r" ;é', max_size=40))
def test_any_text(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("csv") / "log.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert_equal_to_the_module(path)


@pytest.mark.parametrize(
    "content", [b"a,b\n\xff\xfe\n", b"a,b\n" + b"1" * 200_000 + b",2\n"], ids=["binary", "long"]
)
def test_what_the_module_refuses_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read as a CSV file"):
        read_csv_cells(path)
