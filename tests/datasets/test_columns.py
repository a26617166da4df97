import pytest

from afterfit.datasets.columns import Variables, choose, data_columns
from afterfit.errors import InputError

HEADER = ["Time (s)", "ax", "ay", "timestamp", "az"]


def test_time_columns_are_dropped() -> None:
    columns = data_columns(5, HEADER)
    assert (columns.places, columns.names) == ((1, 2, 4), ("ax", "ay", "az"))


@pytest.mark.parametrize(
    ("variables", "places"),
    [(2, (1, 2)), ((2, 0), (4, 1)), (("az", "ax"), (4, 1))],
    ids=["count", "places", "names"],
)
def test_choice(variables: Variables, places: tuple[int, ...]) -> None:
    assert choose(data_columns(5, HEADER), variables, "rec.csv").places == places


@pytest.mark.parametrize(
    ("header", "variables", "message"),
    [
        (HEADER, 4, "asks for 4 columns, but rec.csv has 3 without time: ax, ay, az"),
        (HEADER, (0, 3), r"asks for column 3 \(counted from 0\), but rec.csv has 3"),
        (HEADER, ("ax", "axz"), r"'axz', but rec.csv has ax, ay, az \(did you mean 'az'\?\)"),
        (None, ("ax",), "'ax', but rec.csv has no header"),
        (["x", "x", "y", "z", "w"], ("x",), "has 2 columns of that name"),
        (["time"] * 5, 1, "has 0 without time: none"),
    ],
    ids=["too many", "place behind the end", "unknown name", "no header", "twice", "time alone"],
)
def test_columns_that_are_not_there(
    header: list[str] | None, variables: Variables, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        choose(data_columns(5, header), variables, "rec.csv")
    assert caught.value.where == "data_processing_feature_extraction -> variables"
