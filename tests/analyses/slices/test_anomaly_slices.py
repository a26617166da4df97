from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from afterfit.analyses import compare_anomaly_slices, measure_anomaly_slices
from afterfit.analyses.anomaly import statistics_of
from afterfit.analyses.operating_points import DEFAULT_POLICIES
from afterfit.errors import InputError
from afterfit.records import AnomalyScores, SliceColumn, Slicing
from afterfit.results import (
    AnomalySliceRow,
    AnomalySlices,
    ChosenK,
    NoChosenK,
    Scope,
    from_json,
    to_json,
)

SITE = Slicing((SliceColumn("site", "words", ("hall", "yard", "lab")),))
Codes = NDArray[np.int64]
NONE = NoChosenK("float32", "there are no scores of training samples")


def scored(
    score: NDArray[Any],
    kind: Codes,
    source: Codes | None = None,
    variant: str = "float32",
) -> AnomalyScores:
    """Return scores of samples of these kinds and recordings."""
    codes = np.zeros(len(score), dtype=np.int64) if source is None else source
    names = ("",) if source is None else tuple(f"{k}.csv" for k in range(int(source.max()) + 1))
    return AnomalyScores(
        score=np.asarray(score, dtype=np.float64),
        kind=kind,
        kind_names=("normal", "fault"),
        source=codes,
        source_names=names,
        offset=np.arange(len(score)),
        variant=variant,
        split="test",
        has_sources=source is not None,
    )


def chosen_at(threshold: float, variant: str = "float32") -> ChosenK:
    """Return a recommendation of this threshold."""
    return ChosenK(
        variant=variant,
        chosen_on=Scope(variant, "validation", 100, 10),
        policy=DEFAULT_POLICIES[0],
        why="it was said so",
        k=1.0,
        threshold=threshold,
        train=statistics_of(np.array([0.0, 1.0])),
    )


def sliced(scores: AnomalyScores, codes: Codes, threshold: float = 1.0) -> AnomalySlices:
    return measure_anomaly_slices(scores, chosen_at(threshold), (SITE,), (codes,))


def row_of(found: AnomalySlices, value: str) -> AnomalySliceRow:
    return next(row for row in found.rows if row.value == value)


def test_numbers_are_those_of_the_filtered_rows() -> None:
    random = np.random.default_rng(1)
    kind, codes = random.integers(0, 2, 900), random.integers(0, 3, 900)
    score = random.normal(0, 1, 900) + kind
    source = np.arange(900) // 20
    row = row_of(sliced(scored(score, kind, source), codes), "yard")
    normal, fault = (score[(codes == 1) & (kind == k)] for k in (0, 1))
    others = score[(codes != 1) & (kind == 0)]

    assert row.false_alarms.rate.value == pytest.approx((normal > 1).mean())
    assert row.found.rate.value == pytest.approx((fault > 1).mean())
    assert (row.false_alarms.rate.n, row.found.rate.n) == (len(normal), len(fault))
    assert row.found.n_sources == len(np.unique(source[(codes == 1) & (kind == 1)]))
    assert row.false_alarms.difference.value == pytest.approx(
        (normal > 1).mean() - (others > 1).mean()
    )
    assert row.auc.value == pytest.approx(roc_auc_score(kind[codes == 1], score[codes == 1]))
    assert row.auc.low < row.auc.value < row.auc.high


def test_the_difference_agrees_with_the_two_proportion_test() -> None:
    random = np.random.default_rng(2)
    codes = random.integers(0, 2, 1500)
    alarm = random.random(1500) < 0.2 + 0.06 * codes
    found = sliced(scored(2.0 * alarm, np.zeros(1500, dtype=np.int64)), codes)
    one, other = (alarm[codes == k] for k in (1, 0))
    error = np.sqrt(sum(part.var() / len(part) for part in (one, other)))
    from scipy.stats import norm

    # Two slices are tested, mirrors of each other, so that correction changes nothing.
    judge = 2 * norm.sf(abs(one.mean() - other.mean()) / error)
    assert row_of(found, "yard").false_alarms.p_value == pytest.approx(judge, rel=0.05)
    assert found.n_tested == 2


@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.integers(0, 1), st.integers(0, 2)), min_size=1, max_size=60
    )
)
@settings(max_examples=40, deadline=None)
def test_slices_sum_to_the_whole(samples: list[tuple[float, int, int]]) -> None:
    score, kind, codes = (np.array(part) for part in zip(*samples, strict=True))
    found = sliced(scored(score.astype(float), kind, np.arange(len(samples)) // 3), codes)

    for whole, sides in (
        (found.false_alarm_rate, [row.false_alarms for row in found.rows]),
        (found.recall, [row.found for row in found.rows]),
    ):
        assert sum(side.rate.n for side in sides) == whole.n
        if whole.n:
            alarms = sum(side.rate.value * side.rate.n for side in sides if side.rate.n)
            assert alarms == pytest.approx(whole.value * whole.n)


def test_a_slice_of_one_kind_says_nothing_of_the_other() -> None:
    kind, codes = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1])
    found = sliced(scored(np.array([0.0, 2.0, 0.0, 2.0]), kind), codes)
    hall = row_of(found, "hall")

    assert hall.false_alarms.rate.value == 0.5
    assert np.isnan([hall.found.rate.value, hall.auc.value]).all()
    assert hall.found.rate.n == 0


