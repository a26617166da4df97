from typing import Any

import pytest

from afterfit.errors import InputError
from afterfit.results import ConfusionMatrix, Scope
from afterfit.views import chart_confusion, chart_confusion_pair, table_confusion

FAN_BLADE = ConfusionMatrix(
    Scope("float32", "train", 5875, 60),
    ("BladeDamage", "BladeImbalance", "BladeObstruction", "Normal"),
    ((1159, 339, 0, 0), (0, 1301, 0, 0), (0, 0, 962, 0), (0, 0, 0, 2114)),
)


def cells(matrix: ConfusionMatrix) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = chart_confusion(matrix).spec["data"]["values"]
    return values


def test_each_cell_tells_both_classes_count_and_share() -> None:
    mistaken = cells(FAN_BLADE)[1]
    assert mistaken["true"] == "BladeDamage"
    assert mistaken["predicted"] == "BladeImbalance"
    assert mistaken["count"] == 339
    assert mistaken["share_text"] == "22.6 %"
    assert sum(cell["count"] for cell in cells(FAN_BLADE)) == 5875


def test_hovering_shows_the_four_facts() -> None:
    tooltip = chart_confusion(FAN_BLADE).spec["encoding"]["tooltip"]
    assert [one["title"] for one in tooltip] == [
        "True class",
        "Predicted class",
        "Count",
        "Share of true class",
    ]


def test_description_names_the_most_frequent_mistake() -> None:
    assert chart_confusion(FAN_BLADE).description == (
        "float32, train split, n = 5,875 from 60 recordings: 5,536 of 5,875 right; "
        "most often, 339 times, BladeDamage is taken for BladeImbalance."
    )


def test_a_class_without_samples_has_no_share() -> None:
    matrix = ConfusionMatrix(Scope("int8", "test", 2, 1), ("a", "b"), ((2, 0), (0, 0)))
    empty = [cell for cell in cells(matrix) if cell["true"] == "b"]
    assert [cell["share_text"] for cell in empty] == ["–", "–"]
    assert all("share" not in cell for cell in empty)


@pytest.mark.parametrize(("n_classes", "n_texts"), [(4, 2), (12, 1), (16, 0)])
def test_text_gives_way_where_cells_are_small(n_classes: int, n_texts: int) -> None:
    counts = tuple(tuple(int(i == j) for j in range(n_classes)) for i in range(n_classes))
    names = tuple(f"class {i}" for i in range(n_classes))
    matrix = ConfusionMatrix(Scope("int8", "test", n_classes, 1), names, counts)
    layers = chart_confusion(matrix).spec["layer"]
    assert sum(layer["mark"]["type"] == "text" for layer in layers) == n_texts


def test_two_heatmaps_share_one_colour_scale() -> None:
    spec = chart_confusion_pair(FAN_BLADE, FAN_BLADE).spec
    assert len(spec["hconcat"]) == 2
    assert spec["resolve"]["scale"]["color"] == "shared"


def test_two_heatmaps_must_have_the_same_classes() -> None:
    other = ConfusionMatrix(Scope("int8", "train", 1, 1), ("a",), ((1,),))
    with pytest.raises(InputError, match="the same classes"):
        chart_confusion_pair(FAN_BLADE, other)


def test_table_holds_the_counts() -> None:
    table = table_confusion(FAN_BLADE)
    assert table.rows[0] == ("BladeDamage", "1,159", "339", "0", "0", "1,498")
