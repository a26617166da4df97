"""run.log → the numbers that Tensorlab printed in it."""

import math
import re
from collections.abc import Iterable, Iterator

from afterfit.results import ReportedMetric, ReportedNumber, Stage

_NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan)"
_PATTERNS: tuple[tuple[ReportedMetric, str], ...] = (
    ("accuracy", rf"(?:Test Data Evaluation Accuracy:|Acc@1)\s+{_NUMBER}"),
    ("f1", rf"F1-Score:?\s+{_NUMBER}"),
    ("auroc", rf"AUC ROC Score:?\s+{_NUMBER}"),
    ("rmse", rf"Test Data Evaluation RMSE:\s+{_NUMBER}"),
    ("mse", rf"(?<!\w)MSE:?\s+{_NUMBER}"),
    ("r2", rf"R2-Score:?\s+{_NUMBER}"),
    ("smape", rf"Overall SMAPE across all variables:\s+{_NUMBER}"),
)
_STAGES: tuple[tuple[str, Stage], ...] = (
    ("FloatTrain.BestEpoch", "float training"),
    ("QuantTrain.BestEpoch", "quantised training"),
    ("test_data", "test"),
)
_F1 = "average='micro': it is the accuracy again, not a macro F1"
_TRAIN = "of the best epoch on the validation split; the exported model is that of the last epoch"
_R2 = "its arguments are swapped: 1 − squared error / variance of the predictions"
_AUROC = "a class that is absent from the test split counts as 0.5"


def read_log_numbers(lines: Iterable[str]) -> tuple[ReportedNumber, ...]:
    """Return the last number of each kind and stage; *ours* is still nan.

    Examples
    --------
    >>> line = "INFO: root.main.test_data : Test Data Evaluation Accuracy: 97.92%"
    >>> (one,) = read_log_numbers([line])
    >>> one.metric, one.stage, round(one.value, 4), one.line
    ('accuracy', 'test', 0.9792, 1)
    """
    found: dict[tuple[Stage, ReportedMetric], ReportedNumber] = {}
    for number, line in enumerate(lines, 1):
        for one in _numbers(line, number):
            found[one.stage, one.metric] = one
    return tuple(found.values())


def _numbers(line: str, number: int) -> Iterator[ReportedNumber]:
    stage = next((stage for mark, stage in _STAGES if mark in line), None)
    if stage is None:
        return
    for metric, pattern in _PATTERNS:
        match = re.search(pattern, line)
        if match is None:
            continue
        scale = 0.01 if metric == "accuracy" else 1.0
        value = float(match[1]) * scale
        digits = len(match[1].partition(".")[2])
        rounding = 0.5 * 10.0**-digits * scale
        caution = _caution(metric, stage)
        yield ReportedNumber(metric, stage, value, rounding, number, math.nan, caution)


def _caution(metric: ReportedMetric, stage: Stage) -> str:
    if metric == "f1":
        return _F1
    if metric == "auroc" and stage == "test":
        return _AUROC
    if stage == "test":
        return ""
    return f"{_R2}; {_TRAIN}" if metric == "r2" else _TRAIN
