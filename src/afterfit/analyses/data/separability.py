"""Features → how well the classes can be told apart before any training."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data.importance import rank_features
from afterfit.analyses.data.probes import (
    deal_folds,
    neighbours_classes,
    probe_classes,
    thinned_rows,
)
from afterfit.analyses.data.projections import (
    discriminants,
    neighbour_embedding,
    principal_components,
    silhouettes,
    standardized,
)
from afterfit.analyses.estimates import share_estimates
from afterfit.records import Windows
from afterfit.results import (
    ClassMap,
    ClassSeparability,
    ClassSeparation,
    ConfusionMatrix,
    ConfusionPotential,
    Estimate,
    NoSeparability,
    Scope,
    SuspectRecording,
)
from afterfit.statistics.source_tallies import SourceTallies

MOST_WINDOWS = 1500
MOST_POINTS = 600
"""Windows that a map draws; t-SNE takes seconds for them."""
N_COMPONENTS = 30
SURE = 0.9
"""Share of a recording's windows that must look like another class to doubt its label."""
TRUSTED = 0.8
"""Recall that the other recordings of both classes must have for that."""

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


def measure_separability(
    splits: Sequence[Windows],
    features: Sequence[NDArray[np.float32]],
    feature_names: Sequence[str],
    seed: int = 0,
) -> ClassSeparability | NoSeparability:
    """Return what simple models make of the features of all splits.

    Nearest neighbours and a linear probe predict windows from other recordings only: the
    recordings of each class are dealt to five folds. Features are standardized and reduced to at
    most 30 principal components, which look at no label.

    Parameters
    ----------
    splits
        Windows of each split.
    features
        Their features, each of shape (n_samples, ...), same order.
    feature_names
        One a feature, in the order of the flattened features.
    """
    sample = _Sample(splits, features)
    reason = sample.reason_against()
    if reason is not None:
        return NoSeparability(reason)
    X = standardized(sample.X)
    scores, directions, shares = principal_components(X, N_COMPONENTS)
    if not scores.shape[1]:
        return NoSeparability("Every feature is the same in all windows.")
    fold = deal_folds(sample.y, sample.source)
    k = len(sample.class_names)
    knn = neighbours_classes(scores, sample.y, fold, k)
    probe = probe_classes(scores, sample.y, fold, k)
    by_probe = (probe == sample.y).sum() >= (knn == sample.y).sum()
    name, better = ("linear probe", probe) if by_probe else ("nearest neighbours", knn)
    maps, notes = _maps(sample, scores, shares, seed)
    silhouette = silhouettes(scores, sample.y)
    return ClassSeparability(
        class_names=sample.class_names,
        source_names=sample.source_names,
        n_samples=sample.n_all,
        n_used=len(sample.y),
        n_features=X.shape[1],
        n_components=scores.shape[1],
        majority_share=float(np.bincount(sample.y).max() / len(sample.y)),
        silhouette=float(np.nanmean(silhouette)),
        knn_accuracy=_accuracy(sample, knn),
        probe_accuracy=_accuracy(sample, probe),
        classes=_classes(sample, silhouette, knn, probe),
        confusion=_confusion(sample, better, name),
        pairs=_pairs(sample, scores, better),
        importance=rank_features(X, sample.y, fold, directions, feature_names, seed),
        maps=maps,
        suspects=_suspects(sample, knn, probe),
        notes=notes,
    )


class _Sample:
    """Windows of all splits in one row, thinned evenly within each recording."""

    def __init__(self, splits: Sequence[Windows], features: Sequence[NDArray[np.float32]]) -> None:
        self.class_names, self.source_names = splits[0].class_names, splits[0].source_names
        y = np.concatenate([one.y_true for one in splits])
        source = np.concatenate([one.source for one in splits])
        rows = thinned_rows(source, MOST_WINDOWS)
        self.n_all = len(y)
        self.y, self.source = y[rows], source[rows]
        flat = [each.reshape(len(each), int(np.prod(each.shape[1:]))) for each in features]
        self.X = np.concatenate(flat)[rows].astype(np.float64)

    def reason_against(self) -> str | None:
        """Return why nothing can be measured, or None."""
        files = {c: len(np.unique(self.source[self.y == c])) for c in np.unique(self.y).tolist()}
        if len(files) < 2:
            return "Fewer than two classes have windows."
        alone = [self.class_names[c] for c, n in files.items() if n < 2]
        if alone:
            return (
                f"The class {alone[0]} has windows of one recording only; simple models are judged "
                "on recordings that they did not see, so each class needs two."
            )
        return None


def _accuracy(sample: _Sample, predicted: Codes) -> Estimate:
    sources, place = np.unique(sample.source, return_inverse=True)
    tallies = SourceTallies(
        1,
        np.zeros(len(sources), np.int64),
        np.bincount(place, predicted == sample.y, len(sources)).astype(np.int64),
        np.bincount(place, minlength=len(sources)),
    )
    return share_estimates("accuracy", tallies)[0]


