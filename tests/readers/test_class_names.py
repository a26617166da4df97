import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers.class_names import (
    LabelKind,
    Labels,
    check_class_names,
    in_order,
    is_numbered,
    kind_of_labels,
)


@pytest.mark.parametrize(
    ("classes", "texts", "kind"),
    [
        ("cat dog", "1 0", "indices"),
        ("cat dog", "cat", "names"),
        ("cat dog", "", "indices"),
        ("0 1 2", "2", "indices"),
        ("3 5", "3", "names"),
        ("-1 1", "1", "names"),
        ("cat 1", "1", "names"),
    ],
)
def test_names_or_indices(classes: str, texts: str, kind: LabelKind) -> None:
    assert kind_of_labels(classes.split(), texts.split()) == kind


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("names", pl.Series(["b", "a"])),
        ("names", pl.Series(["b", "a"], dtype=pl.Categorical)),
        ("names", pl.Series(["b", "a"], dtype=pl.Enum(["a", "b"]))),
        ("indices", pl.Series([1, 0])),
        ("indices", pl.Series([1, 0], dtype=pl.UInt8)),
        ("indices", pl.Series([1.0, 0.0])),
        ("indices", pl.Series([True, False])),
        ("indices", pl.Series(["1", "0.0"])),
    ],
)
def test_labels_of_any_type_become_indices(kind: LabelKind, values: pl.Series) -> None:
    assert Labels("label", ("a", "b"), kind).codes(values, str, np.int64).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        ("indices", pl.Series([0, 2]), "1: .*indices from 0 to 1, got 2"),
        ("indices", pl.Series([0, None]), "1: .*is empty"),
        ("indices", pl.Series([0.0, 0.5]), "1: .*got 0.5"),
        ("names", pl.Series(["a", "c"]), "1: .*holds 'c', which is none of the classes a, b"),
        ("names", pl.Series(["a", ""]), "1: .*holds ''"),
    ],
)
def test_labels_that_are_no_class_are_named(
    kind: LabelKind, values: pl.Series, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        Labels("label", ("a", "b"), kind).codes(values, str, np.int64)


def test_labels_are_ordered_by_number_where_they_are_numbers() -> None:
    assert in_order({"10", "9.0", "-1"}) == ("-1", "9", "10")
    assert in_order({"b", "a", "10", "9"}) == ("10", "9", "a", "b")


def test_numbered_columns_name_no_classes() -> None:
    assert is_numbered(("0", "1", "2"))
    assert is_numbered(("1", "2"))
    assert not is_numbered(("2", "3"))
    assert not is_numbered(("a",))


@pytest.mark.parametrize(
    ("names", "n_scores", "message"),
    [
        (("a", "a"), 2, "'a' is there twice"),
        ((), None, "no row has a label"),
        (("a", "b"), 3, r"2 classes were named \(a, b\), but each row has 3 scores"),
    ],
)
def test_class_names_must_differ_and_fit(
    names: tuple[str, ...], n_scores: int | None, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        check_class_names(names, n_scores)
