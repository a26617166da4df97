from dataclasses import replace
from math import nan
from typing import Any, get_args

import pytest

from afterfit.results import Neighbourhood, NoNeighbourhood
from afterfit.results.prediction_trace import SameMistake
from afterfit.views.layer_pictures import chart_layer_pictures
from afterfit.views.prediction_trace import (
    answer_sentence,
    looks_text,
    neighbours_sentence,
    parting_sentence,
    rule_sentence,
    table_neighbours,
    table_prediction,
    table_scores,
    table_traced_layers,
)
from tests.views.sample_traces import sample_prediction

TRACE = sample_prediction()
REAL, INT8 = TRACE.variants


def test_sentences_of_a_wrong_answer() -> None:
    assert answer_sentence(TRACE) == (
        "idle/a.csv@40 is idle; float32 says fault at 90.0 %, int8 says fault at 90.0 %."
    )
    assert rule_sentence(TRACE) == (
        "float32: the highest score is that of fault, 90.0 %, at or above the threshold of that "
        "class, 40.0 %, at or above the least confidence for an answer, 60.0 %; both limits were "
        "chosen on validation."
    )
    assert neighbours_sentence(TRACE) == (
        "The 5 training windows most like it to the last layer of float32: 5 fault. All bear the "
        "answer's label: either the label of idle/a.csv is wrong or float32 cannot tell it from "
        "fault: look at idle/a.csv. float32 says fault of 3 of 3 other windows of this "
        "recording and of 0 of 20 windows of other idle recordings."
    )
    assert parting_sentence(TRACE) == ("The outputs of int8 part from those of float32 at conv.")


@pytest.mark.parametrize(
    ("alike", "ending"),
    [
        ((0, 0, 40, 4), "look at idle/a.csv. float32 says fault of 4 of 40 windows of other idle "
         "recordings."),
        ((1, 0, 0, 0), "look at idle/a.csv. float32 says fault of 0 of 1 other window of this "
         "recording."),
        ((0, 0, 0, 0), "look at idle/a.csv."),
    ],
    ids=["others", "itself", "nobody knows"],
)  # fmt: skip
def test_a_known_confusion_is_named_before_the_label(
    alike: tuple[int, int, int, int], ending: str
) -> None:
    assert isinstance(TRACE.neighbourhood, Neighbourhood)
    found = replace(
        TRACE.neighbourhood, alike=SameMistake(*alike), looks_like="model or label error"
    )
    said = neighbours_sentence(replace(TRACE, neighbourhood=found))
    assert "label: float32 cannot tell it from fault, or its label is wrong: look" in said
    assert said.endswith(ending)


def test_an_unsure_answer_does_not_count() -> None:
    unsure = replace(REAL, answer="uncertain", min_confidence=0.95, threshold=nan)
    trace = replace(TRACE, variants=(unsure,))
    assert "too unsure to count" in answer_sentence(trace)
    assert rule_sentence(trace).endswith("below the least confidence for an answer, 95.0 %.")
    assert parting_sentence(trace) == ""


def test_without_a_limit_the_highest_score_decides() -> None:
    free = replace(REAL, threshold=nan, min_confidence=nan)
    said = rule_sentence(replace(TRACE, variants=(free,)))
    assert said == "float32: the highest score is that of fault, 90.0 %."


def test_layers_that_hold_name_the_worst() -> None:
    close = tuple(replace(one, snr_db=30.0 + i) for i, one in enumerate(INT8.layers))
    trace = replace(TRACE, variants=(REAL, replace(INT8, layers=close, parts_at="")))
    assert parting_sentence(trace) == (
        "No layer of int8 is off by more than a tenth of its signal (at worst conv, 30.0 dB)."
    )


@pytest.mark.parametrize("look", get_args(Neighbourhood.__annotations__["looks_like"]))
def test_each_look_has_its_words(look: Any) -> None:
    assert isinstance(TRACE.neighbourhood, Neighbourhood)
    trace = replace(TRACE, neighbourhood=replace(TRACE.neighbourhood, looks_like=look))
    assert looks_text(trace) == look
    assert neighbours_sentence(trace).endswith(".")


def test_neighbours_that_are_not_known_have_a_reason() -> None:
    trace = replace(TRACE, neighbourhood=NoNeighbourhood("none kept."))
    assert neighbours_sentence(trace) == "none kept."
    assert table_neighbours(trace) is None
    assert looks_text(trace) == "–"


def test_tables() -> None:
    assert table_scores(TRACE).rows[0] == ("idle (true)", "−1.000", "10.0 %", "−1.000", "10.0 %")
    assert table_prediction(TRACE).rows[1][-1] == "conv"
    assert [column.name for column in table_traced_layers(TRACE, REAL).columns][-1] == "Zeros"
    row = table_traced_layers(TRACE, INT8).rows[0]
    assert row == ("conv", "Conv", "2 × 2", "0.000", "0.875", "2.500", "50.0 %", "25.0 %",
                   "13.0 dB")  # fmt: skip
    neighbours = table_neighbours(TRACE)
    assert neighbours is not None
    assert neighbours.rows[0] == ("fault/1.csv@0", "fault", "0.500")


def test_a_row_a_layer_holds_both_models_and_their_difference() -> None:
    rows = chart_layer_pictures(TRACE).spec["vconcat"]
    assert rows[0]["title"]["text"] == "1  conv · Conv · 2 × 2 · SNR 13.0 dB"
    assert [one["title"]["text"] for one in rows[0]["hconcat"]] == [
        "float32, 0.00 to 2.00",
        "int8, 0.00 to 2.50",
        "difference, at most 0.500",
    ]
    alone = chart_layer_pictures(TRACE, REAL).spec["vconcat"]
    assert [len(row["hconcat"]) for row in alone] == [1, 1]


def test_a_variant_without_layers_says_why() -> None:
    hidden = replace(INT8, layers=(), note="Not run here.")
    assert chart_layer_pictures(TRACE, hidden).description == "Not run here."


def test_the_frame_has_a_row_a_layer_and_variant() -> None:
    frame = TRACE.table()
    assert frame["layer"].to_list() == ["conv", "head"] * 2
    assert frame["saturated"].to_list() == [None, None, 0.25, 0.25]
