import numpy as np
import pytest

from afterfit.results import ConfusionMatrix, Scope
from afterfit.views import chart_confusion, table_confusion
from afterfit.views.most_classes import confusion_weights, shown_classes


@pytest.mark.parametrize(
    ("weights", "most", "shown"),
    [([1, 2, 3], 5, [0, 1, 2]), ([1, 9, 3], 2, [1, 2]), ([0, 0, 0], 2, [0, 1]), ([], 2, [])],
    ids=["room for all", "the largest", "the first of equals", "none"],
)
def test_shown(weights: list[float], most: int, shown: list[int]) -> None:
    assert shown_classes(weights, most) == shown


def test_a_class_matters_by_its_misses_and_its_false_alarms() -> None:
    assert confusion_weights([[5, 2, 0], [0, 7, 0], [1, 0, 9]]) == [3, 2, 1]


def test_a_thousand_classes_are_drawn_as_the_few_that_matter() -> None:
    counts = np.eye(1000, dtype=int) * 9
    counts[500, 700] = 4
    scope = Scope("int8", "test", int(counts.sum()), 1)
    names = tuple(f"c{i}" for i in range(1000))
    matrix = ConfusionMatrix(scope, names, tuple(map(tuple, counts.tolist())))
    spec = chart_confusion(matrix).spec
    assert len(spec["data"]["values"]) == 40 * 40
    assert {"c500", "c700"} <= set(spec["encoding"]["x"]["scale"]["domain"])
    assert "the 40 of 1,000 classes with the most errors" in str(spec["title"])
    cell = next(
        one for one in spec["data"]["values"] if (one["true"], one["predicted"]) == ("c500", "c700")
    )
    assert cell["count"] == 4
    assert cell["support"] == 13  # of all its samples, drawn or not
    assert len(table_confusion(matrix).rows) == 40
