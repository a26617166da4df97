"""What the stages of a run share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets import (
    DataSet,
    FeatureChain,
    SplitPlan,
    TargetDataSet,
    chain_warnings,
    data_fingerprint,
    extract_features,
    find_anomalies,
    find_files,
    find_layout,
    read_anomaly_windows,
    read_target_windows,
    read_windows,
    suffixes_of,
    survey_recordings,
)
from afterfit.errors import InputError
from afterfit.pipeline.budget import BudgetWish, budget_of, usual_margin
from afterfit.pipeline.config import Config, config_warnings
from afterfit.pipeline.dataset import configured_chain, find_dataset, split_plan, target_plan
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.given_model import GivenModel, check_untrained, given_model, place_of
from afterfit.pipeline.manifest import Manifest, fingerprint
from afterfit.pipeline.model_costs import device_named, target_device
from afterfit.pipeline.progress import READING, Progress
from afterfit.pipeline.quantization import quantization_plan
from afterfit.records import Device, RecordingFacts
from afterfit.results import Budget
from afterfit.training import QuantizationPlan, TaskKind, TrainingPlan, require_training_extra

ON_DEVICE = "_tflm"
"""What is put behind a variant's name for its .tflite, run by TFLite Micro's kernels."""


@dataclass(frozen=True)
class Context:
    """A run's configuration, its folder, and its data, which are read when first asked for."""

    config: Config
    folder: RunFolder
    root: Path
    """The data set."""
    chain: FeatureChain
    progress: Progress
    given: GivenModel | None = None
    """The model that is tested where nothing is trained."""

    @cached_property
    def data(self) -> DataSet:
        """The windows of every split."""
        self.progress.stage(READING)
        if self.kind == "anomaly":
            share = self.config.dataset.anomalies_in_validation
            data = read_anomaly_windows(self.root, self.chain, self.split_plan, share)
        else:
            data = read_windows(self.root, self.chain, self.split_plan)
        self._tell(data.notes)
        return data

    @cached_property
    def target_data(self) -> TargetDataSet:
        """The windows of every split with their targets: those of regressions and forecasts."""
        self.progress.stage(READING)
        data = read_target_windows(self.root, self.chain, self.split_plan, target_plan(self.config))
        self._tell(data.notes)
        return data

    def _tell(self, notes: tuple[str, ...]) -> None:
        for note in notes:
            self.progress.warning(note)

    @property
    def kind(self) -> TaskKind:
        """What the task is underneath."""
        return self.config.common.kind

    @property
    def any_data(self) -> DataSet | TargetDataSet:
        """The windows of every split, whatever the task."""
        return self.target_data if self.tells_numbers else self.data

    @property
    def tells_numbers(self) -> bool:
        """Whether the task is a regression or a forecast."""
        return self.kind in ("regression", "forecasting")

    @cached_property
    def survey(self) -> tuple[RecordingFacts, ...]:
        """What each file of the data set holds."""
        if self.tells_numbers:
            return survey_recordings(find_files(self.root), self.chain, target_plan(self.config))
        folder = self.split_plan.annotation_dir
        if self.kind == "anomaly":
            return survey_recordings(find_anomalies(self.root, folder), self.chain)
        layout = find_layout(self.root, folder, suffixes_of(self.chain))
        return survey_recordings(layout, self.chain)

    @cached_property
    def features(self) -> Mapping[str, NDArray[np.float32]]:
        """The features of every split, shape (n_samples, n_channels, width, 1)."""
        return {
            split: extract_features(windows, self.chain)
            for split, windows in self.any_data.splits.items()
        }

    @property
    def manifest(self) -> Manifest:
        """What is finished."""
        return Manifest(self.folder.manifest)

    @property
    def split_plan(self) -> SplitPlan:
        """How the recordings are divided."""
        return split_plan(self.config)

    @cached_property
    def data_inputs(self) -> str:
        """Fingerprint of the recordings and of the way to features."""
        parts = (data_fingerprint(self.root), self.chain, self.split_plan)
        if self.kind == "classification":
            return fingerprint(*parts)
        share = self.config.dataset.anomalies_in_validation
        return fingerprint(*parts, self.kind, target_plan(self.config), share)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know about the configuration."""
        return (*config_warnings(self.config), *chain_warnings(self.chain))

    @property
    def training_plan(self) -> TrainingPlan:
        """The training section as the training takes it."""
        training = self.config.training
        return TrainingPlan(
            model_name=training.model_name,
            epochs=training.training_epochs,
            batch_size=training.batch_size,
            learning_rate=training.learning_rate,
            optimizer=training.optimizer,
            weight_decay=training.weight_decay,
            lambda_reg=training.lambda_reg,
            lr_scheduler=training.lr_scheduler,
            lr_step_size=training.lr_step_size,
            lr_gamma=training.lr_gamma,
            lr_warmup_epochs=training.lr_warmup_epochs,
            class_weights=training.class_weights,
            seed=training.seed,
        )

    @property
    def model_name(self) -> str:
        """What the report calls the network: its name, or that of the file that is given."""
        return self.given.path.stem if self.given else self.config.training.model_name

    @cached_property
    def budget(self) -> Budget:
        """What the variant to ship must keep to; the target device's limits where it is known."""
        section, target = self.config.testing.budget, self.config.common.target_device
        known = target if target_device(target) is not None else None
        wish = BudgetWish(**{**section.model_dump(), "device": section.device or known})
        budget = budget_of(wish, "testing -> budget -> {}", "_", usual_margin(self.kind))
        # a device whose figures nobody knows runs no more than the others do
        return budget if budget.device else replace(budget, device=target or "")

    @cached_property
    def device(self) -> Device | None:
        """Where latency is wanted: the budget's device, else the target where it is known."""
        wanted = self.config.testing.budget.device
        return device_named(wanted) if wanted else target_device(self.config.common.target_device)

    @property
    def device_forms(self) -> dict[str, str]:
        """Name of the .tflite that was made of a tested variant, where it is tested as well."""
        names = self.models
        return {one: one + ON_DEVICE for one in names if one + ON_DEVICE in names}

    @property
    def quantization_plan(self) -> QuantizationPlan:
        """The keys on quantisation as the quantiser takes them."""
        return quantization_plan(self.config.training)

    @property
    def tries_float_layers(self) -> bool:
        """Whether the quantised model is to be run with layers in float, beside the float one."""
        testing = self.config.testing
        return testing.enable and testing.layer_sensitivity and len(self.models) > 1

    @property
    def models(self) -> dict[str, Path]:
        """The model file of each variant that is to be tested, the reference first."""
        if self.given is not None:
            return {self.given.variant: place_of(self.given, self.folder)}
        testing = self.config.testing
        models = {}
        if testing.test_float:
            models["float32"] = self.folder.float_model
        if testing.test_quantized and self.config.training.quantization:
            variant = self.quantization_plan.variant
            models[variant] = self.folder.int8_model
            if testing.test_tflite and self.folder.device_model.exists():
                models[f"{variant}{ON_DEVICE}"] = self.folder.device_model
        return models


def open_context(config: Config, home: Path, folder: RunFolder, progress: Progress) -> Context:
    """Return the context of a run, after all checks that need no data.

    Raises
    ------
    InputError
        When the configuration asks for something that cannot be had.
    """
    context = data_context(config, home, folder, progress)
    given = given_model(config, home)
    if given is not None:
        check_untrained(folder)
        context = replace(context, given=given)
    if config.testing.enable and not context.models:
        raise InputError(
            "nothing is left to test: test_float is off, and so is the quantised model "
            "(test_quantized, or training -> quantization: 0)",
            where="testing",
        )
    _ = context.budget  # a wrong limit is told before hours of training
    if given is None:
        require_training_extra()
    return context


def data_context(config: Config, home: Path, folder: RunFolder, progress: Progress) -> Context:
    """Return the context of a look at the data alone; nothing is asked of training and testing."""
    root = find_dataset(config, home)
    return Context(
        config=config,
        folder=folder,
        root=root,
        chain=configured_chain(config, root),
        progress=progress,
    )
