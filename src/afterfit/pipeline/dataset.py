"""The data set that a configuration names, found before anything else is done."""

from collections.abc import Mapping
from pathlib import Path

from afterfit.datasets import (
    FeatureChain,
    SplitPlan,
    TargetPlan,
    feature_chain,
    media_settings,
    open_dataset,
)
from afterfit.errors import InputError
from afterfit.pipeline.config import Config
from afterfit.pipeline.config.names import IMAGE_TASKS
from afterfit.pipeline.folder import project_folder
from afterfit.records import ImageLayout, SoundLayout, Windows

_LAYOUT = "with its recordings as classes/<class>/<file>.csv (or .txt, .npy)"


def find_dataset(config: Config, home: Path) -> Path:
    """Return the folder of recordings; relative paths start at *home*, the configuration's folder.

    Raises
    ------
    InputError
        When there is none; the message says where to put it.
    """
    project = project_folder(config)
    given = config.dataset.input_data_path
    if given is None:
        root = project / "dataset"
        if not root.is_dir():
            raise InputError(
                f"no data set is given, and there is none at {root}. Set input_data_path to a "
                f"folder or .zip {_LAYOUT}, or put the recordings into {root}",
                where="dataset -> input_data_path",
            )
    else:
        root = open_dataset(given, project / "dataset", home)
    return _part(root, config.dataset.data_dir)


def _part(root: Path, data_dir: str | None) -> Path:
    if data_dir in (None, "classes", "files"):
        return root
    part = root / str(data_dir)
    if not part.is_dir():
        raise InputError(f"no such folder in the data set: {part}", where="dataset -> data_dir")
    return part


def split_plan(config: Config) -> SplitPlan:
    """Return how the configuration divides the recordings."""
    dataset = config.dataset
    given = dataset.split_seed
    return SplitPlan(
        split_type=dataset.split_type,
        factors=dataset.split_factor,
        seed=config.training.seed if given is None else given,
        max_num_files=dataset.max_num_files,
        annotation_dir=dataset.annotation_dir,
        annotation_prefix=dataset.annotation_prefix,
    )


def target_plan(config: Config) -> TargetPlan:
    """Return which columns a regression or a forecast tells."""
    section = config.data_processing_feature_extraction
    horizon = section.forecast_horizon if config.common.kind == "forecasting" else 0
    return TargetPlan(tuple(section.target_variables), horizon)


def configured_chain(config: Config, root: Path) -> FeatureChain:
    """Return the feature chain of the configuration: its preset, then the keys it sets.

    Those that images and sounds decide, their size or rate, are read from the first file of *root*.
    """
    chosen, name = chosen_settings(config), _preset(config)
    if name is not None:
        return feature_chain(name, chosen)
    return feature_chain(None, {**_of_files(config, root), **chosen})


def chain_of_windows(config: Config, windows: Windows) -> FeatureChain:
    """Return the chain that cut *windows*, where the files of the data set are not at hand."""
    chosen, name = chosen_settings(config), _preset(config)
    return feature_chain(name, chosen if name else {**_of_layout(windows), **chosen})


def _preset(config: Config) -> str | None:
    return config.data_processing_feature_extraction.feature_extraction_name


def chosen_settings(config: Config) -> Mapping[str, object]:
    """Return the keys of the chain that a configuration sets."""
    section = config.data_processing_feature_extraction
    return {
        name: getattr(section, name)
        for name in section.model_fields_set
        if not (type(section).model_fields[name].json_schema_extra or {})
        and name not in ("feature_extraction_name", "target_variables", "forecast_horizon")
        and getattr(section, name) is not None
    }


def _of_layout(windows: Windows) -> Mapping[str, object]:
    """Return what `media_settings` read from the first file when the windows were cut."""
    layout, n_channels, n_steps = windows.layout, *windows.values.shape[1:]
    if isinstance(layout, ImageLayout):
        size = (layout.height, layout.width)
        return {
            "image_size": size,
            "frame_size": n_steps,
            "variables": n_channels,
            "scale": layout.white,
        }
    if isinstance(layout, SoundLayout):
        return {
            "feat_ext_transform": ["LOG_MEL"],
            "sampling_rate": layout.rate,
            "frame_size": n_steps,
            "variables": n_channels,
        }
    return {}


def _of_files(config: Config, root: Path) -> Mapping[str, object]:
    task = config.common.task_type
    if task in IMAGE_TASKS:
        return media_settings(root, config.dataset.annotation_dir, "image")
    if task == "audio_classification":
        return media_settings(root, config.dataset.annotation_dir, "audio")
    return {}
