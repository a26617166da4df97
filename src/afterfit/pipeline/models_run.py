"""Models and labelled data → every variant on the same samples, its analysis and its cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import DEFAULT_POLICIES
from afterfit.errors import InputError
from afterfit.files import remove_leftovers, write_text
from afterfit.pipeline.analysis_run import write_testing
from afterfit.pipeline.analyze import analyze_predictions, decided, in_report_order
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import Facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.model_costs import device_named, write_model_costs
from afterfit.pipeline.model_scores import OutputKind, scores_of
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.outputs_cache import run_once
from afterfit.pipeline.progress import ModelsProgress, Silent
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.sample_windows import windows_of
from afterfit.pipeline.shipping import Shipping
from afterfit.pipeline.slicing import count_sample_slices
from afterfit.readers import read_costs, write_predictions, write_windows
from afterfit.readers.samples import SampleOptions, fit_to, read_samples
from afterfit.records import ModelSignature, Predictions, Samples, Windows
from afterfit.report import RunReport
from afterfit.results import Policy, to_json
from afterfit.runtimes import Kernels, VariantRun, model_format, read_signature
from afterfit.wording import listing


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How models are run, where their files do not say it."""

    outputs: OutputKind = "probabilities"
    """What models end with: logits go through a softmax."""
    kernels: tuple[Kernels, ...] = ("auto",)
    """What computes a .tflite; with several, each is a variant of its own."""
    trust: tuple[str, ...] = ()
    """Types that files may make: of skops, or "torch.export" for saved torch programs."""
    device: str | None = None
    """Device for latency: its name, or a YAML file of one's own."""


def analyze_models(
    models: Mapping[str, str | Path],
    data: str | Path,
    options: SampleOptions | None = None,
    how: ModelOptions | None = None,
    *,
    output: str | Path = "afterfit-analysis",
    max_errors_per_class: int | None = 20,
    policy: Policy = DEFAULT_POLICIES[0],
    shipping: Shipping | None = None,
    formats: Sequence[str] = tuple(FORMATS),
    progress: ModelsProgress | None = None,
) -> Outcome:
    """Run models on the same labelled data, and write analysis, costs and reports into *output*.

    A model that cannot be run is a warning in the report; the others are analysed.

    Parameters
    ----------
    models
        Name of each variant and its file: ONNX, TFLite, a program of ``torch.export.save``, an
        estimator of ``skops.io.dump``. The first is the reference.
    data
        See `afterfit.readers.samples.read_samples`.
    options : SampleOptions, optional
        What the data do not say of themselves.
    how : ModelOptions, optional
        What the models do not say of themselves.
    max_errors_per_class, policy, shipping, formats
        As in `afterfit.analyze_files`.

    Raises
    ------
    InputError
        When the data cannot be used, or no model can be run.
    """
    how, watch = how or ModelOptions(), progress or Silent()
    device = None if how.device is None else device_named(how.device)
    folder = RunFolder(Path(output))
    trial = _Trial(how, watch, folder.outputs)
    variants = trial.look_at({name: Path(path) for name, path in models.items()})
    watch.stage("Reading data")
    said = options or SampleOptions()
    splits = read_samples(data, said, _common(variants.values()))
    _refuse_mixed_codes(variants, splits)
    tested = trial.test(variants, splits)
    watch.stage("Analysing")
    predictions = [one for tests in tested.values() for one in tests.predictions]
    files = {name: variants[name].path for name in tested}
    analysis = analyze_predictions(
        predictions,
        max_errors_per_class=max_errors_per_class,
        file_bytes={name: path.stat().st_size for name, path in files.items()},
        policies=tuple(dict.fromkeys((policy, *DEFAULT_POLICIES))),
        shipping=shipping,
        sliced=in_report_order(count_sample_slices(predictions, splits), list(tested)),
    )
    folder.tensorlab.unlink(missing_ok=True)
    _write_predictions(predictions, splits, folder)
    judged = _judged(splits, RunReport("", analysis).split)
    windows = {name: fit_to(judged.X, variants[name].signature, judged.layout) for name in tested}
    drawn = windows_of(judged, variants[next(iter(tested))].signature, said, Path(data))
    trial.keep(drawn, folder.test_windows)
    list(write_model_costs(folder, files, windows, name=None, device=device, warn=trial.warn))
    costs = read_costs(folder.costs) if folder.costs.is_file() else ()
    known = {one.profile.variant for one in costs}
    others = {name: model_format(path) for name, path in files.items() if name not in known}
    shipped = (shipping or Shipping()).with_models(costs).with_formats(others)
    analysis = decided(analysis, shipped)
    write_text(folder.analysis, to_json(analysis) + "\n")
    facts = _facts(Path(data), splits, files, tested, how)
    write_facts(replace(facts, notes=(*splits[0].notes, *trial.notes)), folder.facts)
    write_testing(folder, analysis, policy)
    watch.stage("Writing the report")
    return Outcome(folder, analysis, tuple(write_reports(folder, formats)[: len(formats)]))


@dataclass(frozen=True, slots=True)
class _Variant:
    path: Path
    kernels: Kernels
    signature: ModelSignature


@dataclass(frozen=True, slots=True, eq=False)
class _Tested:
    predictions: tuple[Predictions, ...]
    computed_by: str


