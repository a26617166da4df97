from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from afterfit.files import csv_cell, safe_name


@given(st.text())
def test_a_safe_name_is_one_plain_file_name(text: str) -> None:
    name = safe_name(text)
    assert name
    assert PurePosixPath(name).name == name
    assert not name.startswith(".")
    assert len(name) <= 90


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_texts_keep_different_names(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


@given(st.text(min_size=1))
def test_no_cell_starts_a_formula(text: str) -> None:
    assert csv_cell(text)[0] not in "=+-@\t\r"
