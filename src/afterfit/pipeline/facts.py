"""What a report says about a run beside its results."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.context import Context
from afterfit.pipeline.device_model import device_model_words
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.quantization import quantization_words
from afterfit.wording import counted


@dataclass(frozen=True, slots=True)
class Facts:
    """A run's title, its circumstances, and what its user was warned of."""

    title: str
    facts: Mapping[str, str]
    notes: tuple[str, ...]


def run_facts(context: Context) -> Facts:
    """Return the facts of a run that has been trained."""
    config, splits = context.config, context.any_data.splits
    name = config.dataset.dataset_name or context.root.name
    shape = context.features["train"].shape[1:3]
    sizes = ", ".join(f"{split} {len(windows):,}" for split, windows in splits.items())
    facts = {
        "Data set": name,
        "Windows": sizes,
        "Split": _split_words(context),
        "Features": f"{shape[0]} × {shape[1]} ({_chain_words(context)})",
        **_told(context),
        "Model": context.model_name,
        **_making(context),
        "Target device": config.common.target_device or "not named",
        "Made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Made with": ", ".join(f"{package} {version(package)}" for package in _packages(context))
        + f", Python {platform.python_version()}",
    }
    return Facts(
        f"{name} · {context.model_name}", facts, (*context.warnings, *context.any_data.notes)
    )


def _making(context: Context) -> Mapping[str, str]:
    """Return how the tested models were made."""
    training = context.config.training
    if context.given is not None:
        return {"Training": f"none here; {context.given.path} was given in testing -> model_path"}
    return {
        "Training": (
            f"{counted(training.training_epochs, 'epoch')}, {training.optimizer}, learning rate "
            f"{training.learning_rate:g}, batches of {training.batch_size}, seed {training.seed}"
        ),
        "Quantisation": quantization_words(context.quantization_plan, context.training_plan)
        if training.quantization
        else "not made",
        "int8 on the device": device_model_words(context),
    }


def _packages(context: Context) -> tuple[str, ...]:
    made = () if context.given else ("torch",)
    return ("afterfit", *made, "onnxruntime")


def _told(context: Context) -> Mapping[str, str]:
    """Return what the model of a regression or a forecast tells."""
    if context.kind not in ("regression", "forecasting"):
        return {}
    train = context.target_data.splits["train"]
    names = ", ".join(train.target_names)
    when = "mean over the window"
    if context.kind == "forecasting":
        when = f"the next {train.horizon} step{'s' * (train.horizon > 1)}"
    return {
        "Told": f"{names}: {when}",
        "Model output": "standardised; in units by the mean and spread of target_scale.json",
    }


def _split_words(context: Context) -> str:
    plan = context.split_plan
    files = {
        split: len(set(windows.source.tolist()))
        for split, windows in context.any_data.splits.items()
    }
    return f"{plan.split_type.replace('_', ' ')}; recordings: " + ", ".join(
        f"{split} {n}" for split, n in files.items()
    )


def _chain_words(context: Context) -> str:
    section = context.config.data_processing_feature_extraction
    return section.feature_extraction_name or " → ".join(context.chain.feat_ext_transform) or "raw"


def write_facts(facts: Facts, path: Path) -> None:
    """Write *facts* to *path* as JSON."""
    content = {"title": facts.title, "facts": dict(facts.facts), "notes": list(facts.notes)}
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def title_of(folder: RunFolder) -> str:
    """Return the title of a run's report; the folder's name where none was written yet."""
    return read_facts(folder.facts).title if folder.facts.is_file() else folder.root.resolve().name


def read_facts(path: Path) -> Facts:
    """Return the facts that `write_facts` wrote.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Facts(content["title"], content["facts"], tuple(content["notes"]))
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"no finished run here: {path.parent} has no {path.name}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"not readable: {error}", where=str(path)) from None
