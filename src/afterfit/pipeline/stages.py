"""The stages of a run: each makes files from the stages before it, or is skipped when it has."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import DEFAULT_POLICIES, find_duplicate_windows
from afterfit.errors import InputError
from afterfit.files import replacing, write_text
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.context import Context
from afterfit.pipeline.data_checks import checks_of, write_checks
from afterfit.pipeline.device_model import has_tflite_extra, write_device_model
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import run_facts, write_facts
from afterfit.pipeline.manifest import fingerprint
from afterfit.pipeline.model_costs import write_model_costs
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.run_shipping import shipping_of_run
from afterfit.pipeline.tasks import task_of
from afterfit.pipeline.thresholds import write_threshold_files
from afterfit.readers import (
    read_predictions_parquet,
    read_windows_npz,
    write_predictions,
    write_windows,
)
from afterfit.records import SPLITS, Predictions
from afterfit.report import (
    TestingSwitches,
    file_level_log,
    write_testing_folder,
)
from afterfit.results import (
    Analysis,
    DuplicateWindows,
    LayerSensitivity,
    from_json,
    to_json,
)
from afterfit.runtimes import run_variant, softmax, vela_command
from afterfit.training import (
    measure_sensitivity,
    quantize_after_training,
    quantized_forms,
    train_classifier,
    train_quantized,
)

MOST_DUPLICATES = 100
"""Groups of equal windows that are kept; the result says how many there were."""


def check_data(context: Context) -> None:
    """Look for what is wrong with the data, where the configuration wants the test."""
    wanted = context.config.data_processing_feature_extraction.gof_test
    if wanted:
        inputs = fingerprint("check_data", context.data_inputs, context.config.training.seed)
        _stage(context, "check_data", "Checking the data", inputs, _check_data)
    else:
        context.folder.data_checks.unlink(missing_ok=True)


def train(context: Context) -> str:
    """Train the float model and export its best epoch; return the fingerprint of the stage."""
    inputs = fingerprint("train", context.data_inputs, context.training_plan)
    _stage(context, "train", "Training", inputs, _train)
    return inputs


def quantize(context: Context, trained: str) -> str:
    """Make the quantised model where the configuration wants one."""
    plan = context.quantization_plan
    inputs = fingerprint("quantize", trained, plan)
    if not context.config.training.quantization or plan.method == "PTQ":
        context.folder.quantized_history.unlink(missing_ok=True)
    if context.config.training.quantization:
        title = f"Quantising to {plan.variant} ({plan.method})"
        _stage(context, "quantize", title, inputs, _quantize)
    return inputs


def try_float_layers(context: Context, made: str) -> str:
    """Measure what the quantised model regains with layers in float, where that is wanted."""
    inputs = fingerprint("try float layers", made, context.tries_float_layers)
    if context.tries_float_layers:
        _stage(context, "sensitivity", "Trying layers in float", inputs, _try_float_layers)
    return inputs


def write_for_device(context: Context, quantized: str) -> str:
    """Write the int8 model as microcontrollers take it, where that can be done here."""
    inputs = fingerprint("write for the device", quantized, has_tflite_extra())
    if context.config.training.quantization:
        title = "Writing the int8 model for the device"
        _stage(context, "device", title, inputs, write_device_model)
    return inputs


def test(context: Context, made: str) -> str:
    """Let every variant predict every split."""
    device = context.device
    vela = vela_command() if device is not None and device.accelerator else None
    inputs = fingerprint("test", made, tuple(context.models), device, vela)
    _stage(context, "test", "Testing " + " and ".join(context.models), inputs, _test)
    return inputs


def analyze(context: Context, tested: str) -> str:
    """Make all results and the files of §8.6."""
    inputs = fingerprint("analyze", tested, context.config.testing, context.budget)
    _stage(context, "analyze", "Analysing", inputs, _analyze)
    return inputs


def report(context: Context, analyzed: str) -> tuple[Path, ...]:
    """Write the reports, and return those that are now there."""
    wants_data = context.config.data_processing_feature_extraction.gof_test
    inputs = fingerprint("report", analyzed, context.warnings, wants_data)
    _stage(context, "report", "Writing the report", inputs, _report)
    written = context.manifest.outputs("report")
    paths = (context.folder.report(suffix) for suffix in FORMATS.values())
    return tuple(path for path in paths if path.name in written)


def _stage(
    context: Context,
    name: str,
    title: str,
    inputs: str,
    work: Callable[[Context], Iterable[Path]],
) -> None:
    if context.manifest.is_done(name, inputs):
        context.progress.stage(title, skipped=True)
        return
    context.progress.stage(title)
    context.manifest.finish(name, inputs, work(context))


def _check_data(context: Context) -> Iterable[Path]:
    return write_checks(context.folder, checks_of(context))


def _train(context: Context) -> Iterable[Path]:
    task = task_of(context.kind)
    if task is not None:
        return task.train(context)
    features, splits = context.features, context.data.splits
    n_classes = len(splits["train"].class_names)
    if not len(splits["train"]):
        raise InputError("the training split has no windows", where="dataset -> split_factor")
    train_classifier(
        context.training_plan,
        (features["train"], splits["train"].y_true),
        (features["validation"], splits["validation"].y_true),
        n_classes,
        context.folder.base,
        context.progress.epoch,
    )
    folder = context.folder
    return (folder.float_model, folder.history, folder.base / "best_model.pt")


def _quantize(context: Context) -> Iterable[Path]:
    folder, plan = context.folder, context.quantization_plan
    features = context.features
    if plan.method == "PTQ":
        quantize_after_training(plan, folder.float_model, features["train"], folder.quantization)
        return (folder.int8_model,)
    splits = context.data.splits
    train_quantized(
        plan,
        context.training_plan,
        folder.float_model,
        (features["train"], splits["train"].y_true),
        (features["validation"], splits["validation"].y_true),
        len(splits["train"].class_names),
        folder.quantization,
        context.progress.epoch,
    )
    return (folder.int8_model, folder.quantized_history, folder.quantization / "checkpoint.pt")


def _try_float_layers(context: Context) -> Iterator[Path]:
    folder, windows = context.folder, context.data.splits["validation"]
    if not len(windows):
        return
    features, plan = context.features, context.quantization_plan
    with quantized_forms(plan, folder.float_model, features["train"], folder.quantization) as forms:
        found = measure_sensitivity(forms, folder.float_model, windows, features["validation"])
    write_text(folder.sensitivity, to_json(found) + "\n")
    yield folder.sensitivity


def _sensitivities(context: Context) -> list[LayerSensitivity]:
    written = context.manifest.outputs("sensitivity") if context.tries_float_layers else {}
    found = [from_json((context.folder.root / name).read_bytes()) for name in written]
    return [one for one in found if isinstance(one, LayerSensitivity)]


def _test(context: Context) -> Iterable[Path]:
    if not len(context.any_data.splits["test"]):
        raise InputError(
            "the test split has no windows; give it a share, or more recordings",
            where="dataset -> split_factor",
        )
    task = task_of(context.kind)
    if task is not None:
        saved = _save_arrays(context, task.true_values(context))
        return [*task.predict(context), *saved, *_save_costs(context)]
    return list(_predict(context)) + list(_save_test_split(context))


def _predict(context: Context) -> Iterator[Path]:
    for variant, model in context.models.items():
        for split in SPLITS:
            windows = context.data.splits[split]
            if not len(windows):
                continue
            predictions = Predictions(
                class_names=windows.class_names,
                y_true=windows.y_true,
                scores=softmax(run_variant(model, context.features[split], "tflm").outputs),
                source=windows.source,
                source_names=windows.source_names,
                offset=windows.offset,
                variant=variant,
                split=split,
            )
            path = context.folder.predictions(variant, split)
            write_predictions(predictions, path)
            yield path


def _save_test_split(context: Context) -> Iterator[Path]:
    """Write what the script of §8.6.14 loads, and what the report needs without the data set."""
    folder = context.folder
    yield from _save_arrays(context, context.data.splits["test"].y_true)
    write_windows(context.data.splits["test"], folder.test_windows)
    yield folder.test_windows
    duplicates = find_duplicate_windows(tuple(context.data.splits.values()), MOST_DUPLICATES)
    write_text(folder.duplicates, to_json(duplicates) + "\n")
    yield folder.duplicates
    yield from _save_costs(context)


def _save_arrays(context: Context, true_values: NDArray[Any]) -> Iterator[Path]:
    folder = context.folder
    arrays: dict[str, NDArray[Any]] = {
        "test_data.npy": context.features["test"],
        "test_labels.npy": true_values,
    }
    for name, array in arrays.items():
        with replacing(folder.testing / name) as temporary, temporary.open("wb") as stream:
            np.save(stream, array, allow_pickle=False)
        yield folder.testing / name
    with replacing(folder.testing / "best_model.pt") as temporary:
        shutil.copyfile(folder.base / "best_model.pt", temporary)
    yield folder.testing / "best_model.pt"


def _save_costs(context: Context) -> Iterator[Path]:
    folder = context.folder
    notes: list[str] = []
    yield from write_model_costs(
        folder,
        context.models,
        dict.fromkeys(context.models, context.features["test"]),
        name=context.training_plan.model_name,
        device=context.device,
        warn=notes.append,
    )
    for note in notes:
        context.progress.warning(note)
    facts = run_facts(context)
    write_facts(replace(facts, notes=(*facts.notes, *notes)), folder.facts)
    yield folder.facts


def _analyze(context: Context) -> Iterable[Path]:
    task = task_of(context.kind)
    if task is not None:
        return task.analyze(context)
    folder, testing = context.folder, context.config.testing
    predictions = [
        read_predictions_parquet(folder.root / name)
        for name in context.manifest.outputs("test")
        if name.startswith("predictions/")
    ]
    duplicates = from_json(folder.duplicates.read_bytes())
    analysis = analyze_predictions(
        predictions,
        max_errors_per_class=testing.max_errors_per_class,
        file_bytes={variant: path.stat().st_size for variant, path in context.models.items()},
        compare=testing.comparison_wanted,
        duplicates=[duplicates] if isinstance(duplicates, DuplicateWindows) else (),
        sensitivities=_sensitivities(context),
        policies=tuple(dict.fromkeys((testing.operating_point.policy, *DEFAULT_POLICIES))),
        shipping=shipping_of_run(context),
    )
    write_text(folder.analysis, to_json(analysis) + "\n")
    return [folder.analysis, *_tensorlab_files(context, analysis)]


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
    *_, shipped = context.models
    yield from write_testing_folder(folder.testing, analysis, shipped, windows, switches)
    write_text(folder.file_log, file_level_log(analysis))
    yield folder.file_log
    policy = testing.operating_point.policy
    yield from write_threshold_files(folder, analysis, shipped, policy)


def _report(context: Context) -> Iterable[Path]:
    return write_reports(context.folder, context.config.testing.report_formats)
