"""The figures of Datature's "How to interpret training graphs", and its advice, in the findings.

Its curves are detectors' losses over thousands of steps, evaluated now and then.
"""

import numpy as np
import pytest

from afterfit.findings import diagnose_learning
from afterfit.results import Finding
from tests.findings.sample_curves import Columns, curves_of, falling, jitter

STEPS = [50.0 * (i + 1) for i in range(40)]


def underfit_figure() -> Columns:
    """The evaluation loss is relatively flat, and so is the training loss."""
    return {
        "train_loss": jitter(falling(40, 1.30, 1.16, pace=4), 0.006, 1),
        "val_loss": jitter(falling(40, 1.34, 1.24, pace=4), 0.006, 2),
    }


def far_above_figure() -> Columns:
    """The evaluation loss is significantly higher than the training loss."""
    return {
        "train_loss": jitter(falling(40, 1.3, 0.2), 0.01, 1),
        "val_loss": jitter(falling(40, 2.4, 2.0), 0.01, 2),
    }


def overfit_figure() -> Columns:
    """Slight indicators: the training loss keeps falling, the evaluation loss turns up again."""
    late = np.maximum(np.arange(40) - 16, 0) / 40
    return {
        "train_loss": jitter(falling(40, 1.3, 0.05, pace=4), 0.01, 1),
        "val_loss": jitter(falling(40, 1.35, 0.5, pace=8) + 0.25 * late, 0.01, 2),
    }


def still_falling_figure() -> Columns:
    """The evaluation loss does not plateau but keeps decreasing till the end."""
    return {
        "train_loss": jitter(falling(40, 1.3, 0.1, pace=1.5), 0.005, 1),
        "val_loss": jitter(falling(40, 1.35, 0.15, pace=1.5), 0.005, 2),
    }


def noisy_figure() -> Columns:
    """A very noisy evaluation loss."""
    return {
        "train_loss": jitter(falling(40, 1.3, 0.3), 0.01, 1),
        "val_loss": jitter(falling(40, 1.35, 0.7), 0.35, 2),
    }


def below_figure() -> Columns:
    """An evaluation loss lower than the training loss."""
    return {
        "train_loss": jitter(falling(40, 1.3, 0.5), 0.01, 1),
        "val_loss": jitter(falling(40, 0.8, 0.3), 0.01, 2),
    }


def raised(columns: Columns) -> dict[str, Finding]:
    found = diagnose_learning(curves_of(columns, STEPS))
    return {one.code: one for one in found if one.outcome == "raised"}


@pytest.mark.parametrize(
    ("columns", "code", "advice"),
    [
        (
            underfit_figure(),
            "LC002",
            ["size of the dataset", "batch size of the model", "quality of the features and labels",
             "model complexity", "Reduce regularisation"],
        ),
        (
            overfit_figure(),
            "LC001",
            ["Reduce the learning rate", "Reduce the model complexity",
             "Increase the batch size of the model", "Increase regularisation", "dropout layers"],
        ),
        (still_falling_figure(), "LC003", ["Increase the number of training steps"]),
        (
            far_above_figure(),
            "LC004",
            ["Adjust the train-test split", "Increase the size of the training dataset"],
        ),
        (noisy_figure(), "LC005", ["Adjust the train-test split", "test set larger"]),
        (
            below_figure(),
            "LC006",
            ["duplicate observations", "too simple", "Increase the size of the test dataset"],
        ),
    ],
    ids=["underfit", "overfit", "not plateaued", "far above", "noisy", "below"],
)  # fmt: skip
def test_a_run_like_the_figure_gets_its_advice(
    columns: Columns, code: str, advice: list[str]
) -> None:
    finding = raised(columns)[code]
    told = " ".join(finding.next_steps)
    assert [words for words in advice if words not in told] == []
    assert finding.source.startswith("Datature Nexus, How to interpret training graphs")


def test_the_overfit_figure_names_the_step_to_keep() -> None:
    finding = raised(overfit_figure())["LC001"]
    assert 600 <= float(finding.evidence["keep_step"]) <= 1200
    assert "while train_loss falls from" in finding.claim


def test_neither_figure_is_taken_for_the_other() -> None:
    assert "LC001" not in raised(underfit_figure())
    assert "LC002" not in raised(overfit_figure())
