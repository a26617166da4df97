"""What is gained by answering "uncertain"."""

from typing import Any

from afterfit.results import (
    ReachedAccuracy,
    Scope,
    UncertainAnswers,
    Uncertainty,
    UnreachedAccuracy,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.curves import visible_points
from afterfit.views.most_classes import confusion_weights, shown_classes, shown_note
from afterfit.views.numbers import count, decimal, interval, percent, significant
from afterfit.views.palette import CORRECT, QUIET, WRONG
from afterfit.views.reason import chart_reason
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table


def chart_uncertainty(uncertainty: Uncertainty) -> Chart:
    """Return accuracy of the answers against the share of samples that are answered."""
    n = max(uncertainty.scope.n_samples, 1)
    coverage = uncertainty.n_answered / n
    accuracy = 1 - uncertainty.n_wrong / uncertainty.n_answered
    values = [
        {
            "coverage": significant(float(coverage[i]), 5),
            "accuracy": significant(float(accuracy[i]), 5),
            "confidence": significant(float(uncertainty.confidences[i])),
        }
        for i in visible_points(coverage, accuracy)
    ]
    return make_chart(
        "Accuracy of the answers against their share",
        _describe(uncertainty.scope, uncertainty.answers),
        {
            "data": {"values": values},
            "width": 360,
            "height": 240,
            "mark": {"type": "line", "color": CORRECT, "interpolate": "step-after"},
            "encoding": {
                "x": _axis("coverage", "Samples answered", zero=True),
                "y": _axis("accuracy", "Accuracy of the answers", zero=False),
                "tooltip": [
                    {"field": "confidence", "type": "quantitative", "title": "Minimum confidence"},
                    {"field": "coverage", "type": "quantitative", "format": ".1%"},
                    {"field": "accuracy", "type": "quantitative", "format": ".1%"},
                ],
            },
        },
        subtitle=f"{scope_line(uncertainty.scope)}\n"
        f"Area under the risk-coverage curve {decimal(uncertainty.aurc)}, 0 is perfect",
    )


def _axis(field: str, title: str, *, zero: bool) -> dict[str, Any]:
    scale = {"domain": [0, 1]} if zero else {"domainMax": 1, "zero": False}
    axis = {"title": title, "labelExpr": PERCENT_LABELS, "tickCount": 5}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def table_uncertainty(uncertainty: Uncertainty) -> Table:
    """Return the confusion matrix with a last column for "uncertain"."""
    return _table(uncertainty.scope, uncertainty.class_names, uncertainty.answers)


def chart_wished_accuracy(reached: ReachedAccuracy | UnreachedAccuracy) -> Chart:
    """Return, for each true class, the shares of right, wrong and uncertain answers."""
    if isinstance(reached, UnreachedAccuracy):
        return chart_reason("Uncertain answers", _unreached(reached))
    return make_chart(
        "Right, wrong and uncertain answers",
        _describe(reached.reported_on, reached.answers),
        {
            "data": {"values": _bars(reached)},
            "width": 360,
            "height": {"step": 24},
            "mark": "bar",
            "encoding": _bar_encoding(list(reached.class_names)),
        },
        subtitle=f"{scope_line(reached.reported_on)}\n{_choice(reached)}",
    )


def _bars(reached: ReachedAccuracy) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = []
    for i, (name, row) in enumerate(zip(reached.class_names, reached.answers.counts, strict=True)):
        wrong = sum(row) - row[i] - row[-1]
        answers = (("right", row[i]), ("wrong", wrong), ("uncertain", row[-1]))
        values += [
            {"true": name, "answer": answer, "order": order, "count": n}
            for order, (answer, n) in enumerate(answers)
        ]
    return values


def _bar_encoding(names: list[str]) -> dict[str, Any]:
    colours = {"domain": ["right", "wrong", "uncertain"], "range": [CORRECT, WRONG, QUIET]}
    return {
        "y": {
            "field": "true",
            "type": "nominal",
            "scale": {"domain": names},
            "axis": {"title": "True class", "labelLimit": 220},
        },
        "x": {"field": "count", "type": "quantitative", "axis": {"title": "Samples"}},
        "color": {"field": "answer", "type": "nominal", "scale": colours},
        "order": {"field": "order", "type": "quantitative"},
        "tooltip": [
            {"field": "true", "type": "nominal", "title": "True class"},
            {"field": "answer", "type": "nominal", "title": "Answer"},
            {"field": "count", "type": "quantitative", "title": "Samples"},
        ],
    }


def table_wished_accuracy(reached: ReachedAccuracy | UnreachedAccuracy) -> Table:
    """Return the confusion matrix with "uncertain", or why the wish cannot be had."""
    if isinstance(reached, UnreachedAccuracy):
        return make_table("Uncertain answers", ["Reason"], [[_unreached(reached)]])
    table = _table(reached.reported_on, reached.class_names, reached.answers)
    return Table(table.title, table.columns, table.rows, f"{table.note} {_choice(reached)}.")


def _table(scope: Scope, class_names: tuple[str, ...], answers: UncertainAnswers) -> Table:
    shown = shown_classes(confusion_weights([row[:-1] for row in answers.counts]))
    columns = ["True class", *(f">as {class_names[i]}" for i in shown), ">uncertain"]
    rows = [[class_names[i], *(count(answers.counts[i][j]) for j in (*shown, -1))] for i in shown]
    left_out = shown_note(len(shown), len(class_names), "most errors")
    note = _describe(scope, answers) + (f" Shown: {left_out}." if left_out else "")
    return make_table("Uncertain answers", columns, rows, note=note)


def _describe(scope: Scope, answers: UncertainAnswers) -> str:
    share = answers.n_answered / scope.n_samples if scope.n_samples else float("nan")
    return (
        f"{scope_line(scope)}: with a minimum confidence of {decimal(answers.min_confidence)}, "
        f"{percent(share)} are answered, {interval(answers.accuracy)} of them right."
    )


def _choice(reached: ReachedAccuracy) -> str:
    return (
        f"Chosen on {reached.chosen_on.split} for an accuracy of "
        f"{percent(reached.wished_accuracy)}: {percent(reached.chosen_accuracy)} there"
    )


def _unreached(answer: UnreachedAccuracy) -> str:
    return (
        f"No minimum confidence reaches an accuracy of {percent(answer.wished_accuracy)} on "
        f"{answer.chosen_on.split}; the best is {percent(answer.best_accuracy)}."
    )
