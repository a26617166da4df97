"""The metric that variants are chosen by, in words and numbers."""

from afterfit.metrics import ERROR_METRICS
from afterfit.results import Estimate, Yardstick
from afterfit.views.comparison import margin_text
from afterfit.views.error_numbers import error_interval, quantity
from afterfit.views.numbers import decimal, interval, is_percentage, percent


def estimate_text(estimate: Estimate, unit: str = "") -> str:
    """Return any estimate with its 95 % interval, in the way its metric is read.

    Examples
    --------
    >>> estimate_text(Estimate("rmse", 0.5, 0.4, 0.625, 90, "bootstrap"), "Nm")
    '0.5 Nm (0.4 to 0.625)'
    >>> estimate_text(Estimate("accuracy", 0.942, 0.91, 0.964, 120, "wilson"))
    '94.2 % (91.0–96.4)'
    """
    if estimate.metric in ERROR_METRICS:
        return error_interval(estimate, unit)
    return interval(estimate)


def quality_text(value: float, yardstick: Yardstick) -> str:
    """Return a value of the yardstick, without an interval."""
    if is_percentage(yardstick.metric):
        return percent(value)
    if yardstick.metric in ERROR_METRICS:
        return quantity(value, yardstick.unit)
    return decimal(value)


def loss_noun(margin: float, yardstick: Yardstick) -> str:
    """Return what is to be ruled out: "a loss of more than 1 point".

    Examples
    --------
    >>> loss_noun(0.05, Yardstick("rmse", "RMSE of torque", "lower", "Nm", "relative"))
    'a rise of the RMSE by more than 5 %'
    """
    if yardstick.loss == "relative":
        return f"a rise of the RMSE by more than {_amount(margin, yardstick)}"
    return f"a loss of more than {_amount(margin, yardstick)}"


def loss_verb(margin: float, yardstick: Yardstick, *, certain: bool) -> str:
    """Return the same as what a variant does, "certainly", or else "may".

    Examples
    --------
    >>> auc = Yardstick("roc_auc", "ROC AUC", "higher", loss="absolute")
    >>> loss_verb(0.01, auc, certain=False)
    'may lose more than 0.01 of ROC AUC'
    """
    verb = "raise the RMSE by" if yardstick.loss == "relative" else "lose"
    if certain:
        verb = f"certainly {verb.replace('raise', 'raises').replace('lose', 'loses')}"
    else:
        verb = f"may {verb}"
    return f"{verb} more than {_amount(margin, yardstick)}"


def accepted_loss(margin: float, yardstick: Yardstick) -> str:
    """Return what is accepted against the reference, and how it is shown."""
    shown = f"of at most {_amount(margin, yardstick)}, shown by the interval"
    if yardstick.loss == "relative":
        return f"a rise of the RMSE of any {yardstick.parts} {shown}"
    lost = yardstick.title[0].lower() + yardstick.title[1:] if yardstick.parts else yardstick.title
    parts = f", and of at most 5 points of recall in a {yardstick.parts} of 20 samples or more"
    return f"a loss of {lost} {shown}{parts if yardstick.parts else ''}"


def _amount(margin: float, yardstick: Yardstick) -> str:
    match yardstick.loss:
        case "points":
            return margin_text(margin)
        case "absolute":
            return f"{margin:g} of {yardstick.title}"
        case "relative":
            return f"{100 * margin:.3g} %"
