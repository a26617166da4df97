"""Numbers against scikit-learn and SciPy."""

import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.analyses.data import importance, probes, projections

RNG = np.random.default_rng(0)
Y = np.repeat([0, 1, 2], 30)
X: NDArray[np.float64] = RNG.normal(size=(90, 6)) + np.eye(3, 6)[Y] * 2


def test_silhouette() -> None:
    from sklearn.metrics import silhouette_samples

    np.testing.assert_allclose(projections.silhouettes(X, Y), silhouette_samples(X, Y), atol=1e-9)


def test_f_values() -> None:
    from sklearn.feature_selection import f_classif

    np.testing.assert_allclose(importance.f_statistics(X, Y), f_classif(X, Y)[0], rtol=1e-9)


def test_principal_components() -> None:
    from sklearn.decomposition import PCA

    centred = X - X.mean(axis=0)
    scores, _, shares = projections.principal_components(centred, 3)
    judge = PCA(3).fit(centred)
    np.testing.assert_allclose(np.abs(scores), np.abs(judge.transform(centred)), atol=1e-9)
    np.testing.assert_allclose(shares, judge.explained_variance_ratio_, rtol=1e-9)


def test_discriminants_span_the_plane_of_sklearn() -> None:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    ours = projections.discriminants(X, Y)
    judge = LinearDiscriminantAnalysis().fit_transform(X, Y)
    for axis in range(2):
        assert abs(np.corrcoef(ours[:, axis], judge[:, axis])[0, 1]) > 0.999


def test_mutual_information() -> None:
    from sklearn.metrics import mutual_info_score

    values = X[:, 0]
    place = np.searchsorted(np.quantile(values, np.linspace(0, 1, 11)[1:-1]), values, side="right")
    judge = mutual_info_score(place, Y) / np.log(2)
    assert importance.mutual_information(values, Y) == pytest.approx(judge)


def test_neighbours() -> None:
    from sklearn.neighbors import KNeighborsClassifier

    fold = np.arange(90) % 5
    ours = probes.neighbours_classes(X, Y, fold, 3)
    judge = np.empty(90, np.int64)
    for held in range(5):
        model = KNeighborsClassifier(5).fit(X[fold != held], Y[fold != held])
        judge[fold == held] = model.predict(X[fold == held])
    assert (ours == judge).mean() > 0.95  # ties are broken differently


def test_probe_names_no_class_that_it_never_saw() -> None:
    probe = probes.LinearProbe(X[:60], Y[:60], 3)
    assert set(probe.predict(X).tolist()) <= {0, 1}


def test_t_sne_keeps_far_groups_apart() -> None:
    apart = RNG.normal(size=(24, 4)) + np.repeat([0, 50], 12)[:, np.newaxis]
    points = projections.neighbour_embedding(apart, seed=0)
    assert not isinstance(points, str)
    assert projections.silhouettes(points, np.repeat([0, 1], 12)).mean() > 0.3


def test_too_few_points_for_t_sne() -> None:
    assert "at least 10 windows" in str(projections.neighbour_embedding(X[:9], seed=0))