def test_without_a_threshold_slices_are_ranked_alone() -> None:
    random = np.random.default_rng(3)
    kind, codes = random.integers(0, 2, 90), np.repeat([0, 1, 2], 30)
    scores = scored(random.normal(0, 1, 90) + kind, kind)
    found = measure_anomaly_slices(scores, NONE, (SITE,), (codes,))

    assert found.reason == "there are no scores of training samples"
    assert found.n_tested == 0
    assert np.isnan([row.false_alarms.rate.value for row in found.rows]).all()
    assert np.isfinite([row.auc.value for row in found.rows]).all()


def test_without_labels_no_alarm_is_judged() -> None:
    scores = replace(scored(np.arange(9.0), np.zeros(9, dtype=np.int64)), has_labels=False)
    found = sliced(scores, np.repeat([0, 1, 2], 3))

    assert found.reason == "nobody said which samples are anomalies"
    assert np.isnan(found.false_alarm_rate.value)


@pytest.mark.parametrize(
    ("inside", "told"), [(4, False), (5, True)], ids=["four recordings", "five"]
)
def test_few_recordings_say_nothing(inside: int, told: bool) -> None:
    source = np.repeat(np.arange(20), 10)
    score = np.random.default_rng(7).normal(0.5, 1, 200)
    kind = np.zeros(200, dtype=np.int64)
    found = sliced(scored(score, kind, source), (source < inside).astype(np.int64))

    assert (found.n_tested == 2) is told


def test_sure_slices_are_rare_where_none_differs() -> None:
    def raised(seed: int) -> bool:
        random = np.random.default_rng(seed)
        source = np.repeat(np.arange(30), 10)
        kind = (np.arange(30) % 2)[source]
        score = random.normal(0, 1, 300) + random.normal(0, 0.5, 30)[source] + 2 * kind
        codes = random.integers(0, 3, 30)[source]
        rows = sliced(scored(score, kind, source), codes).rows
        return any(side.is_worse for row in rows for side in (row.false_alarms, row.found))

    assert sum(map(raised, range(100))) <= 8


def test_json_gives_the_result_back() -> None:
    found = sliced(scored(np.array([1.0, 2.0]), np.array([0, 1])), np.array([0, 1]))

    assert to_json(from_json(to_json(found))) == to_json(found)


class TestChanges:
    def pair(self, seed: int = 4) -> tuple[AnomalyScores, AnomalyScores, Codes]:
        """Return two variants; the second raises more alarms among the yard's normal samples."""
        random = np.random.default_rng(seed)
        source = np.repeat(np.arange(60), 10)
        codes, kind = source % 3, random.integers(0, 2, 600)
        score = random.normal(0, 1, 600) + 2 * kind
        other = score + random.normal(0, 0.1, 600) + 0.8 * ((codes == 1) & (kind == 0))
        return scored(score, kind, source), scored(other, kind, source, "int8"), codes

    def test_numbers_are_those_of_the_filtered_rows(self) -> None:
        one, other, codes = self.pair()
        both = chosen_at(1.0), chosen_at(1.2, "int8")
        found = compare_anomaly_slices(one, other, both, (SITE,), (codes,))
        assert found is not None
        yard = next(row for row in found.rows if row.value == "yard")
        here = (codes == 1) & (one.kind == 0)
        before, after = (one.score[here] > 1.0).mean(), (other.score[here] > 1.2).mean()

        assert (yard.false_alarms.reference, yard.false_alarms.candidate) == (before, after)
        assert yard.false_alarms.change.value == pytest.approx(after - before)
        assert yard.false_alarms.change.low < after - before < yard.false_alarms.change.high
        assert found.n_tested == 6
        assert to_json(from_json(to_json(found))) == to_json(found)

    def test_the_slice_that_loses_is_told_apart(self) -> None:
        one, other, codes = self.pair()
        both = chosen_at(1.0), chosen_at(1.0, "int8")
        found = compare_anomaly_slices(one, other, both, (SITE,), (codes,))
        assert found is not None
        sure = [row.value for row in found.rows if row.false_alarms.p_value < 0.001]

        assert "yard" in sure
        assert not any(row.found.p_value < 0.001 for row in found.rows)

    def test_rows_are_matched_by_recording_and_offset(self) -> None:
        one, other, codes = self.pair()
        order = np.random.default_rng(1).permutation(600)
        mixed = replace(
            other,
            score=other.score[order],
            kind=other.kind[order],
            source=other.source[order],
            offset=other.offset[order],
        )
        both = chosen_at(1.0), chosen_at(1.0, "int8")

        assert compare_anomaly_slices(
            one, other, both, (SITE,), (codes,)
        ) == compare_anomaly_slices(one, mixed, both, (SITE,), (codes,))

    def test_without_a_threshold_there_is_nothing_to_compare(self) -> None:
        one, other, codes = self.pair()
        both = chosen_at(1.0), NONE
        assert compare_anomaly_slices(one, other, both, (SITE,), (codes,)) is None

    def test_other_samples_are_refused(self) -> None:
        one, other, codes = self.pair()
        both = chosen_at(1.0), chosen_at(1.0, "int8")
        moved = replace(other, offset=other.offset + 1)
        with pytest.raises(InputError, match="only on the same samples"):
            compare_anomaly_slices(one, moved, both, (SITE,), (codes,))
