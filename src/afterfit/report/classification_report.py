"""The text report of §8.6.8: metrics of each class, then of all."""

from collections.abc import Sequence
from math import isnan

from afterfit.report.text_table import one_line
from afterfit.results import ClassificationQuality
from afterfit.views.numbers import NO_VALUE, interval
from afterfit.views.scope import scope_line

_METRICS = ("precision", "recall", "f1")


def classification_report(quality: ClassificationQuality) -> str:
    """Return precision, recall, F1 and support of each class, then accuracy and both averages.

    A metric that the data cannot tell is a dash; the averages leave it out. Below stand the
    interval of the accuracy and what the numbers were computed on.
    """
    n = quality.scope.n_samples
    rows = [["Class", "Precision", "Recall", "F1-Score", "Support"]]
    rows += [
        [
            one_line(one.class_name),
            *(
                _four_digits(value)
                for value in (one.precision.value, one.recall.value, one.f1.value)
            ),
            str(one.support),
        ]
        for one in quality.classes
    ]
    accuracy = quality.estimate("accuracy")
    totals = [
        ["Accuracy:", "", "", _four_digits(accuracy.value), str(n)],
        ["Macro Avg:", *_averages(quality, "macro"), str(n)],
        ["Weighted Avg:", *_averages(quality, "weighted"), str(n)],
    ]
    lines = _aligned([*rows, *totals])
    lines.insert(len(rows), "")
    below = [
        f"Accuracy with 95 % interval: {interval(accuracy)}, method: {accuracy.method}",
        f"Computed on: {scope_line(quality.scope)}",
    ]
    if any(isnan(value) for value in _values(quality)):
        below.append(
            f"{NO_VALUE}: the data cannot tell; averages are over the classes where they can."
        )
    return "\n".join([*lines, "", *below]) + "\n"


def _averages(quality: ClassificationQuality, kind: str) -> list[str]:
    return [_four_digits(quality.estimate(f"{kind}_{metric}").value) for metric in _METRICS]


def _values(quality: ClassificationQuality) -> list[float]:
    return [
        value
        for one in quality.classes
        for value in (one.precision.value, one.recall.value, one.f1.value)
    ]


def _four_digits(value: float) -> str:
    return NO_VALUE if isnan(value) else f"{value:.4f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
