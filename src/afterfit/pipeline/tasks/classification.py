"""Classification of windows: which one of some classes each belongs to."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import (
    DEFAULT_POLICIES,
    PairedMetric,
    find_duplicate_windows,
    paired_accuracy,
)
from afterfit.datasets import window_attributes
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.analyze import analyze_predictions, in_report_order
from afterfit.pipeline.context import Context
from afterfit.pipeline.given_model import GivenModel
from afterfit.pipeline.run_shipping import shipping_of_run
from afterfit.pipeline.slicing import count_attributes
from afterfit.pipeline.tasks.common import (
    Lessons,
    check_training_windows,
    sensitivities_of,
    shipped_variant,
    write_records,
    written_records,
)
from afterfit.pipeline.thresholds import write_threshold_files
from afterfit.readers import (
    read_predictions_parquet,
    read_windows_npz,
    write_predictions,
    write_windows,
)
from afterfit.records import SPLITS, Predictions, improbable_rows
from afterfit.report import TestingSwitches, file_level_log, write_testing_folder
from afterfit.results import Analysis, DuplicateWindows, from_json, to_json
from afterfit.runtimes import softmax
from afterfit.training import train_classifier, train_quantized
from afterfit.wording import some_names

MOST_DUPLICATES = 100
"""Groups of equal windows that are kept; the result says how many there were."""


class Classification:
    """A score for each class; the highest is the answer."""

    def train(self, context: Context) -> Iterable[Path]:
        """Train a classifier."""
        check_training_windows(context)
        folder = context.folder
        train_classifier(
            context.training_plan,
            *_lessons(context),
            _n_classes(context),
            folder.base,
            context.progress.epoch,
        )
        return (folder.float_model, folder.history, folder.base / "best_model.pt")

    def train_quantized(self, context: Context) -> None:
        """Go on with the rounding in place, by the cross entropy."""
        train_quantized(
            context.quantization_plan,
            context.training_plan,
            context.folder.float_model,
            *_lessons(context),
            _n_classes(context),
            context.folder.quantization,
            context.progress.epoch,
        )

    def record(
        self, context: Context, split: str, outputs: NDArray[np.float64], variant: str
    ) -> Predictions:
        """Return the scores of the classes.

        Raises
        ------
        InputError
            When a model that was trained elsewhere does not give one logit a class.
        """
        windows = context.data.splits[split]
        if context.given is not None:
            _check_logits(outputs, windows.class_names, context.given)
        return Predictions.of_windows(windows, softmax(outputs), variant)

    def predict(self, context: Context) -> Iterator[Path]:
        """Write the predictions, and what the report needs without the data set."""
        attributes = window_attributes(context.data.splits)

        def write(predictions: Predictions, path: Path) -> None:
            write_predictions(predictions, path, attributes[predictions.split])

        yield from write_records(context, self.record, write)
        folder = context.folder
        write_windows(context.data.splits["test"], folder.test_windows)
        yield folder.test_windows
        duplicates = find_duplicate_windows(tuple(context.data.splits.values()), MOST_DUPLICATES)
        write_text(folder.duplicates, to_json(duplicates) + "\n")
        yield folder.duplicates

    def compare(self, reference: Predictions, candidate: Predictions) -> PairedMetric:
        """Return the accuracy of both and its change."""
        return paired_accuracy(reference, candidate)

    def true_values(self, context: Context) -> NDArray[Any]:
        """Return the class of each test window."""
        return context.data.splits["test"].y_true

    def analyze(self, context: Context) -> Iterable[Path]:
        """Analyse all records; write results and the files of §8.6."""
        folder, testing = context.folder, context.config.testing
        duplicates = from_json(folder.duplicates.read_bytes())
        records = written_records(context)
        analysis = analyze_predictions(
            [read_predictions_parquet(path) for path in records],
            max_errors_per_class=testing.max_errors_per_class,
            file_bytes={variant: path.stat().st_size for variant, path in context.models.items()},
            compare=testing.comparison_wanted,
            duplicates=[duplicates] if isinstance(duplicates, DuplicateWindows) else (),
            sensitivities=sensitivities_of(context),
            policies=tuple(dict.fromkeys((testing.operating_point.policy, *DEFAULT_POLICIES))),
            shipping=shipping_of_run(context),
            sliced=in_report_order(count_attributes(records), list(context.models)),
        )
        write_text(folder.analysis, to_json(analysis) + "\n")
        return [folder.analysis, *_tensorlab_files(context, analysis)]


def _check_logits(
    outputs: NDArray[np.float64], class_names: tuple[str, ...], given: GivenModel
) -> None:
    n_outputs, n_classes = outputs.shape[-1], len(class_names)
    if n_outputs != n_classes:
        raise InputError(
            f"{given.path.name} gives {n_outputs} numbers a window, and the data set has "
            f"{n_classes} classes: {some_names(class_names, 10)}",
            where="testing -> model_path",
        )
    if len(outputs) and not len(improbable_rows(outputs)):
        raise InputError(
            f"{given.path.name} ends with a softmax, and a run takes logits; test it with afterfit "
            "analyze --model NAME=FILE --data FILE",
            where="testing -> model_path",
        )


def _lessons(context: Context) -> Lessons:
    train, validation = (
        (context.features[split], context.data.splits[split].y_true) for split in SPLITS[:2]
    )
    return train, validation


def _n_classes(context: Context) -> int:
    return len(context.data.splits["train"].class_names)


def _tensorlab_files(context: Context, analysis: Analysis) -> Iterator[Path]:
    """Write the files that §8.6 names, for the variant that goes onto the device."""
    folder, testing = context.folder, context.config.testing
    switches = TestingSwitches(
        confusion_matrix=testing.analysis.confusion_matrix,
        roc_curve=testing.analysis.roc_curve,
        class_histograms=testing.analysis.class_histograms,
        error_analysis=testing.analysis.error_analysis,
        save_errors=testing.errors_wanted,
        max_errors_per_class=testing.max_errors_per_class,
        compare_results=testing.comparison_wanted,
    )
    windows = read_windows_npz(folder.test_windows)
    shipped = shipped_variant(context)
    yield from write_testing_folder(folder.testing, analysis, shipped, windows, switches)
    write_text(folder.file_log, file_level_log(analysis))
    yield folder.file_log
    policy = testing.operating_point.policy
    yield from write_threshold_files(folder, analysis, shipped, policy)
