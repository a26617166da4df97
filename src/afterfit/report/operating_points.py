"""Chosen thresholds → JSON and a C header for the deployed code."""

import json
import math
import re
from collections.abc import Sequence

from afterfit.errors import InputError
from afterfit.results.operating_points import OperatingPoint, OperatingPoints, UnreachableTarget
from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)

_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]+")


def write_thresholds_json(points: OperatingPoints, policy: Policy) -> str:
    """Return the thresholds of one policy as JSON; a class without one has a null and a reason.

    Raises
    ------
    InputError
        When the policy was not among those asked for.
    """
    answers = _of_policy(points, policy)
    document = {
        "rule": "report the class where score >= threshold",
        "policy": describe_policy(policy),
        "variant": points.chosen_on.variant,
        "chosen_on": {"split": points.chosen_on.split, "n_samples": points.chosen_on.n_samples},
        "reported_on": {
            "split": points.reported_on.split,
            "n_samples": points.reported_on.n_samples,
        },
        "classes": [_class_entry(answer) for answer in answers],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_thresholds_header(points: OperatingPoints, policy: Policy) -> str:
    """Return the thresholds of one policy as a C header.

    Where the scores are those of an int8 output of scale 1/256 and zero point -128, each class
    also has the smallest raw output that is reported; 128, which no output reaches, cannot occur.

    Raises
    ------
    InputError
        When the policy was not among those asked for.
    """
    answers = _of_policy(points, policy)
    names = c_names([answer.class_name for answer in answers])
    lines = [
        "/* Thresholds written by afterfit: report a class where score >= threshold.",
        f" * Policy: {comment(describe_policy(policy))}.",
        f" * Model: {comment(points.chosen_on.variant)}.",
        f" * Chosen on the {comment(points.chosen_on.split)} split, "
        f"n = {points.chosen_on.n_samples}; values in comments are of the "
        f"{comment(points.reported_on.split)} split, n = {points.reported_on.n_samples}. */",
        "#ifndef AFTERFIT_THRESHOLDS_H",
        "#define AFTERFIT_THRESHOLDS_H",
        "",
    ]
    for name, answer in zip(names, answers, strict=True):
        lines += [*_definition(name, answer, points.int8_scores), ""]
    return "\n".join([*lines, "#endif /* AFTERFIT_THRESHOLDS_H */", ""])


def describe_policy(policy: Policy) -> str:
    """Return a policy in words.

    Examples
    --------
    >>> describe_policy(RecallAtFalsePositiveRate(0.01))
    'highest recall at a false-positive rate of at most 0.01'
    """
    match policy:
        case HighestF1():
            return "highest F1"
        case LeastCost(cost_fp, cost_fn):
            return f"least cost, a false alarm at {cost_fp:g} and a miss at {cost_fn:g}"
        case RecallAtFalsePositiveRate(rate):
            return f"highest recall at a false-positive rate of at most {rate:g}"
        case RecallAtPrecision(precision):
            return f"highest recall at a precision of at least {precision:g}"
        case RecallAtFalseAlarms(alarms, windows):
            return (
                f"highest recall with at most {alarms:g} false alarms an hour "
                f"at {windows:g} windows an hour"
            )


def c_names(class_names: Sequence[str]) -> list[str]:
    """Return class names as parts of C identifiers, all different.

    Examples
    --------
    >>> c_names(["arc fault", "arc-fault", "2nd", "火"])
    ['ARC_FAULT', 'ARC_FAULT_2', '2ND', 'CLASS']
    """
    names: list[str] = []
    for text in class_names:
        plain = _NOT_IN_A_NAME.sub("_", text.upper()).strip("_")[:60].rstrip("_") or "CLASS"
        name, number = plain, 2
        while any(taken in (name, f"{name}_INT8") or f"{taken}_INT8" == name for taken in names):
            name, number = f"{plain}_{number}", number + 1
        names.append(name)
    return names


def _of_policy(points: OperatingPoints, policy: Policy) -> list[OperatingPoint | UnreachableTarget]:
    answers = [answer for answer in points.answers if answer.policy == policy]
    if not answers:
        asked = dict.fromkeys(describe_policy(answer.policy) for answer in points.answers)
        raise InputError(
            f"no thresholds were chosen by {describe_policy(policy)}; chosen were: "
            f"{', '.join(asked) or 'none'}"
        )
    return answers


def _class_entry(answer: OperatingPoint | UnreachableTarget) -> dict[str, object]:
    if isinstance(answer, UnreachableTarget):
        return {"class": answer.class_name, "threshold": None, "reason": answer.reason}
    return {
        "class": answer.class_name,
        "threshold": answer.threshold,
        "precision": _known(answer.precision.value),
        "recall": _known(answer.recall.value),
        "false_positive_rate": _known(answer.false_positive_rate.value),
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _definition(
    name: str, answer: OperatingPoint | UnreachableTarget, int8_scores: bool
) -> list[str]:
    title = f"/* {comment(answer.class_name)}: "
    if isinstance(answer, UnreachableTarget):
        return [f"{title}no threshold. {comment(answer.reason)} */"]
    measured = (
        f"recall {answer.recall.value:.4g}, precision {answer.precision.value:.4g}, "
        f"false-positive rate {answer.false_positive_rate.value:.4g}"
    )
    lines = [
        f"{title}{measured} */",
        f"#define AFTERFIT_THRESHOLD_{name} {float_literal(answer.threshold)}",
    ]
    if int8_scores:
        level = math.ceil(answer.threshold * 256) - 128
        lines.append(f"#define AFTERFIT_THRESHOLD_{name}_INT8 ({level})")
    return lines


def float_literal(value: float) -> str:
    """Return a number as a C literal of type float."""
    text = f"{value:.9g}"  # nine digits tell every float apart
    return f"{text}f" if any(sign in text for sign in ".e") else f"{text}.0f"


def comment(text: str) -> str:
    """Return *text* on one line, unable to end the comment or start another."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain.replace("*/", "* /").replace("/*", "/ *").replace("\\", "/")
