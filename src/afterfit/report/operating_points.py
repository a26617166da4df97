"""Chosen thresholds → JSON and a C header for the deployed code."""

import json
import math
from collections.abc import Sequence

from afterfit.errors import InputError
from afterfit.files import c_comment, c_float, c_names
from afterfit.results.operating_points import OperatingPoint, OperatingPoints, UnreachableTarget
from afterfit.results.policies import Policy
from afterfit.wording import describe_policy


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
    chosen, reported = points.chosen_on, points.reported_on
    return header_text(
        "report a class where score >= threshold.",
        describe_policy(policy),
        chosen.variant,
        f"Chosen on the {c_comment(chosen.split)} split, n = {chosen.n_samples}; values in "
        f"comments are of the {c_comment(reported.split)} split, n = {reported.n_samples}.",
        [
            _definition(name, answer, points.int8_scores)
            for name, answer in zip(names, answers, strict=True)
        ],
    )


def header_text(
    rule: str, policy: str, variant: str, origin: str, definitions: Sequence[Sequence[str]]
) -> str:
    """Return a C header of thresholds, *definitions* being the lines of each of them.

    *rule* and *origin*, where they were chosen, must be fit for a comment.
    """
    lines = [
        f"/* Thresholds written by afterfit: {rule}",
        f" * Policy: {c_comment(policy)}.",
        f" * Model: {c_comment(variant)}.",
        f" * {origin} */",
        "#ifndef AFTERFIT_THRESHOLDS_H",
        "#define AFTERFIT_THRESHOLDS_H",
        "",
    ]
    for definition in definitions:
        lines += [*definition, ""]
    return "\n".join([*lines, "#endif /* AFTERFIT_THRESHOLDS_H */", ""])


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
    title = f"/* {c_comment(answer.class_name)}: "
    if isinstance(answer, UnreachableTarget):
        return [f"{title}no threshold. {c_comment(answer.reason)} */"]
    measured = (
        f"recall {answer.recall.value:.4g}, precision {answer.precision.value:.4g}, "
        f"false-positive rate {answer.false_positive_rate.value:.4g}"
    )
    lines = [
        f"{title}{measured} */",
        f"#define AFTERFIT_THRESHOLD_{name} {c_float(answer.threshold)}",
    ]
    if int8_scores:
        level = math.ceil(answer.threshold * 256) - 128
        lines.append(f"#define AFTERFIT_THRESHOLD_{name}_INT8 ({level})")
    return lines
