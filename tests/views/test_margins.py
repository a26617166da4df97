from typing import Any

import numpy as np
import pytest

from afterfit.results import MarginHistogram, MarginHistograms, Scope
from afterfit.views import chart_margins, table_margins

EDGES = np.linspace(0, 1, 5)


def histogram(name: str | None, correct: list[int], wrong: list[int]) -> MarginHistogram:
    return MarginHistogram(name, EDGES, np.array(correct), np.array(wrong))


MARGINS = MarginHistograms(
    Scope("float32", "test", 1003, 10),
    histogram(None, [0, 0, 0, 1000], [1, 0, 0, 2]),
    (histogram("a", [0, 0, 0, 1000], [1, 0, 0, 2]), histogram("b", [0] * 4, [0] * 4)),
)


def bars(panel: dict[str, Any], group: str) -> list[float]:
    return [bar["share"] for bar in panel["data"]["values"] if bar["group"] == group]


def test_three_errors_beside_a_thousand_hits_are_as_tall() -> None:
    panel = chart_margins(MARGINS).spec["concat"][0]
    assert bars(panel, "right") == [1.0]
    assert bars(panel, "wrong") == pytest.approx([1 / 3, 2 / 3], abs=1e-6)


def test_panels_tell_how_many_samples_they_hold() -> None:
    assert chart_margins(MARGINS).spec["concat"][0]["title"]["subtitle"] == "1,000 right, 3 wrong"


def test_a_class_that_was_never_predicted_is_named_instead_of_drawn() -> None:
    spec = chart_margins(MARGINS).spec
    assert len(spec["concat"]) == 2
    assert "Never predicted: b" in spec["title"]["subtitle"]


def test_confident_mistakes_are_counted() -> None:
    assert chart_margins(MARGINS).description.endswith(
        "3 wrong, of which 2 with a margin of 0.5 or more."
    )
    assert table_margins(MARGINS).rows[0] == ("All samples", "1,000", "100 %", "3", "66.7 %")
    assert table_margins(MARGINS).rows[2] == ("b", "0", "–", "0", "–")
