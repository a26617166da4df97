"""DT001: objects are found, but wrong detections are as sure as right ones."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import DetectorAnalysis, DetectorVariant

LARGEST_GAP = 0.10


def _judge(variant: DetectorVariant) -> Verdict:
    ap, ar = variant.quality.estimate("ap"), variant.quality.estimate("ar_100")
    if math.isnan(ap.low) or math.isnan(ar.low):
        return not_applicable("AP or AR has no interval, so the gap between them cannot be judged.")
    evidence: Evidence = {
        "ap": ap.value,
        "ap_low": ap.low,
        "ap_high": ap.high,
        "ar_100": ar.value,
        "ar_100_low": ar.low,
        "ar_100_high": ar.high,
    }
    stated = f"AR is {ends(ar)}, AP {ends(ap)}"
    if ar.low - ap.high > LARGEST_GAP:
        return raised(
            f"{stated}: many objects are found, but wrong detections rank among the right ones.",
            **evidence,
        )
    return clear(f"{stated}: what is found is ranked well enough.", **evidence)


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT001",
    title="Objects are found, but ranked badly",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "See which kind of error costs most AP50, and mend that one first.",
        "Add images without objects, or with objects that resemble the classes, to the training.",
        "Train the confidence on the overlap of the box (IoU-aware or quality focal loss).",
    ),
    source="Nexus, How To Interpret Training Graphs (average recall and precision); "
    "Lin et al. (2014), ECCV, 740-755",
)
"""AP far below AR."""