@dataclass(slots=True)
class _Trial:
    """Runs what can be run, and remembers what cannot."""

    how: ModelOptions
    watch: ModelsProgress
    outputs: Path
    failures: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        self.notes.append(text)
        self.watch.warning(text)

    def fail(self, name: str, error: InputError) -> None:
        self.failures[name] = str(error)
        self.warn(f"{name} was left out: {error}")

    def why_none(self) -> str:
        """Return why nothing could be run, in one sentence."""
        reasons = [f"{name}: {reason}" for name, reason in self.failures.items()]
        if len(reasons) == 1:
            return reasons[0]
        return f"none of {len(reasons)} models could be run. " + ". ".join(reasons)

    def keep(self, drawn: Windows | str, path: Path) -> None:
        """Write the windows that the report draws, or note why there are none."""
        path.unlink(missing_ok=True)
        if isinstance(drawn, Windows):
            write_windows(drawn, path)
        else:
            self.warn(drawn)

    def look_at(self, models: Mapping[str, Path]) -> dict[str, _Variant]:
        """Return what can be looked into, once for each kernel set that is wanted."""
        if not models:
            raise InputError("no model was given")
        found = {}
        for name, path in models.items():
            try:
                signature, is_tflite = read_signature(path), model_format(path) == "tflite"
            except InputError as error:
                self.fail(name, error)
                continue
            kernels = self.how.kernels if is_tflite else self.how.kernels[:1]
            for one in kernels:
                full = f"{name} ({one})" if len(kernels) > 1 else name
                found[full] = _Variant(path, one, signature)
        if not found:
            raise InputError(self.why_none())
        return found

    def test(
        self, variants: Mapping[str, _Variant], splits: Sequence[Samples]
    ) -> dict[str, _Tested]:
        """Return the predictions of every variant that could be run on every split.

        Raises
        ------
        InputError
            When none could.
        """
        tested = {}
        for name, variant in variants.items():
            self.watch.stage(f"Testing {name}")
            try:
                tested[name] = self._test(name, variant, splits)
            except InputError as error:
                self.fail(name, error)
        if not tested:
            raise InputError(self.why_none())
        return tested

    def _test(self, name: str, variant: _Variant, splits: Sequence[Samples]) -> _Tested:
        predictions, runs = [], []
        for samples in splits:
            run = self._run(variant, samples)
            try:
                scores = scores_of(run, samples.class_names, self.how.outputs, samples.split)
            except InputError as error:
                raise InputError(str(error), where=str(variant.path)) from None
            predictions.append(_predictions(name, samples, scores))
            runs.append(run)
        for note in dict.fromkeys(run.note for run in runs if run.note):
            self.warn(f"{name} was run on {runs[0].computed_by} instead: {note}")
        return _Tested(tuple(predictions), runs[0].computed_by)

    def _run(self, variant: _Variant, samples: Samples) -> VariantRun:
        try:
            X = fit_to(samples.X, variant.signature, samples.layout)
        except InputError as error:
            raise InputError(str(error), where=str(variant.path)) from None
        kernels, trust = variant.kernels, self.how.trust
        return run_once(self.outputs, variant.path, X, kernels, trust, self.watch.windows)


def _predictions(name: str, samples: Samples, scores: NDArray[np.float64]) -> Predictions:
    return Predictions(
        class_names=samples.class_names,
        y_true=samples.y_true,
        scores=scores,
        source=samples.source,
        source_names=samples.source_names,
        offset=np.arange(len(samples)),
        variant=name,
        split=samples.split,
        has_sources=samples.has_sources,
    )


def _common(variants: Iterable[_Variant]) -> ModelSignature:
    """Return the first signature, with the number of outputs of the first that tells it."""
    signatures = [one.signature for one in variants]
    told = (one.n_outputs for one in signatures if one.n_outputs is not None)
    return replace(signatures[0], n_outputs=next(told, None))


def _refuse_mixed_codes(variants: Mapping[str, _Variant], splits: Sequence[Samples]) -> None:
    """Refuse integers that one model takes as its own codes and another as real numbers."""
    dtype = str(splits[0].X.dtype)
    codes = [name for name, one in variants.items() if one.signature.input_dtype == dtype]
    others = [name for name in variants if name not in codes]
    if dtype in ("int8", "uint8") and codes and others:
        raise InputError(
            f"the data are {dtype}, which {codes[0]} takes as codes of its own and {others[0]} as "
            "real numbers; give real numbers as float32, and integer models quantise them"
        )


def _judged(splits: Sequence[Samples], split: str) -> Samples:
    return next((one for one in splits if one.split == split), splits[0])


_OWN = ("sample_id", "source", "offset", "split", "label", "prediction")
"""Columns of written predictions that the data's own would stand in for."""


def _write_predictions(
    predictions: Sequence[Predictions], splits: Sequence[Samples], folder: RunFolder
) -> None:
    """Write one table a variant and split, in place of what an earlier analysis left there."""
    remove_leftovers(folder.root)
    for old in folder.root.glob("predictions/*.parquet"):
        old.unlink()
    columns = {
        samples.split: {k: v for k, v in samples.columns.items() if k not in _OWN}
        for samples in splits
    }
    for one in predictions:
        write_predictions(one, folder.predictions(one.variant, one.split), columns[one.split])


def _facts(
    data: Path,
    splits: Sequence[Samples],
    files: Mapping[str, Path],
    tested: Mapping[str, _Tested],
    how: ModelOptions,
) -> Facts:
    names = listing(list(tested)) if len(tested) < 4 else f"{len(tested)} variants"
    shape = " × ".join(map(str, splits[0].X.shape[1:]))
    facts = {
        "Data": str(data),
        "Samples": ", ".join(f"{one.split} {len(one):,}" for one in splits),
        "Shape of a sample": f"{shape}, {splits[0].X.dtype}",
        "Classes": ", ".join(splits[0].class_names),
        **{f"Model {name}": f"{files[name]}, run by {tested[name].computed_by}" for name in tested},
        "Scores": "softmax of the outputs" if how.outputs == "logits" else "the models' outputs",
        "Target device": how.device or "not named",
        "Made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Made with": f"afterfit {version('afterfit')}",
    }
    return Facts(f"{names} · {data.name}", facts, ())
