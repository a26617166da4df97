"""A detector's chosen confidences → JSON and a C header for the deployed code."""

import json
import math

from afterfit.files import c_comment, c_float, c_names
from afterfit.report.operating_points import header_text
from afterfit.results import DetectorPoint, DetectorPoints, NoDetectorPoint, Scope
from afterfit.wording import describe_policy

ALL = "all classes"
"""Name of the one threshold for all classes together."""
_RULE = "believe a detection where score >= threshold"


def write_detector_json(points: DetectorPoints) -> str:
    """Return thresholds as JSON: one for all classes together, and one for each class.

    A class without one has a null and a reason.
    """
    whole, *classes = (_entry(answer) for answer in points.answers)
    document = {
        "rule": _RULE,
        "policy": describe_policy(points.policy),
        "variant": points.variant,
        "iou": points.iou,
        "chosen_on": _place(points.chosen_on),
        "reported_on": _place(points.reported_on),
        "chosen_on_other_images": points.chosen_elsewhere,
        "all_classes": whole,
        "classes": classes,
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_detector_header(points: DetectorPoints) -> str:
    """Return thresholds as a C header: one for all classes together, and one for each class."""
    names = c_names([answer.class_name or ALL for answer in points.answers])
    definitions = [
        _definition(name, answer) for name, answer in zip(names, points.answers, strict=True)
    ]
    return header_text(
        f"{_RULE} (one for all, or by class).",
        describe_policy(points.policy),
        points.variant,
        _origin(points),
        definitions,
    )


def _origin(points: DetectorPoints) -> str:
    chosen, reported = points.chosen_on, points.reported_on
    if not points.chosen_elsewhere:
        return (
            f"Chosen on the {c_comment(chosen.split)} split, {chosen.n_samples} images, and told "
            "of the same images: others give a little less."
        )
    return (
        f"Chosen on the {c_comment(chosen.split)} split, {chosen.n_samples} images; values in "
        f"comments are of the {c_comment(reported.split)} split, {reported.n_samples} images."
    )


def _place(scope: Scope) -> dict[str, object]:
    return {"split": scope.split, "n_images": scope.n_samples}


def _entry(answer: DetectorPoint | NoDetectorPoint) -> dict[str, object]:
    name = {"class": answer.class_name} if answer.class_name else {}
    if isinstance(answer, NoDetectorPoint):
        return {**name, "threshold": None, "reason": answer.reason}
    rates = (answer.precision, answer.recall, answer.f1, answer.false_alarms)
    titles = ("precision", "recall", "f1", "false_alarms_per_image")
    told = {
        title: None if math.isnan(rate.value) else rate.value
        for title, rate in zip(titles, rates, strict=True)
    }
    return {**name, "threshold": answer.threshold, **told}


def _definition(name: str, answer: DetectorPoint | NoDetectorPoint) -> list[str]:
    title = f"/* {c_comment(answer.class_name or ALL)}: "
    if isinstance(answer, NoDetectorPoint):
        return [f"{title}no threshold. {c_comment(answer.reason)} */"]
    return [
        f"{title}recall {answer.recall.value:.4g}, precision {answer.precision.value:.4g}, "
        f"false alarms an image {answer.false_alarms.value:.4g} */",
        f"#define AFTERFIT_THRESHOLD_{name} {c_float(answer.threshold)}",
    ]
