from dataclasses import replace
from pathlib import Path

from afterfit.report import RunReport, summarize_run
from afterfit.results import Analysis
from tests.report.sample_run import FINDINGS, sample_report


def test_ten_seconds() -> None:
    assert summarize_run(sample_report(), Path("run/report.html")).splitlines() == [
        "Demo <b>run</b>",
        "  float32  accuracy 75.0 % (63.9–83.6), test split, n = 72 from 12 recordings, 15.1 KiB",
        "  int8     accuracy 73.6 % (62.4–82.4), test split, n = 72 from 12 recordings, 6.1 KiB",
        "  int8 differs from float32 by −1.4 points (interval −6.1 to +3.3, p = 1): not enough "
        "samples to tell whether it is better or worse; about 282 recordings in all would. Not "
        "enough samples to rule out a loss of more than 1 point, or to show it; about 3,588 "
        "recordings in all would.",
        "  Ship int8 for now: it alone fits, but may lose more than 1 point: not enough samples to "
        "tell (about 3,588 recordings in all would).",
        "  error FL001: All 6 samples of classes/=cmd()/test_2.csv are taken for walking.",
        "  warning CL003: <script>alert(1)</script> is found in 61.1 % of its 18 samples.",
        "  Worst file: classes/=cmd()/test_2.csv (=cmd()): 6 of 6 wrong, most as walking, float32",
        "Report: run/report.html",
    ]


def test_three_findings_at_most_and_the_rest_counted() -> None:
    run = sample_report()
    many = replace(run, analysis=replace(run.analysis, findings=FINDINGS * 3))
    lines = summarize_run(many, Path("r.html")).splitlines()
    assert sum(line.startswith(("  error", "  warning")) for line in lines) == 3
    assert "  3 more findings in the report" in lines


def test_control_characters_are_spelled_out() -> None:
    run = RunReport("red \x1b[31m", Analysis(("a",), (), (), ()))
    assert summarize_run(run, Path("r.html")).splitlines()[0] == "red \\x1b[31m"
