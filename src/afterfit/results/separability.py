"""How well the features tell the classes apart, before any network is trained."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.estimate import Estimate
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ClassSeparation:
    """One class against the others."""

    class_name: str
    n_samples: int
    n_sources: int
    silhouette: float
    """Mean silhouette of its windows, -1 to 1; nan where it has fewer than two."""
    knn_recall: float
    """Share of its windows whose nearest neighbours, of other recordings, are of it."""
    probe_recall: float
    """Share of its windows that a linear probe, trained on other recordings, finds."""


@dataclass(frozen=True, slots=True)
class ConfusionPotential:
    """Two classes that a simple model mixes up."""

    first: str
    second: str
    share: float
    """Windows of either that the better simple model takes for the other, as a share of both."""
    distance: float
    """Distance of the class means over the root of the mean variance within them."""


@dataclass(frozen=True, slots=True)
class FeatureImportance:
    """How much one feature says about the class."""

    feature: str
    f_value: float
    """Variance between classes over that within them (one-way ANOVA); inf where within is 0."""
    mutual_information: float
    """Bits that the feature, cut into ten equally filled bins, tells of the class."""
    permutation_drop: float
    """Accuracy that the linear probe loses when the feature is shuffled among held-out windows."""


@dataclass(frozen=True, slots=True, eq=False)
class ClassMap:
    """Windows as points of a plane."""

    method: Literal["PCA", "LDA", "t-SNE"]
    x_title: str
    y_title: str
    x: FloatArray
    """Shape (n_points,)."""
    y: FloatArray
    class_index: IntArray
    source: IntArray
    """Index into the ``source_names`` of the result, shape (n_points,)."""


@dataclass(frozen=True, slots=True)
class SuspectRecording:
    """A recording that looks like another class than its folder says."""

    source: str
    class_name: str
    suggested: str
    knn_share: float
    """Share of its windows whose neighbours in other recordings are of ``suggested``."""
    probe_share: float


@dataclass(frozen=True, slots=True, eq=False)
class ClassSeparability(Shown):
    """What simple models, judged on recordings that they did not see, make of the features."""

    class_names: tuple[str, ...]
    source_names: tuple[str, ...]
    n_samples: int
    """Windows of all splits."""
    n_used: int
    """Windows that the numbers rest on, evenly spaced in each recording."""
    n_features: int
    n_components: int
    """Principal components that distances and the probe use."""
    majority_share: float
    """Accuracy of always naming the most frequent class."""
    silhouette: float
    knn_accuracy: Estimate
    probe_accuracy: Estimate
    classes: tuple[ClassSeparation, ...]
    confusion: ConfusionMatrix
    """Confusion to be expected: that of the more accurate of the two simple models."""
    pairs: tuple[ConfusionPotential, ...]
    """Every two classes, the most confused first."""
    importance: tuple[FeatureImportance, ...]
    """Every feature, the most telling by mutual information first."""
    maps: tuple[ClassMap, ...]
    suspects: tuple[SuspectRecording, ...]
    notes: tuple[str, ...] = ()
    kind: Literal["class_separability"] = "class_separability"


@dataclass(frozen=True, slots=True)
class NoSeparability(Shown):
    """Why separability could not be measured."""

    reason: str
    kind: Literal["no_separability"] = "no_separability"
