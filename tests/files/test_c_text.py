import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.files import c_comment, c_names


@pytest.mark.parametrize("text", ["*/", "*\\", "*??/", "/*", "x\\\n", "\u2028*/", "\u202e*/"])
def test_nothing_ends_or_joins_a_comment(text: str) -> None:
    made = c_comment(text)
    assert made.isprintable()
    assert not set(made) & set("*\\?")


@given(st.text())
def test_a_comment_is_one_printable_line(text: str) -> None:
    made = c_comment(text)
    assert len(made.splitlines()) <= 1
    assert "*" not in made
    assert "\\" not in made


@pytest.mark.parametrize(
    "names",
    [["a", "A", "a "], ["x", "x_int8"], ["x_int8", "x"], ["", "  ", "-"], ["a", "a", "a_2"]],
)
def test_names_differ_with_their_int8_forms(names: list[str]) -> None:
    made = c_names(names)
    defined = [*made, *(f"{name}_INT8" for name in made)]

    assert len(set(defined)) == len(defined)
    assert all(name.isascii() and name.replace("_", "").isalnum() for name in made)
