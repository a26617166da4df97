"""The sections and keys of a configuration, with Tensorlab's names and defaults.

A key written with `later` is known and checked, but nothing acts on it yet: setting it to anything
but its default prints a warning with the reason. Every other key does what it says.
"""

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, field_validator, model_validator

from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.config.names import DEFAULT_MODELS, KIND_OF, TASKS, device_name, one_of
from afterfit.pipeline.config.operating_point import OperatingPointSection
from afterfit.pipeline.config.section import Section, later
from afterfit.training import KNOWN_MODELS, MODELS_OF, Bits, CalibrationMethod, TaskKind

_DEVICE = "no code is compiled for a device; int8 is ONNX Runtime's portable format"
_NAS = "architecture search is not offered; name a model in training -> model_name"
_OTHER_TASK = "belongs to a task that is not offered yet"
_ONE_MACHINE = "training runs on this machine's processor"


_T = TypeVar("_T")


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


ReportFormat = Literal["html", "markdown", "pdf"]


class CommonSection(Section):
    """What is made, for which device, and where it goes."""

    task_type: str = "generic_timeseries_classification"
    target_module: str = "timeseries"
    target_device: str | None = None
    run_name: str = "{date-time}/{model_name}"
    projects_path: Path = Path("data/projects")
    download_path: Path = later(Path("data/downloads"), "nothing is downloaded")
    verbose_mode: bool = True
    generic_model: bool = later(True, "one family of models is offered")

    @field_validator("task_type")
    @classmethod
    def _task_is_offered(cls, name: str) -> str:
        one_of(name, TASKS, "task")
        if name not in KIND_OF:
            offered = ", ".join(KIND_OF)
            raise ValueError(f"the task {name!r} is not offered yet; offered: {offered}")
        return name

    @field_validator("target_module")
    @classmethod
    def _module_is_offered(cls, name: str) -> str:
        return one_of(name, ("timeseries", "vision", "image", "audio"), "module")

    @field_validator("target_device")
    @classmethod
    def _device_is_known(cls, name: str | None) -> str | None:
        return name if name is None else device_name(name)

    @property
    def kind(self) -> TaskKind:
        """What the task is underneath."""
        return KIND_OF[self.task_type]


class DatasetSection(Section):
    """Where the recordings are and how they are divided."""

    enable: bool = later(True, "a run always reads its data set")
    dataset_name: str | None = None
    input_data_path: str | None = None
    data_dir: str | None = None
    split_type: Literal["amongst_files", "within_files"] = "amongst_files"
    split_factor: tuple[float, float, float] = (0.6, 0.3, 0.1)
    split_seed: int | None = Field(None, ge=0)
    split_names: tuple[str, str, str] = later(
        ("train", "val", "test"), "the splits are named train, validation and test"
    )
    max_num_files: int = Field(10_000, ge=1)
    anomalies_in_validation: float = Field(0.0, ge=0, lt=1)
    annotation_dir: str = "annotations"
    annotation_prefix: str = "instances"
    annotation_format: str = later("univ_ts_json", "annotation lists are text, one path a line")

    @model_validator(mode="before")
    @classmethod
    def _documented_names(cls, keys: Any) -> Any:
        """Accept the names that Tensorlab's documents use beside those that its code knows."""
        if not isinstance(keys, dict):
            return keys
        names = {"data_split_type": "split_type", "data_split_ratio": "split_factor"}
        return {names.get(key, key): value for key, value in keys.items()}

    @model_validator(mode="after")
    def _shares(self) -> "DatasetSection":
        if min(self.split_factor) < 0 or not 0.99 <= sum(self.split_factor) <= 1.01:
            raise ValueError(
                f"split_factor must hold three shares that sum to 1, got {list(self.split_factor)}"
            )
        if self.split_factor[0] == 0:
            raise ValueError("split_factor must leave something to train on, its first share is 0")
        return self


