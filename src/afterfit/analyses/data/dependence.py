"""How much the features say of the targets of a regression, before any network is trained."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data.importance import N_BINS, mutual_information
from afterfit.analyses.data.number_probes import neighbours_numbers, ridge_numbers, share_explained
from afterfit.analyses.data.probes import deal_folds, thinned_rows
from afterfit.analyses.data.projections import principal_components, standardized
from afterfit.records import TargetWindows
from afterfit.results import NoTargetChecks, TargetDependence, TargetImportance, TargetProbe

MOST_WINDOWS = 1500
N_COMPONENTS = 30

Array = NDArray[np.float64]


def measure_dependence(
    splits: Sequence[TargetWindows],
    features: Sequence[NDArray[np.float32]],
    feature_names: Sequence[str],
) -> TargetDependence | NoTargetChecks:
    """Return what simple models tell of the targets from the features of all splits.

    A ridge regression and the five nearest windows predict from other recordings only: the
    recordings are dealt to five folds. Features are standardized and reduced to at most 30
    principal components, which look at no target.

    Parameters
    ----------
    splits
        Windows of each split.
    features
        Their features, each of shape (n_samples, ...), same order.
    feature_names
        One a feature, in the order of the flattened features.
    """
    source = np.concatenate([one.source for one in splits])
    rows = thinned_rows(source, MOST_WINDOWS)
    X = standardized(flat_features(features)[rows])
    scores, _, _ = principal_components(X, N_COMPONENTS)
    Y = np.concatenate([one.targets.mean(axis=1) for one in splits])[rows]
    reason = _reason(source, scores)
    if reason is not None:
        return NoTargetChecks(reason)
    names = splits[0].target_names
    return TargetDependence(
        n_samples=len(source),
        n_used=len(rows),
        n_sources=len(np.unique(source)),
        n_features=X.shape[1],
        n_components=scores.shape[1],
        targets=_probes(scores, Y, source[rows], names),
        importance=_importance(X, Y, feature_names, names),
    )


def flat_features(features: Sequence[NDArray[np.float32]]) -> Array:
    """Return the features of all splits, one row a window."""
    flat = [each.reshape(len(each), int(np.prod(each.shape[1:]))) for each in features]
    return np.concatenate(flat).astype(np.float64)


def _reason(source: NDArray[np.int64], scores: Array) -> str | None:
    if len(np.unique(source)) < 2:
        return "Simple models are judged on recordings that they did not see; there is only one."
    if not scores.shape[1]:
        return "Every feature is the same in all windows."
    return None


def _probes(
    scores: Array, Y: Array, source: NDArray[np.int64], names: Sequence[str]
) -> tuple[TargetProbe, ...]:
    fold = deal_folds(np.zeros(len(Y), np.int64), source)
    linear, knn, mean = np.empty_like(Y), np.empty_like(Y), np.empty_like(Y)
    for held in np.unique(fold):
        mine = fold == held
        known = scores[~mine], Y[~mine], scores[mine]
        linear[mine], knn[mine] = ridge_numbers(*known), neighbours_numbers(*known)
        mean[mine] = Y[~mine].mean(axis=0)
    return tuple(
        TargetProbe(
            name,
            *(
                share_explained("r2", Y[:, i] - said[:, i], Y[:, i] - mean[:, i], source)
                for said in (linear, knn)
            ),
        )
        for i, name in enumerate(names)
    )


def _importance(
    X: Array, Y: Array, feature_names: Sequence[str], names: Sequence[str]
) -> tuple[TargetImportance, ...]:
    rows = []
    for place, target in enumerate(names):
        told = Y[:, place]
        edges = np.unique(np.quantile(told, np.linspace(0, 1, N_BINS + 1)[1:-1]))
        bins = np.searchsorted(edges, told, side="right")
        for feature, column in zip(feature_names, X.T, strict=True):
            bits = mutual_information(column, bins)
            rows.append(TargetImportance(feature, target, bits, _correlation(column, told)))
    return tuple(sorted(rows, key=lambda row: -row.mutual_information))


def _correlation(one: Array, other: Array) -> float:
    if one.std() == 0 or other.std() == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
