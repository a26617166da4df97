"""What is measured, each in a process of its own: ``python workloads.py NAME FOLDER``."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterfit.readers import PredictionTable
    from afterfit.results import Analysis

Measured = dict[str, Any]


def generate(folder: Path) -> Measured:
    """Make the rows that the folder's name asks for."""
    from make_predictions import make_predictions

    make_predictions(folder, int(folder.name))
    return {}


def decode(folder: Path) -> Measured:
    """Decode all columns, with one thread, and drop them."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    return timed(lambda: [len(pl.read_parquet(file)) for file in sorted(folder.iterdir())])


def analyze(folder: Path) -> Measured:
    """Everything that `afterfit analyze` says of the table, before it is drawn."""
    return _timed_analysis(folder, "local")


def analyze_in_one_process(folder: Path) -> Measured:
    """The same without a helper process."""
    from functools import partial

    from afterfit.engines import tally_locally
    from afterfit.pipeline.tables import analyze_table

    table = _open(folder)
    engine = partial(tally_locally, n_processes=1)
    return timed(lambda: analyze_table(table, engine=engine).analysis, _digest)


def analyze_by_numpy(folder: Path) -> Measured:
    """The same in one process, as if no C compiler had been at hand."""
    from afterfit.kernels import library

    library.library = lambda: None  # type: ignore[assignment]
    return analyze_in_one_process(folder)


def analyze_on_dask(folder: Path) -> Measured:
    """The same on a local cluster, its start included."""
    return _timed_analysis(folder, "dask")


def scikit_learn(folder: Path) -> Measured:
    """The same list of numbers by scikit-learn, without intervals; reading is not timed."""
    import numpy as np
    import polars as pl

    rows = pl.read_parquet(sorted(folder.iterdir()))
    scores = rows.select("^score_.*$").to_numpy(order="c").astype(np.float64)
    labels = rows["label"].to_numpy().astype(np.int64)
    del rows
    return timed(lambda: _by_scikit_learn(labels, scores))


def resample(folder: Path) -> Measured:
    """A thousand bootstrap replicates of every count metric, from counts that are at hand."""
    from afterfit.analyses.estimates import Estimator
    from afterfit.engines import TallyJob, tally_locally
    from afterfit.metrics import COUNT_METRICS
    from afterfit.readers import read_shard
    from afterfit.statistics import TallySettings, tally_batch

    table = _open(folder)
    settings = TallySettings.for_table(table.n_rows, len(table.class_names), errors_per_class=0)
    job = TallyJob(table.shards, _Read(read_shard, table), settings, tally_batch)
    (tally,) = tally_locally(job).values()

    def replicates() -> None:
        estimator = Estimator.of(tally)
        for metric in COUNT_METRICS.values():
            metric.function(estimator.replicates)

    return timed(replicates)


class _Read:
    def __init__(self, read: Callable[..., Any], table: "PredictionTable") -> None:
        self.read, self.table = read, table

    def __call__(self, shard: object) -> Any:
        return self.read(self.table, shard)


def report(folder: Path) -> Measured:
    """`afterfit analyze` from process start to written report, in this process."""
    from afterfit.cli.main import main

    sys.argv = ["afterfit", "analyze", str(folder), "--output", str(folder.parent / "report")]

    def run() -> None:
        try:
            main()
        except SystemExit as end:
            if end.code:
                raise

    return timed(run)


def _open(folder: Path) -> "PredictionTable":
    from afterfit.readers import ReadOptions, open_predictions

    return open_predictions(folder, ReadOptions(variant_name="float32"))


def _timed_analysis(folder: Path, name: str) -> Measured:
    from afterfit.engines import engine_named
    from afterfit.pipeline.tables import analyze_table

    table, engine = _open(folder), engine_named(name)
    return timed(lambda: analyze_table(table, engine=engine).analysis, _digest)


def _digest(analysis: "Analysis") -> str:
    from afterfit.results import to_json

    return sha256(to_json(analysis).encode()).hexdigest()


def _by_scikit_learn(labels: Any, scores: Any) -> None:
    import numpy as np
    from sklearn import calibration, metrics

    predicted = scores.argmax(axis=1)
    classes = np.arange(scores.shape[1])
    for score in (
        metrics.confusion_matrix,
        metrics.accuracy_score,
        metrics.balanced_accuracy_score,
        metrics.matthews_corrcoef,
        metrics.cohen_kappa_score,
    ):
        score(labels, predicted)
    for average in (None, "micro", "macro", "weighted"):
        metrics.precision_recall_fscore_support(labels, predicted, average=average)
    for k in (2, 3, 5):
        metrics.top_k_accuracy_score(labels, scores, k=k, labels=classes)
    metrics.log_loss(labels, scores)
    metrics.brier_score_loss(labels, scores, labels=classes)
    right = predicted == labels
    calibration.calibration_curve(right, scores.max(axis=1), n_bins=10)
    calibration.calibration_curve(right, scores.max(axis=1), n_bins=10, strategy="quantile")
    for index in classes:
        own, positive = scores[:, index], labels == index
        metrics.roc_curve(positive, own)
        metrics.roc_auc_score(positive, own)
        metrics.average_precision_score(positive, own)
        calibration.calibration_curve(positive, own, n_bins=10)


def timed(work: Callable[[], Any], digest: Callable[[Any], str] = lambda _: "") -> Measured:
    """Return what *work* took, and a digest of its answer."""
    start, start_cpu = time.perf_counter(), _cpu_seconds()
    answer = work()
    return {
        "seconds": time.perf_counter() - start,
        "cpu_seconds": _cpu_seconds() - start_cpu,
        "peak_mb": _peak_mb(),
        "answer": digest(answer),
    }


def _cpu_seconds() -> float:
    """Return what all cores have worked for this process and the helpers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak_mb() -> float:
    """Return this process's peak, and for each helper that of the largest one, in MB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + helper * (len(os.sched_getaffinity(0)) - 1)) / 1024


WORKLOADS: dict[str, Callable[[Path], Measured]] = {
    one.__name__: one
    for one in (
        generate,
        decode,
        analyze,
        analyze_in_one_process,
        analyze_by_numpy,
        analyze_on_dask,
        scikit_learn,
        resample,
        report,
    )
}

if __name__ == "__main__":
    print(json.dumps(WORKLOADS[sys.argv[1]](Path(sys.argv[2]))))
