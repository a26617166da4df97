"""How good the predictions are, overall and for each class."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.lookup import estimate_of
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ClassQuality:
    """One class against the rest."""

    class_name: str
    precision: Estimate
    """nan where the class was never predicted."""
    recall: Estimate
    """nan where the class has no samples."""
    f1: Estimate
    """nan where the class has no samples and was never predicted."""
    support: int
    """Samples that truly belong to the class."""
    n_predicted: int
    """Samples that were taken for the class."""
    roc_auc: Estimate
    """Area under the one-vs-rest ROC curve; nan where all samples are of one kind."""
    average_precision: Estimate
    """Area under the one-vs-rest precision-recall curve; nan where the class has no samples."""


@dataclass(frozen=True, slots=True)
class ClassificationQuality(Shown):
    """The metrics of a classifier on one split."""

    scope: Scope
    overall: tuple[Estimate, ...]
    """accuracy first, then balanced accuracy, averages over classes, AUC, log loss and others."""
    classes: tuple[ClassQuality, ...]
    """One row a class, in class order."""
    kind: Literal["classification_quality"] = "classification_quality"

    def estimate(self, metric: str) -> Estimate:
        """Return the overall estimate of that name."""
        return estimate_of(self.overall, metric)