class FeatureSection(Section):
    """The way from recordings to features; `afterfit.datasets.feature_chain` judges the values."""

    feature_extraction_name: str | None = None
    data_proc_transforms: list[str] | None = None
    feat_ext_transform: list[str] | None = None
    sampling_rate: float | None = None
    new_sr: float | None = None
    resampling_factor: float | None = None
    frame_size: int | None = None
    stride_size: float | None = None
    variables: int | list[int] | list[str] | None = None
    feature_size_per_frame: int | None = None
    num_frame_concat: int | None = None
    frame_skip: int | None = None
    min_bin: int | None = None
    normalize_bin: bool | int | None = None
    analysis_bandwidth: int | None = None
    dc_remove: bool | None = None
    log_base: float | Literal["e"] | None = None
    log_mul: float | None = None
    log_threshold: float | None = None
    stacking: Literal["2D1", "1D"] | None = None
    offset: int | None = None
    scale: float | None = None
    gain_variations: Any = later(None, "augmentation is not offered yet")
    target_variables: list[int] | list[str] = Field([])
    forecast_horizon: int = Field(1, ge=1)
    q15_scale_factor: int | None = None
    window_count: int | None = None
    chunk_size: int | None = None
    fft_size: int | None = None
    mel_bands: int | None = None
    mel_frame_ms: float | None = None
    mel_hop_ms: float | None = None
    store_feat_ext_data: bool = later(False, "the features of the test split are always stored")
    feat_ext_store_dir: str | None = later(None, "features are stored in the run folder")
    dont_train_just_feat_ext: bool = later(False, "a run always trains")
    nn_for_feature_extraction: bool = later(False, "not offered yet")
    gof_test: bool = Field(False, json_schema_extra={"not_of_chain": True})


