from typing import Any

import pytest

from afterfit.errors import InputError
from afterfit.readers import ReadOptions
from afterfit.readers.columns import Columns, find_columns


def find(names: str, lists: str = "", **options: Any) -> Columns:
    return find_columns(names.split(), frozenset(lists.split()), ReadOptions(**options), "any.csv")


@pytest.mark.parametrize(
    ("names", "columns", "suffixes", "form"),
    [
        ("label score_cat score_dog", "score_cat score_dog", "cat dog", "one a class"),
        ("label p10 p2 p1 pace", "p1 p2 p10", "1 2 10", "one a class"),
        ("label prob_b prob_a", "prob_b prob_a", "b a", "one a class"),
        ("label proba_x", "proba_x", "x", "one a class"),
        ("label p_x p_y", "p_x p_y", "x y", "one a class"),
        ("label score", "score", "", "positive class"),
        ("label p", "p", "", "positive class"),
        ("label Probability", "Probability", "", "positive class"),
        ("label scores", "scores", "", "list"),
    ],
)
def test_scores_by_convention(names: str, columns: str, suffixes: str, form: str) -> None:
    scores = find(names, "scores" if form == "list" else "").scores
    assert scores is not None
    assert scores.columns == tuple(columns.split())
    assert scores.suffixes == tuple(suffixes.split())
    assert scores.form == form


@pytest.mark.parametrize(
    ("wanted", "columns", "suffixes"),
    [
        ("out*", "out_0 out_2 out_10", "_0 _2 _10"),
        ("out_*", "out_0 out_2 out_10", "0 2 10"),
        ("out_2:out_0", "out_2 out_10 out_0", "2 10 0"),
        ("conf", "conf", ""),
        ("*e", "time", "tim"),
    ],
)
def test_scores_as_the_user_says(wanted: str, columns: str, suffixes: str) -> None:
    scores = find("label out_2 out_10 out_0 conf time prediction", scores=wanted).scores
    assert scores is not None
    assert sorted(scores.columns) == sorted(columns.split())
    assert dict(zip(scores.columns, scores.suffixes, strict=False)) == dict(
        zip(columns.split(), suffixes.split(), strict=False)
    )


def test_a_glob_leaves_the_columns_of_other_roles_alone() -> None:
    scores = find("path label p0 p1 pred", scores="p*").scores
    assert scores is not None
    assert scores.columns == ("p0", "p1")


@pytest.mark.parametrize(
    ("names", "source"),
    [
        ("label p sample", "sample"),
        ("label p sample_id source", "source"),
        ("Label p FileName", "FileName"),
        ("label p", None),
    ],
    ids=["sample", "source before sample", "upper case", "none"],
)
def test_source_by_convention(names: str, source: str | None) -> None:
    assert find(names).source == source


def test_predicted_classes_count_only_without_scores() -> None:
    assert find("label prediction").prediction == "prediction"
    assert find("label prediction p").prediction is None


def test_logits_are_taken_only_when_said() -> None:
    with pytest.raises(InputError, match=r"any\.csv: column 'logit_a' seems to hold logits"):
        find("label logit_a logit_b")
    scores = find("label logit_a logit_b score_a", score_kind="logits").scores
    assert scores is not None
    assert scores.columns == ("logit_a", "logit_b")
    both = find("label logit_a p0").scores
    assert both is not None
    assert both.columns == ("p0",)


def test_columns_without_a_header_are_numbered_by_their_place() -> None:
    columns = find(
        "column_1 column_2 column_3", header=False, label="column_1", scores="column_2:column_3"
    )
    assert columns.scores is not None
    assert columns.scores.suffixes == ("0", "1")


@pytest.mark.parametrize(
    ("names", "label", "suffixes"),
    [
        ("label_a label_b score_a score_b", ("label_a", "label_b"), ("a", "b")),
        ("labels score_a score_b", ("labels",), ()),
        ("true_a score_a", ("true_a",), ("a",)),
    ],
)
def test_multilabel_columns(names: str, label: tuple[str, ...], suffixes: tuple[str, ...]) -> None:
    columns = find(names, "labels", task="multilabel")
    assert (columns.label, columns.label_suffixes) == (label, suffixes)


@pytest.mark.parametrize(
    ("names", "options", "message"),
    [
        ("a b", {}, "no column of labels was found; the columns are a, b: name one with --label"),
        ("label b", {}, "no column of scores was found"),
        ("label p", {"label": "lable"}, r"no column 'lable' \(did you mean 'label'\?\)"),
        ("label p", {"scores": "q*"}, r"no column matches 'q\*'"),
        ("label file path p", {}, "'file' and 'path' could both be the source; .* --source"),
        ("label p0 score_a", {}, "could both be the scores"),
        ("0.3 0.7 cat", {}, "--no-header"),
        ("x score_a", {"task": "multilabel"}, "no columns of labels, one a class"),
        ("label_a true_a p", {"task": "multilabel"}, "could both be the label"),
        ("label_a prediction", {"task": "multilabel"}, "no column of scores"),
        (" ".join(f"c{i}" for i in range(30)), {}, "c19 and 10 more"),
    ],
)
def test_missing_and_ambiguous_columns(names: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        find(names, **options)
