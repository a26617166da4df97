import numpy as np
import pytest

from afterfit.findings import sl001_weak_slice, sl003_quantized_slice
from afterfit.pipeline.anomaly import analyze_sliced_scores
from afterfit.pipeline.slice_codes import frame_of_columns
from afterfit.readers import SlicedRecords
from afterfit.records import AnomalyScores
from afterfit.results import AnomalyAnalysis

N = 1200


def scores(
    n_recordings: int, split: str, lift: float, drop: float, variant: str = "float32"
) -> AnomalyScores:
    """Return scores of which those from the yard are changed: *lift* normal, *drop* anomalies."""
    random = np.random.default_rng({"train": 1, "validation": 2, "test": 3}[split])
    source = np.arange(N) * n_recordings // N
    kind = np.zeros(N, dtype=np.int64) if split == "train" else random.integers(0, 2, N)
    yard = (source % 3 == 1) & (split == "test")
    score = random.normal(10, 1, N) + 4 * kind
    return AnomalyScores(
        score=score + yard * np.where(kind == 0, lift, -drop),
        kind=kind,
        kind_names=("normal", "fault"),
        source=source,
        source_names=tuple(f"{k}.csv" for k in range(n_recordings)),
        offset=np.arange(N),
        variant=variant,
        split=split,
    )


def analysis_of(
    lift: float = 0.0,
    drop: float = 0.0,
    n_recordings: int = 60,
    wanted: bool = True,
    int8: tuple[float, float] | None = None,
    splits: tuple[str, ...] = ("train", "validation", "test"),
) -> AnomalyAnalysis:
    rows = [scores(n_recordings, split, lift, drop) for split in splits]
    if int8:
        rows += [scores(n_recordings, split, *int8, variant="int8") for split in splits]
    columns = {"site": ["yard" if code % 3 == 1 else "hall" for code in rows[0].source.tolist()]}
    cells = tuple(frame_of_columns(columns if wanted else {}, N) for _ in rows)
    read = SlicedRecords(tuple(rows), cells, (("site",),) if wanted else ())
    return analyze_sliced_scores(read)[0]


class TestWeakSlice:
    @pytest.mark.parametrize(
        ("lift", "drop", "n_recordings", "wanted", "outcome"),
        [
            (2.0, 0.0, 60, True, "raised"),
            (0.0, 2.0, 60, True, "raised"),
            (0.0, 0.0, 60, True, "clear"),
            (2.0, 0.0, 6, True, "not_applicable"),
            (2.0, 0.0, 60, False, "not_applicable"),
        ],
        ids=["false alarms", "missed anomalies", "alike", "few recordings", "no columns"],
    )
    def test_outcome(
        self, lift: float, drop: float, n_recordings: int, wanted: bool, outcome: str
    ) -> None:
        analysis = analysis_of(lift, drop, n_recordings, wanted)
        assert sl001_weak_slice.RULE(analysis).outcome == outcome

    def test_claim_of_false_alarms(self) -> None:
        finding = sl001_weak_slice.RULE(analysis_of(lift=2.0))

        assert finding.claim.startswith("Where site is yard, ")
        assert " normal samples raise an alarm (95 % interval " in finding.claim
        assert finding.claim.endswith("of all false alarms lie there.")
        assert finding.evidence["difference_low"] > 0  # type: ignore[operator]

    def test_claim_of_missed_anomalies(self) -> None:
        finding = sl001_weak_slice.RULE(analysis_of(drop=2.0))

        assert " anomalies are found (95 % interval " in finding.claim
        assert finding.claim.endswith("of all missed anomalies lie there.")
        assert "-" not in finding.claim.split("%")[3]

    @pytest.mark.parametrize(
        ("splits", "said"),
        [
            (("validation", "test"), "No alarms are counted, because there are no scores of"),
            (("train", "validation"), "There are no scores on the test split."),
        ],
        ids=["no threshold", "no test"],
    )
    def test_why_it_cannot_be_judged(self, splits: tuple[str, ...], said: str) -> None:
        finding = sl001_weak_slice.RULE(analysis_of(splits=splits))

        assert finding.outcome == "not_applicable"
        assert finding.claim.startswith(said)


class TestQuantizedSlice:
    @pytest.mark.parametrize(
        ("int8", "wanted", "outcome"),
        [
            ((2.0, 0.0), True, "raised"),
            ((0.0, 2.0), True, "raised"),
            ((0.05, 0.0), True, "clear"),
            (None, True, "not_applicable"),
            ((2.0, 0.0), False, "not_applicable"),
        ],
        ids=["false alarms", "missed anomalies", "alike", "one variant", "no columns"],
    )
    def test_outcome(self, int8: tuple[float, float] | None, wanted: bool, outcome: str) -> None:
        analysis = analysis_of(int8=int8, wanted=wanted)
        assert sl003_quantized_slice.RULE(analysis).outcome == outcome

    def test_claim(self) -> None:
        finding = sl003_quantized_slice.RULE(analysis_of(int8=(2.0, 0.0)))

        assert finding.claim.startswith("Where site is yard, ")
        assert "normal samples raise an alarm as int8, " in finding.claim
        assert "elsewhere the change is " in finding.claim