class TrainingSection(Section):
    """The model and how it learns."""

    enable: bool = True
    model_name: str = "CLS_4k_NPU"
    model_names: tuple[str, ...] = ()
    training_epochs: int = Field(10, ge=1)
    batch_size: int = Field(64, ge=2)
    learning_rate: float = Field(2e-3, gt=0)
    optimizer: Annotated[Literal["sgd", "rmsprop", "adam", "adamw"], BeforeValidator(_lower)] = (
        "sgd"
    )
    weight_decay: float = Field(1e-4, ge=0)
    lambda_reg: float = Field(0.0, ge=0)
    lr_scheduler: Annotated[
        Literal["cosineannealinglr", "steplr", "exponentiallr", "none"], BeforeValidator(_lower)
    ] = "cosineannealinglr"
    lr_step_size: int = Field(10, ge=1)
    lr_gamma: float = Field(0.1, gt=0, le=1)
    lr_warmup_epochs: int = Field(0, ge=0)
    class_weights: bool = False
    seed: int = Field(42, ge=0)
    quantization: Literal[0, 1, 2] = 1
    quantization_method: Literal["PTQ", "QAT"] = "PTQ"
    quantization_weight_bitwidth: Bits = 8
    quantization_activation_bitwidth: Bits = 8
    quantization_epochs: int | None = Field(None, ge=1)
    quantization_learning_rate: float | None = Field(None, gt=0)
    quantization_calibration_method: CalibrationMethod = "minmax"
    quantization_calibration_windows: int | None = Field(None, ge=1)
    quantization_exclude_layers: list[str] = Field([])
    auto_quantization: bool = later(False, "bit widths are not searched")
    autoquant_tolerance_classification: float = later(0.05, "bit widths are not searched")
    autoquant_tolerance_regression: float = later(0.05, "bit widths are not searched")
    autoquant_tolerance_forecasting: float = later(2.0, "bit widths are not searched")
    autoquant_tolerance_anomalydetection: float = later(2.0, "bit widths are not searched")
    partial_quantization: bool = later(
        False, "name layers that stay in float in training -> quantization_exclude_layers"
    )
    output_int: bool | None = later(None, "the int8 model gives float scores at its end")
    dual_op: bool = later(False, "not offered yet")
    run_quant_train_only: bool = later(False, "the float model is always trained first")
    model_spec: str | None = later(None, "name a model in training -> model_name")
    model_options: Any = Field(
        None, alias="model_config", json_schema_extra={"later": "models have no options yet"}
    )
    num_gpus: int = later(0, _ONE_MACHINE)
    num_workers: int = later(0, "the data set is held in memory")
    compile_model: int | bool = later(0, "not offered")
    native_amp: bool = later(False, "training is in float32")
    distributed: bool = later(False, _ONE_MACHINE)
    nas_enabled: bool = later(False, _NAS)
    nas_optimization_mode: str = later("Memory", _NAS)
    nas_epochs: int = later(10, _NAS)
    nas_model_size: str | None = later(None, _NAS)
    nas_nodes_per_layer: int = later(4, _NAS)
    nas_layers: int = later(3, _NAS)
    nas_init_channels: int = later(1, _NAS)
    nas_init_channel_multiplier: int = later(3, _NAS)
    nas_fanout_concat: int = later(4, _NAS)
    ondevice_training: bool = later(False, _DEVICE)
    export_samples_per_class: list[int] = later([10, 10, 10], _DEVICE)
    trainable_layers_from_last: int = later(1, _DEVICE)
    augment_config: Any = later(None, "augmentation is not offered yet")
    dataset_loader: str = later("GenericTSDataset", "the layout of the data set decides")
    load_saved_model: str | None = later(None, "training starts from random weights")
    train_output_path: Path | None = later(None, "name the run folder with --output")

    @model_validator(mode="before")
    @classmethod
    def _several_models(cls, keys: Any) -> Any:
        """Take a list under model_name as the networks of a sweep, the first as the model."""
        if not isinstance(keys, dict) or not isinstance(keys.get("model_name"), list):
            return keys
        names = keys["model_name"]
        if not names or "model_names" in keys:
            raise ValueError("model_name must be a name, or a list of names, given once")
        return {**keys, "model_name": names[0], "model_names": names}

    @field_validator("model_name")
    @classmethod
    def _model_is_known(cls, name: str) -> str:
        return one_of(name, KNOWN_MODELS, "model")

    @field_validator("model_names")
    @classmethod
    def _models_are_known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cls._model_is_known(name) for name in dict.fromkeys(names))


class AnalysisSwitches(Section):
    """Which parts of the post-training analysis are written (§8.6.16)."""

    confusion_matrix: bool = True
    roc_curve: bool = True
    class_histograms: bool = True
    error_analysis: bool = True
    save_errors: bool | None = None
    max_errors_per_class: int | None = Field(None, ge=0)
    compare_results: bool | None = None


class ErrorAnalysisSection(Section):
    """Which errors are kept (§8.6.9)."""

    save_errors: bool | None = None
    max_errors_per_class: int | None = Field(None, ge=0)


class BudgetSection(Section):
    """What the variant to ship must keep to; afterfit's own section."""

    max_flash: int | str | None = None
    max_ram: int | str | None = None
    max_latency: float | None = Field(None, ge=0)
    device: str | None = None
    margin: float | None = Field(None, gt=0, lt=1)


