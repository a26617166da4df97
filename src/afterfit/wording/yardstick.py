"""What models are chosen and ranked by, as sentences, titles, tables and charts say it."""

from math import isnan

from afterfit.results.estimate import Estimate
from afterfit.results.yardstick import Yardstick
from afterfit.wording.numbers import (
    NO_VALUE,
    margin_text,
    percent,
    plain_number,
    points,
    quantity,
    signed_points,
    true_zero,
)


def quality_noun(yardstick: Yardstick) -> str:
    """Return the metric as a sentence names it.

    Examples
    --------
    >>> from afterfit.results.yardstick import ACCURACY, R2, ROC_AUC
    >>> quality_noun(ACCURACY), quality_noun(R2), quality_noun(ROC_AUC)
    ('accuracy', 'R²', 'ROC AUC')
    """
    title = yardstick.title
    return title[0].lower() + title[1:] if title[1].islower() else title


def one_quality(yardstick: Yardstick) -> str:
    """Return the noun with its article.

    Examples
    --------
    >>> from afterfit.results.yardstick import R2, SKILL
    >>> one_quality(R2), one_quality(SKILL)
    ('an R²', 'a skill against persistence')
    """
    noun = quality_noun(yardstick)
    return f"{'an' if noun[0] in 'aeioR' else 'a'} {noun}"


def quality_text(value: float, yardstick: Yardstick) -> str:
    """Return a value of the yardstick: a share in percent, a quantity with its unit, or a number.

    Examples
    --------
    >>> from afterfit.results.yardstick import ACCURACY, R2
    >>> quality_text(0.942, ACCURACY), quality_text(0.942, R2), quality_text(-1234.5, R2)
    ('94.2 %', '0.942', '−1234')
    """
    match yardstick.loss:
        case "points":
            return percent(value)
        case "relative":
            return quantity(value, yardstick.unit)
        case "absolute":
            return plain_number(value)


def quality_gap(gap: float, yardstick: Yardstick) -> str:
    """Return the size of a difference of two values.

    Examples
    --------
    >>> from afterfit.results.yardstick import ACCURACY, R2
    >>> quality_gap(0.022, ACCURACY), quality_gap(-0.0304, R2)
    ('2.2 points', '0.0304')
    """
    return points(gap) if yardstick.is_share else f"{abs(gap):.4f}"


def quality_change(change: float, yardstick: Yardstick) -> str:
    """Return a signed difference of two values.

    Examples
    --------
    >>> from afterfit.results.yardstick import ACCURACY, R2
    >>> quality_change(0.022, ACCURACY), quality_change(-0.0304, R2)
    ('+2.2 points', '−0.0304')
    """
    if yardstick.is_share:
        return signed_points(change)
    return NO_VALUE if isnan(change) else true_zero(f"{change:+.4f}")


def quality_change_range(change: Estimate, yardstick: Yardstick) -> str:
    """Return the interval of a difference, that of shares in points; a dash where there is none.

    Examples
    --------
    >>> from afterfit.results.yardstick import R2
    >>> change = Estimate("r2_change", 0.02, -0.01, 0.05, 9, "paired bootstrap")
    >>> quality_change_range(change, R2)
    '−0.0100 to +0.0500'
    """
    if isnan(change.low) or isnan(change.high):
        return NO_VALUE
    scale, form = (100, "+.1f") if yardstick.is_share else (1, "+.4f")
    return " to ".join(true_zero(format(end * scale, form)) for end in (change.low, change.high))


_WHY_UNKNOWN = {
    "r2": "its targets never change",
    "skill_persistence": "what came before a forecast is not known, or never changes",
    "roc_auc": "it has no anomalies, or nothing else",
}


def why_unknown(yardstick: Yardstick) -> str:
    """Return why a split cannot tell what networks are ranked by.

    Examples
    --------
    >>> from afterfit.results.yardstick import R2
    >>> why_unknown(R2)
    'its targets never change'
    """
    return _WHY_UNKNOWN.get(yardstick.metric, "it has no samples")


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
    parts = f", and of at most 5 points of recall in a {yardstick.parts} of 20 samples or more"
    return f"a loss of {quality_noun(yardstick)} {shown}{parts if yardstick.parts else ''}"


def _amount(margin: float, yardstick: Yardstick) -> str:
    match yardstick.loss:
        case "points":
            return margin_text(margin)
        case "absolute":
            return f"{margin:g} of {yardstick.title}"
        case "relative":
            return f"{100 * margin:.3g} %"