def _classes(
    sample: _Sample, silhouette: Array, knn: Codes, probe: Codes
) -> tuple[ClassSeparation, ...]:
    rows = []
    for index in np.unique(sample.y).tolist():
        mine = sample.y == index
        own = silhouette[mine]
        rows.append(
            ClassSeparation(
                class_name=sample.class_names[index],
                n_samples=int(mine.sum()),
                n_sources=len(np.unique(sample.source[mine])),
                silhouette=float(np.nanmean(own)) if np.isfinite(own).any() else float("nan"),
                knn_recall=float((knn[mine] == index).mean()),
                probe_recall=float((probe[mine] == index).mean()),
            )
        )
    return tuple(rows)


def _confusion(sample: _Sample, predicted: Codes, name: str) -> ConfusionMatrix:
    k = len(sample.class_names)
    counts = np.bincount(sample.y * k + predicted, minlength=k * k).reshape(k, k)
    scope = Scope(name, "held-out", len(sample.y), len(np.unique(sample.source)))
    return ConfusionMatrix(scope, sample.class_names, tuple(map(tuple, counts.tolist())))


def _pairs(sample: _Sample, scores: Array, predicted: Codes) -> tuple[ConfusionPotential, ...]:
    rows = []
    for a, b in combinations(np.unique(sample.y).tolist(), 2):
        one, other = sample.y == a, sample.y == b
        mixed = int((predicted[one] == b).sum() + (predicted[other] == a).sum())
        away = float(np.linalg.norm(scores[one].mean(axis=0) - scores[other].mean(axis=0)))
        within = (scores[one].var(axis=0).sum() + scores[other].var(axis=0).sum()) / 2
        rows.append(
            ConfusionPotential(
                sample.class_names[a],
                sample.class_names[b],
                mixed / int(one.sum() + other.sum()),
                away / float(np.sqrt(within)) if within > 0 else float("inf"),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.share, row.distance)))


def _maps(
    sample: _Sample, scores: Array, shares: Array, seed: int
) -> tuple[tuple[ClassMap, ...], tuple[str, ...]]:
    n = min(len(scores), MOST_POINTS)
    rows = np.linspace(0, len(scores) - 1, n).round().astype(np.int64)
    first_two = np.column_stack([scores, np.zeros(len(scores))])[:, :2]
    percents = [f"{share:.0%} of the variance".replace("%", " %") for share in shares[:2]]
    pca_titles = [f"Component {i + 1} ({text})" for i, text in enumerate(percents)]
    lda_second = "Discriminant 2" if len(np.unique(sample.y)) > 2 else "Widest other direction"
    axes = [*pca_titles, "Component 2"][:2]
    maps = [
        _map(sample, rows, "PCA", first_two, (axes[0], axes[1])),
        _map(sample, rows, "LDA", discriminants(scores, sample.y), ("Discriminant 1", lda_second)),
    ]
    embedded = neighbour_embedding(scores[rows], seed)
    if isinstance(embedded, str):
        return tuple(maps), (embedded,)
    whole = np.zeros((len(scores), 2))
    whole[rows] = embedded
    return (*maps, _map(sample, rows, "t-SNE", whole, ("t-SNE 1", "t-SNE 2"))), ()


def _map(
    sample: _Sample, rows: Codes, method: str, points: Array, titles: tuple[str, str]
) -> ClassMap:
    return ClassMap(
        method=method,  # type: ignore[arg-type]
        x_title=titles[0],
        y_title=titles[1],
        x=points[rows, 0],
        y=points[rows, 1],
        class_index=sample.y[rows],
        source=sample.source[rows],
    )


def _suspects(sample: _Sample, knn: Codes, probe: Codes) -> tuple[SuspectRecording, ...]:
    """Return recordings whose windows both simple models take for one other class.

    Only where both models find that class, and the label's class in its other recordings: where
    classes overlap, a model's doubt says nothing of the label.
    """
    found = []
    for name in np.unique(sample.source).tolist():
        mine = sample.source == name
        label = int(sample.y[mine][0])
        shares = [
            np.bincount(one[mine], minlength=len(sample.class_names)) / mine.sum()
            for one in (knn, probe)
        ]
        other = int((shares[0] + shares[1]).argmax())
        if other == label or min(shares[0][other], shares[1][other]) < SURE:
            continue
        if all(_found_elsewhere(sample, mine, c, knn, probe) for c in (label, other)):
            found.append(
                SuspectRecording(
                    sample.source_names[name],
                    sample.class_names[label],
                    sample.class_names[other],
                    float(shares[0][other]),
                    float(shares[1][other]),
                )
            )
    return tuple(found)


def _found_elsewhere(
    sample: _Sample, mine: NDArray[np.bool_], index: int, knn: Codes, probe: Codes
) -> bool:
    rest = ~mine & (sample.y == index)
    if len(np.unique(sample.source[rest])) < 2:
        return False
    return min(float((one[rest] == index).mean()) for one in (knn, probe)) >= TRUSTED
