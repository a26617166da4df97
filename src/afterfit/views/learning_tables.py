"""Learning curves as a table: the training insights."""

import math

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.numbers import NO_VALUE
from afterfit.views.tables import Table, make_table

_NOT_TOLD = "not in the log"
_LOSSES = {
    "total_loss": "Total loss",
    "classification_loss": "Classification loss",
    "localisation_loss": "Localisation loss",
    "regularisation_loss": "Regularisation loss",
}


def table_insights(curves: LearningCurves) -> Table:
    """Return steps, batch size, learning rate and resolution, then final and best losses."""
    rows = [[f"{curves.step_unit.capitalize()}s", shown_number(curves.last_step), ""]]
    rows += [_setting_row("batch size", curves), _rate_row(curves)]
    rows += [_setting_row("resolution", curves)]
    if "optimizer" in curves.settings:
        rows += [_setting_row("optimizer", curves)]
    for role, title in _LOSSES.items():
        pair = [_loss(curves, role, split) for split in ("train", "eval")]
        if any(pair):
            rows.append(
                [f"{title}, final", *(shown_number(c.final) if c else NO_VALUE for c in pair)]
            )
            rows.append([f"{title}, best", *(_best(c, curves) for c in pair)])
    rows += _metric_rows(curves)
    return make_table(
        "Training insights",
        ["", ">Training", ">Evaluation"],
        rows,
        note="Final: median of the last tenth. Best: of the running median.",
    )


def _setting_row(name: str, curves: LearningCurves) -> list[str]:
    return [name.capitalize(), curves.settings.get(name, _NOT_TOLD), ""]


def _rate_row(curves: LearningCurves) -> list[str]:
    rate = curves.judged_curve("learning rate")
    if rate is None or not len(rate.values):
        return _setting_row("learning rate", curves)
    first, last = shown_number(float(rate.values[0])), shown_number(float(rate.values[-1]))
    return ["Learning rate", first if first == last else f"{first} → {last}", ""]


def _loss(curves: LearningCurves, role: str, split: str) -> Curve | None:
    if role == "total_loss":
        return curves.judged_curve(f"{split} loss")
    found = [one for one in curves.curves if (one.role, one.split) == (role, split)]
    return found[0] if found else None


def _metric_rows(curves: LearningCurves) -> list[list[str]]:
    pair = [curves.judged_curve(f"{split} metric") for split in ("train", "eval")]
    names = list(dict.fromkeys(one.name for one in pair if one))
    if not names:
        return []
    title = ", ".join(names)
    finals = [shown_number(one.final) if one else NO_VALUE for one in pair]
    return [
        [f"{title}, final", *finals],
        [f"{title}, best", *(_best(one, curves) for one in pair)],
    ]


def _best(curve: Curve | None, curves: LearningCurves) -> str:
    if curve is None or math.isnan(curve.best):
        return NO_VALUE
    return f"{shown_number(curve.best)} ({curves.step_unit} {shown_number(curve.best_step)})"


def shown_number(value: float) -> str:
    """Return *value* to four digits, from a thousand on without decimals."""
    if math.isnan(value):
        return NO_VALUE
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}".replace("-", "−")
