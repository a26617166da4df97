"""Where everything lies in a run folder; the places are those that §8.6 names."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from afterfit.files import safe_name
from afterfit.pipeline.config import Config


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The paths of one run.

    Examples
    --------
    >>> RunFolder(Path("r")).predictions("int8", "test").as_posix()
    'r/predictions/int8_test.parquet'
    """

    root: Path

    @property
    def manifest(self) -> Path:
        """What was finished, from which inputs, and what it wrote."""
        return self.root / "manifest.json"

    @property
    def config(self) -> Path:
        """The configuration with all defaults filled in."""
        return self.root / "config.yaml"

    @property
    def facts(self) -> Path:
        """What the report says about the run beside its results."""
        return self.root / "run.json"

    @property
    def base(self) -> Path:
        """The float model and its training."""
        return self.root / "training" / "base"

    @property
    def float_model(self) -> Path:
        """The float32 model of the best epoch."""
        return self.base / "model.onnx"

    @property
    def given_models(self) -> tuple[Path, ...]:
        """The model that was given in place of a training; none where the run trained its own."""
        places = (self.testing / f"model{suffix}" for suffix in (".onnx", ".tflite"))
        return tuple(place for place in places if place.is_file())

    @property
    def reference_model(self) -> Path:
        """The float32 model, or the one that was given in its place."""
        return next(iter(self.given_models), self.float_model)

    @property
    def quantization(self) -> Path:
        """The quantised model and, after QAT, its training."""
        return self.root / "training" / "quantization"

    @property
    def int8_model(self) -> Path:
        """The quantised model."""
        return self.quantization / "model.onnx"

    @property
    def sensitivity(self) -> Path:
        """What layers in float give back to it, as JSON."""
        return self.quantization / "layer_sensitivity.json"

    @property
    def device_model(self) -> Path:
        """The int8 model as microcontrollers take it; its C source and header lie beside it."""
        return self.int8_model.with_name("model_int8.tflite")

    @property
    def device_refusal(self) -> Path:
        """Why there is none, where it could not be written."""
        return self.int8_model.with_name("no_tflite.txt")

    @property
    def history(self) -> Path:
        """Losses and metrics, one row an epoch."""
        return self.base / "history.csv"

    @property
    def quantized_history(self) -> Path:
        """The same of QAT; missing after PTQ."""
        return self.quantization / "history.csv"

    @property
    def file_log(self) -> Path:
        """The file-level summary of §8.6.11."""
        return self.base / "file_level_classification_summary.log"

    @property
    def testing(self) -> Path:
        """The files of §8.6.3."""
        return self.root / "testing"

    @property
    def post_training(self) -> Path:
        """The files of §8.6.12, of regressions."""
        return self.root / "post_training_analysis"

    @property
    def forecasts(self) -> Path:
        """The forecasts of each variable, and their pictures."""
        return self.root / "test_results"

    @property
    def test_windows(self) -> Path:
        """The sensor readings of the test split, for drawing errors."""
        return self.testing / "test_windows.npz"

    @property
    def duplicates(self) -> Path:
        """Equal windows within and across splits, as JSON."""
        return self.testing / "duplicate_windows.json"

    @property
    def tensorlab(self) -> Path:
        """What Tensorlab reported of a run of its own, as JSON."""
        return self.root / "tensorlab.json"

    @property
    def analysis(self) -> Path:
        """All results, as JSON."""
        return self.root / "analysis.json"

    @property
    def profiles(self) -> Path:
        """Size and structure of each variant, as JSON."""
        return self.root / "profiles.json"

    @property
    def costs(self) -> Path:
        """Profile, measured memory and latency of each variant, as JSON."""
        return self.root / "costs.json"

    @property
    def layers(self) -> Path:
        """Folder of the comparisons layer by layer, one JSON a candidate."""
        return self.root / "layers"

    @property
    def outputs(self) -> Path:
        """Folder of what models gave for the data, kept so that nothing is run twice."""
        return self.root / "outputs"

    @property
    def trace(self) -> Path:
        """What went into the stages that need the data set, and came out of them, as JSON."""
        return self.root / "trace.json"

    @property
    def embedding(self) -> Path:
        """Training windows as the last layer with weights reads them."""
        return self.testing / "train_embedding.npz"

    @property
    def traced(self) -> Path:
        """Folder of traced mistakes, one JSON a variant that made one."""
        return self.root / "traces"

    @property
    def data_checks(self) -> Path:
        """What was looked for in the data set, as JSON; the goodness-of-fit files lie beside it."""
        return self.root / "gof" / "data_checks.json"

    def predictions(self, variant: str, split: str) -> Path:
        """The predictions of one variant on one split."""
        return self.root / "predictions" / f"{safe_name(variant)}_{safe_name(split)}.parquet"

    def thresholds(self, suffix: str) -> Path:
        """The chosen thresholds for the deployed code, as "json" or as C header "h"."""
        return self.testing / f"afterfit_thresholds.{suffix}"

    def report(self, suffix: str) -> Path:
        """The report, by its file suffix: "html", "pdf" or "md"."""
        return self.root / f"report.{suffix}"


def default_folder(config: Config, now: datetime) -> Path:
    """Return Tensorlab's place for a run: projects_path/dataset_name/run/run_name."""
    name = config.common.run_name.replace("{date-time}", f"{now:%Y%m%d-%H%M%S}")
    name = name.replace("{model_name}", config.training.model_name)
    return project_folder(config) / "run" / name


def project_folder(config: Config) -> Path:
    """Return the folder of the data set's project: projects_path/dataset_name."""
    return config.common.projects_path / (config.dataset.dataset_name or "dataset")
