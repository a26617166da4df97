import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from afterfit.analyses.operating_points import choose_operating_points
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.report.operating_points import (
    write_thresholds_header,
    write_thresholds_json,
)
from afterfit.results.operating_points import OperatingPoint, OperatingPoints
from afterfit.results.policies import HighestF1, LeastCost, RecallAtPrecision

HOSTILE = ("arc fault", "arc-fault", '*/ #error "x" /*', "2nd\nline \\", "*\\ x", "火")
POLICIES = (HighestF1(), RecallAtPrecision(1.0))


def points(names: tuple[str, ...] = HOSTILE, scale: int = 256) -> OperatingPoints:
    def rows(split: str, seed: int) -> Predictions:
        random = np.random.default_rng(seed)
        labels = random.integers(0, len(names) - 1, 60)  # the last class has no samples
        levels = random.multinomial(scale // 2, [1 / len(names)] * len(names), 60)
        levels[np.arange(60), labels] += scale - scale // 2
        return Predictions(
            names, labels, levels / scale, labels * 0, ("a.csv",), labels, "int8", split
        )

    return choose_operating_points(rows("validation", 1), rows("test", 2), POLICIES)


def test_json_says_what_was_chosen_where_and_why_not() -> None:
    document = json.loads(write_thresholds_json(points(), HighestF1()))

    assert document["policy"] == "highest F1"
    assert document["chosen_on"] == {"split": "validation", "n_samples": 60}
    assert [entry["class"] for entry in document["classes"]] == list(HOSTILE)
    assert 0 < document["classes"][0]["threshold"] < 1
    assert document["classes"][-1]["threshold"] is None
    assert document["classes"][-1]["reason"] == "No sample of 火 is there to choose a threshold by."


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler")
@pytest.mark.parametrize("language", ["c", "c++"])
def test_header_compiles_twice_included_and_holds_the_thresholds(
    tmp_path: Path, language: str
) -> None:
    chosen = points()
    (tmp_path / "thresholds.h").write_text(write_thresholds_header(chosen, HighestF1()), "utf-8")
    names = ["ARC_FAULT", "ARC_FAULT_2", "ERROR_X", "2ND_LINE", "X"]
    prints = "".join(
        f'printf("%.9g %d\\n", AFTERFIT_THRESHOLD_{name}, AFTERFIT_THRESHOLD_{name}_INT8);'
        for name in names
    )
    source = '#include "thresholds.h"\n#include "thresholds.h"\n#include <stdio.h>\n'
    (tmp_path / "main.c").write_text(f"{source}int main(void) {{ {prints} return 0; }}\n")
    subprocess.run(
        ["gcc", "-x", language, "-Wall", "-Wextra", "-Werror", "main.c", "-o", "main"],
        cwd=tmp_path,
        check=True,
    )
    printed = subprocess.run(
        [tmp_path / "main"], capture_output=True, text=True, check=True
    ).stdout.split("\n")

    for line, answer in zip(printed, chosen.answers[::2], strict=False):
        if line:
            assert isinstance(answer, OperatingPoint)
            threshold, level = line.split()
            assert float(threshold) == pytest.approx(answer.threshold, abs=1e-8)
            # A raw output is at or above the level exactly where its score is at the threshold.
            for raw in range(-128, 128):
                assert (raw >= int(level)) == ((raw + 128) / 256 >= answer.threshold)


def test_float_scores_have_no_int8_level() -> None:
    assert "_INT8" not in write_thresholds_header(points(scale=100), HighestF1())
    assert "_INT8" in write_thresholds_header(points(), HighestF1())


def test_header_explains_itself() -> None:
    header = write_thresholds_header(points(("off", "on", "none")), RecallAtPrecision(1.0))

    assert "Policy: highest recall at a precision of at least 1." in header
    assert "Chosen on the validation split, n = 60" in header
    assert "/* none: no threshold. No sample of none" in header
    assert "AFTERFIT_THRESHOLD_NONE" not in header


def test_a_policy_that_was_not_asked_for() -> None:
    with pytest.raises(InputError, match=r"chosen were: highest F1, highest recall at a precision"):
        write_thresholds_json(points(), LeastCost(1, 1))