class TestingSection(Section):
    """What is tested and written after training."""

    __test__ = False  # not a test class, whatever its name starts with

    enable: bool = True
    test_float: bool = True
    test_quantized: bool = True
    test_tflite: bool = True
    compare_results: bool | None = None
    save_predictions: bool = True
    layer_sensitivity: bool = True
    season: int | None = Field(None, ge=2)
    analysis: AnalysisSwitches = AnalysisSwitches()
    error_analysis: ErrorAnalysisSection = ErrorAnalysisSection()
    operating_point: OperatingPointSection = OperatingPointSection()
    budget: BudgetSection = BudgetSection()
    generate_report: bool = True
    report_format: ReportFormat | list[ReportFormat] = Field(["html", "markdown"])
    skip_train: bool = False
    device_inference: bool = later(False, _DEVICE)
    test_data: str | None = later(None, "the test split of the data set is used")
    model_path: str | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> "TestingSection":
        """Refuse a switch that is set to two values in its two documented places."""
        places = (
            ("compare_results", "testing", self.compare_results, self.analysis.compare_results),
            *(
                (
                    key,
                    "testing -> error_analysis",
                    getattr(self.error_analysis, key),
                    getattr(self.analysis, key),
                )
                for key in ("save_errors", "max_errors_per_class")
            ),
        )
        for key, place, here, there in places:
            if here is not None and there is not None and here != there:
                raise ValueError(
                    f"{key} is {here} under {place} and {there} under testing -> analysis; keep one"
                )
        return self

    @property
    def comparison_wanted(self) -> bool:
        """compare_results, from whichever of its two places says it."""
        return _first(self.compare_results, self.analysis.compare_results, default=True)

    @property
    def errors_wanted(self) -> bool:
        """save_errors, from whichever of its two places says it."""
        return _first(self.error_analysis.save_errors, self.analysis.save_errors, default=True)

    @property
    def max_errors_per_class(self) -> int:
        """max_errors_per_class, from whichever of its two places says it; 20 as in §8.6.9."""
        return _first(
            self.error_analysis.max_errors_per_class, self.analysis.max_errors_per_class, default=20
        )

    @property
    def report_formats(self) -> tuple[str, ...]:
        """The formats to write; none when generate_report is off."""
        if not self.generate_report:
            return ()
        return (
            (self.report_format,)
            if isinstance(self.report_format, str)
            else tuple(self.report_format)
        )


def _first(*answers: _T | None, default: _T) -> _T:
    return next((answer for answer in answers if answer is not None), default)


class CompilationSection(Section):
    """Tensorlab's compilation for a device."""

    enable: bool = later(False, _DEVICE)
    compile_preset_name: str | None = later(None, _DEVICE)
    preset_name: str | None = later(None, _DEVICE)
    model_path: str | None = later(None, _DEVICE)
    compile_output_path: str | None = later(None, _DEVICE)
    keep_libc_files: bool = later(False, _DEVICE)


class Config(Section):
    """A whole configuration."""

    common: CommonSection = CommonSection()
    dataset: DatasetSection = DatasetSection()
    data_processing_feature_extraction: FeatureSection = FeatureSection()
    training: TrainingSection = TrainingSection()
    testing: TestingSection = TestingSection()
    compilation: CompilationSection = CompilationSection()

    @property
    def trains(self) -> bool:
        """Whether a network is trained; either of Tensorlab's two switches turns that off."""
        return self.training.enable and not self.testing.skip_train

    @property
    def tests_given_model(self) -> bool:
        """Whether a model that was trained elsewhere is tested."""
        return not self.trains and self.testing.enable and self.testing.model_path is not None

    @model_validator(mode="before")
    @classmethod
    def _model_of_the_task(cls, keys: Any) -> Any:
        """Name the usual network of the task where the configuration names none."""
        if not isinstance(keys, dict):
            return keys
        common, training = keys.get("common", {}), keys.get("training", {})
        task = common.get("task_type") if isinstance(common, dict) else None
        kind = KIND_OF.get(task) if isinstance(task, str) else None
        if kind in (None, "classification") or not isinstance(training, dict):
            return keys
        return {**keys, "training": {"model_name": DEFAULT_MODELS[kind], **training}}

    @model_validator(mode="after")
    def _model_fits_the_task(self) -> "Config":
        names, name = MODELS_OF[self.common.kind], self.training.model_name
        if name not in names:
            raise InputError(
                f"{name} is no network of {self.common.task_type}{did_you_mean(name, names)}; "
                f"those are {', '.join(names)}",
                where="training -> model_name",
            )
        return self
