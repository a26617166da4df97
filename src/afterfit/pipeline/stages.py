"""The stages of a run: each makes files from the stages before it, or is skipped when it has."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import replacing, write_text
from afterfit.pipeline.context import Context
from afterfit.pipeline.data_checks import checks_of, write_checks
from afterfit.pipeline.device_model import has_tflite_extra, write_device_model
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import run_facts, write_facts
from afterfit.pipeline.given_model import GivenModel, copy_model
from afterfit.pipeline.manifest import fingerprint
from afterfit.pipeline.model_costs import write_model_costs
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.tasks import task_of
from afterfit.pipeline.tracing.embeddings import write_target_train_embedding, write_train_embedding
from afterfit.pipeline.tracing.mistakes import write_mistakes
from afterfit.results import to_json
from afterfit.runtimes import vela_command
from afterfit.training import (
    measure_sensitivity,
    quantize_after_training,
    quantized_forms,
)
from afterfit.wording import listing


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


def take_model(context: Context, given: GivenModel) -> str:
    """Keep a copy of the model that is tested where nothing is trained."""
    digests = [sha256(path.read_bytes()).hexdigest() for path in (given.path, given.scale) if path]
    inputs = fingerprint("take model", context.data_inputs, given.variant, tuple(digests))
    work = partial(_take_model, given=given)
    _stage(context, "model", f"Taking {given.path.name}", inputs, work)
    return inputs


def _take_model(context: Context, given: GivenModel) -> Iterable[Path]:
    return copy_model(given, context.folder)


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
    _stage(context, "test", f"Testing {listing(list(context.models))}", inputs, _test)
    return inputs


def analyze(context: Context, tested: str) -> str:
    """Make all results and the files of §8.6."""
    inputs = fingerprint("analyze", tested, context.config.testing, context.budget)
    _stage(context, "analyze", "Analysing", inputs, _analyze)
    return inputs


def trace_mistakes(context: Context, analyzed: str) -> str:
    """Trace the most confident mistake of each variant, for the report."""
    inputs = fingerprint("trace mistakes", analyzed)
    if context.kind == "classification":
        _stage(context, "trace", "Tracing the most confident mistakes", inputs, _trace)
    return inputs


def _trace(context: Context) -> Iterable[Path]:
    try:
        return list(write_mistakes(context.folder))
    except InputError as error:  # the analysis stands without it
        context.progress.warning(f"The most confident mistakes are not traced: {error}")
        return ()


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
    start = time.perf_counter()
    outputs = list(work(context))
    context.manifest.finish(name, inputs, outputs, time.perf_counter() - start)


def _check_data(context: Context) -> Iterable[Path]:
    return write_checks(context.folder, checks_of(context))


def _train(context: Context) -> Iterable[Path]:
    if context.config.testing.enable:
        _check_test_windows(context)  # before hours of training, not after them
    return task_of(context.kind).train(context)


def _quantize(context: Context) -> Iterable[Path]:
    folder, plan = context.folder, context.quantization_plan
    if plan.method == "PTQ":
        windows = context.features["train"]
        quantize_after_training(plan, folder.float_model, windows, folder.quantization)
        return (folder.int8_model,)
    task_of(context.kind).train_quantized(context)
    return (folder.int8_model, folder.quantized_history, folder.quantization / "checkpoint.pt")


def _try_float_layers(context: Context) -> Iterator[Path]:
    split, folder = "validation", context.folder
    if not len(context.any_data.splits[split]):
        return
    task, features, plan = task_of(context.kind), context.features, context.quantization_plan
    record = partial(task.record, context, split)
    with quantized_forms(plan, folder.float_model, features["train"], folder.quantization) as forms:
        found = measure_sensitivity(
            forms, folder.float_model, features[split], record, task.compare
        )
    write_text(folder.sensitivity, to_json(found) + "\n")
    yield folder.sensitivity


def _check_test_windows(context: Context) -> None:
    if not len(context.any_data.splits["test"]):
        raise InputError(
            "the test split has no windows; give it a share, or more recordings",
            where="dataset -> split_factor",
        )


def _test(context: Context) -> Iterable[Path]:
    _check_test_windows(context)
    task = task_of(context.kind)
    saved = _save_arrays(context, task.true_values(context))
    return [*task.predict(context), *saved, *_save_costs(context), *_save_embedding(context)]


def _save_embedding(context: Context) -> Iterable[Path]:
    if context.kind == "regression":
        return write_target_train_embedding(context)
    return write_train_embedding(context) if context.kind == "classification" else ()


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
    if context.given is not None:
        return
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
        name=context.model_name,
        device=context.device,
        warn=notes.append,
    )
    for note in notes:
        context.progress.warning(note)
    facts = run_facts(context)
    write_facts(replace(facts, notes=(*facts.notes, *notes)), folder.facts)
    yield folder.facts


def _analyze(context: Context) -> Iterable[Path]:
    return task_of(context.kind).analyze(context)


def _report(context: Context) -> Iterable[Path]:
    return write_reports(context.folder, context.config.testing.report_formats)
