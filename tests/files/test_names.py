from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.files import csv_cell, natural_order, safe_name


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


@pytest.mark.parametrize(
    ("first", "second"),
    [("f2", "f10"), ("f9/b1", "f10/a1"), ("a", "a1"), ("f02", "f2"), ("f1", "f" + "9" * 6000)],
    ids=["numbers", "folders", "prefix", "leading zero", "very long number"],
)
def test_natural_order(first: str, second: str) -> None:
    assert natural_order(first) < natural_order(second)


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_numbers_in_names_sort_as_numbers(numbers: list[int]) -> None:
    names = [f"part-{number}.csv" for number in numbers]
    assert sorted(names, key=natural_order) == [f"part-{number}.csv" for number in sorted(numbers)]
