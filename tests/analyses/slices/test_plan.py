import polars as pl
import pytest

from afterfit.analyses import plan_column
from afterfit.errors import InputError
from afterfit.readers.slice_columns import slice_codes, survey_cells


def slices_of(cells: pl.Series) -> tuple[str, list[str]]:
    """Return the kind of the column and the slice of each cell."""
    column = plan_column("x", survey_cells(cells))
    return column.kind, [column.names[code] for code in slice_codes(column, cells)]


@pytest.mark.parametrize(
    ("cells", "kind", "slices"),
    [
        (["b", "a", None, "b"], "words", ["b", "a", "(missing)", "b"]),
        (["b", "", " ", "1"], "words", ["b", "(missing)", "(missing)", "1"]),
        ([True, False, None], "words", ["true", "false", "(missing)"]),
        ([2, 10, 2], "numbers", ["2", "10", "2"]),
        (["2", "10", "2.0"], "numbers", ["2", "10", "2"]),
        ([0.5, float("nan"), 1 / 3], "numbers", ["0.5", "(missing)", "0.3333"]),
        (["0.5", "nan", "x"], "words", ["0.5", "(missing)", "x"]),
        ([None, None], "ranges", ["(missing)", "(missing)"]),
    ],
    ids=["words", "empty", "booleans", "numbers", "numbers as text", "nan", "mixed", "nothing"],
)
def test_cells(cells: list[object], kind: str, slices: list[str]) -> None:
    assert slices_of(pl.Series("x", cells)) == (kind, slices)


def test_many_numbers_are_cut_at_quintiles() -> None:
    kind, slices = slices_of(pl.Series("x", list(range(100))))

    assert kind == "ranges"
    assert dict.fromkeys(slices) == dict.fromkeys(
        ["below 20", "20 to 40", "40 to 60", "60 to 80", "80 and above"]
    )
    assert {slices.count(one) for one in slices} == {20}


def test_numbers_are_the_same_as_text() -> None:
    numbers = [one / 7 for one in range(-50, 50)]

    assert slices_of(pl.Series("x", numbers)) == slices_of(pl.Series("x", map(str, numbers)))


def test_rare_words_share_a_slice() -> None:
    cells = pl.Series("x", [f"w{one:02d}" for one in range(60) for _ in range(60 - one)])
    column = plan_column("x", survey_cells(cells))

    assert (len(column.values), column.n_pooled) == (50, 10)
    assert set(slices_of(cells)[1][-10:]) == {"(other)"}


def test_an_id_is_no_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afterfit.readers.slice_columns.MOST_TEXTS", 3)
    with pytest.raises(InputError, match="as an id does; a slice is shared by many rows"):
        plan_column("x", survey_cells(pl.Series("x", list("abcd"))))
