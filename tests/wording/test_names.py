import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.wording import listing, some_names


@pytest.mark.parametrize(
    ("n", "phrase", "plain"),
    [
        (0, "", ""),
        (1, "x0", "x0"),
        (2, "x0 and x1", "x0, x1"),
        (3, "x0, x1 and x2", "x0, x1, x2"),
        (4, "x0, x1, x2 and 1 more", "x0, x1, x2 and 1 more"),
    ],
)
def test_phrases(n: int, phrase: str, plain: str) -> None:
    names = [f"x{i}" for i in range(n)]
    assert listing(names, 3) == phrase
    assert some_names(names, 3) == plain


@given(st.integers(0, 3000), st.integers(1, 6))
def test_those_left_out_are_told(n: int, most: int) -> None:
    names = ["x"] * n
    for phrase in (listing(names, most), some_names(iter(names), most)):
        assert phrase.count("x") == min(n, most)
        assert (f" {n - most:,} more" in phrase) == (n > most)
