"""Model files → what each costs, and in which layer they differ; written into the run folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import compare_layers
from afterfit.costs import cost_on_device, find_device, known_devices, read_devices
from afterfit.errors import InputError, MissingExtraError
from afterfit.files import safe_name, write_text
from afterfit.pipeline.config.names import is_device_file
from afterfit.pipeline.folder import RunFolder
from afterfit.readers import write_costs, write_profiles
from afterfit.records import (
    ArenaReport,
    Device,
    Latency,
    ModelProfile,
    NpuEstimate,
    VariantCost,
)
from afterfit.results import LayerComparison, from_json, to_json
from afterfit.runtimes import (
    estimate_npu,
    layer_outputs,
    npu_latency,
    profile_model,
    run_tflm,
)

MOST_LAYER_WINDOWS = 100
"""Windows on which layers are compared: all outputs of all layers are in memory at once."""

Warn = Callable[[str], None]


def device_named(text: str) -> Device:
    """Return a device that is known, or that of a YAML file: ``FILE.yaml``, ``FILE.yaml:NAME``.

    Raises
    ------
    InputError
        When there is none of that name, or a file has several and none is named.
    """
    if not is_device_file(text):
        return _found(text, None)
    whole = Path(text).is_file() or Path(text).suffix.casefold() in (".yaml", ".yml")
    path, _, name = (text, "", "") if whole else text.rpartition(":")
    devices = read_devices(Path(path))
    if name:
        return _found(name, devices)
    if len(devices) != 1:
        raise InputError(
            f"it has {len(devices)} devices ({', '.join(devices)}); name one: --device {path}:NAME",
            where=path,
        )
    return next(iter(devices.values()))


def _found(name: str, devices: Mapping[str, Device] | None) -> Device:
    try:
        return find_device(name, devices)
    except InputError as error:
        raise InputError(f"{error}; or pass a YAML file of your own", where="--device") from None


def device_or_none(name: str | None) -> Device | None:
    """Return the known device of that name, None where it is not known."""
    known = {one.casefold(): device for one, device in known_devices().items()}
    return known.get((name or "").casefold())


def target_device(name: str | None) -> Device | None:
    """Return the device of ``common -> target_device``; None where its figures are not known.

    Raises
    ------
    InputError
        When it is a YAML file that cannot be used.
    """
    if name is not None and is_device_file(name):
        try:
            return device_named(name)
        except InputError as error:
            raise InputError(str(error), where="common -> target_device") from None
    return device_or_none(name)


def write_model_costs(
    folder: RunFolder,
    models: Mapping[str, Path],
    windows: Mapping[str, NDArray[Any]],
    *,
    name: str | None,
    device: Device | None,
    warn: Warn,
) -> Iterator[Path]:
    """Write profiles, costs and layer comparisons of *models*, and give the files written.

    What cannot be found out of one model is a warning, and leaves the others alone.

    Parameters
    ----------
    models
        File of each variant, the reference first.
    windows
        Windows of each variant in the shape that its model takes; the same samples for all.
    name
        What the report calls the network; None for the name of each file.
    device
        Where latency is wanted.
    """
    forget_models(folder)
    profiles = dict(_profiles(models, name, warn))
    if profiles:
        write_profiles(profiles.values(), folder.profiles)
        yield folder.profiles
        costs = [_cost(models[key], one, windows[key], device) for key, one in profiles.items()]
        write_costs(costs, folder.costs)
        yield folder.costs
    yield from _write_layers(folder, models, windows, profiles, warn)


def keep_models(folder: RunFolder, costs: Sequence[VariantCost]) -> None:
    """Write what is known of models whose files were looked at before, and forget all others."""
    forget_models(folder)
    if costs:
        write_profiles([one.profile for one in costs], folder.profiles)
        write_costs(costs, folder.costs)


def forget_models(folder: RunFolder) -> None:
    """Remove what an earlier analysis left in *folder* of models that are not of this one."""
    for old in (folder.profiles, folder.costs, *folder.layers.glob("*.json")):
        old.unlink(missing_ok=True)


def _profiles(
    models: Mapping[str, Path], name: str | None, warn: Warn
) -> Iterator[tuple[str, ModelProfile]]:
    for variant, path in models.items():
        try:
            yield variant, profile_model(path, name or path.stem, variant)
        except InputError as error:
            warn(f"The cost of {variant} is not known: {error}")


def _cost(path: Path, profile: ModelProfile, X: NDArray[Any], device: Device | None) -> VariantCost:
    arena, tflm_refusal = _arena(path, profile, X)
    cost = VariantCost(profile, arena, None, tflm_refusal=tflm_refusal)
    return cost if device is None else cost_of_file(cost, path, device)


def cost_of_file(cost: VariantCost, path: Path | None, device: Device) -> VariantCost:
    """Return what a variant costs on *device*; an Ethos-U needs the model's file for it."""
    cost = cost_on_device(cost, device)
    if not device.accelerator:
        return cost
    latency, npu = _npu(path, cost.profile, device)
    return replace(cost, latency=latency, npu=npu)


def _npu(
    path: Path | None, profile: ModelProfile, device: Device
) -> tuple[Latency, NpuEstimate | None]:
    """Return how fast a model is on an Ethos-U, and all that its compiler says."""
    if profile.file_format != "tflite":
        reason = f"Vela takes .tflite files, and this is {profile.file_format}"
        return Latency(device.name, (), reason), None
    if path is None:
        return Latency(device.name, (), "Vela reads the model file, which is not at hand"), None
    try:
        estimate = estimate_npu(path, device)
    except InputError as error:
        return Latency(device.name, (), str(error)), None
    return npu_latency(estimate), estimate


def _arena(path: Path, profile: ModelProfile, X: NDArray[Any]) -> tuple[ArenaReport | None, str]:
    """Return what TFLite Micro measures on one window of zeros, or why it does not run the file."""
    if profile.file_format != "tflite":
        return None, ""
    try:
        return run_tflm(path, X[:0]).arena, ""
    except MissingExtraError:
        return None, ""
    except InputError as error:
        return None, str(error).removeprefix(f"{path}: ")


def _write_layers(
    folder: RunFolder,
    models: Mapping[str, Path],
    windows: Mapping[str, NDArray[Any]],
    profiles: Mapping[str, ModelProfile],
    warn: Warn,
) -> Iterator[Path]:
    for reference, candidate in layer_pairs(models, profiles):
        try:
            comparison = _compare(models, windows, reference, candidate)
        except InputError as error:
            warn(f"Layers of {candidate} are not compared with those of {reference}: {error}")
            continue
        path = folder.layers / f"{safe_name(candidate)}.json"
        write_text(path, to_json(comparison) + "\n")
        yield path


def layer_pairs(
    models: Mapping[str, Path], profiles: Mapping[str, ModelProfile]
) -> list[tuple[str, str]]:
    """Return each quantised variant with the first float one of the same format.

    The same file under several kernels is compared once.
    """
    pairs, seen = [], set()
    floats = [key for key, one in profiles.items() if one.dtype_class == "float"]
    for candidate, one in profiles.items():
        same = [key for key in floats if profiles[key].file_format == one.file_format]
        if one.dtype_class == "float" or not same or models[candidate] in seen:
            continue
        seen.add(models[candidate])
        pairs.append((same[0], candidate))
    return pairs


def _compare(
    models: Mapping[str, Path],
    windows: Mapping[str, NDArray[Any]],
    reference: str,
    candidate: str,
) -> LayerComparison:
    rows = spread(len(windows[reference]), MOST_LAYER_WINDOWS)
    first, second = (
        layer_outputs(models[key], windows[key][rows]) for key in (reference, candidate)
    )
    return compare_layers(first, second, reference, candidate)


def spread(n: int, most: int) -> NDArray[np.int64]:
    """Return up to *most* of *n* places, evenly apart, the first among them.

    Examples
    --------
    >>> spread(10, 4).tolist()
    [0, 2, 5, 7]
    """
    return np.arange(min(n, most)) * n // max(min(n, most), 1)


def read_layers(folder: RunFolder, variants: Sequence[str]) -> tuple[LayerComparison, ...]:
    """Return the layer comparisons of a run folder, in the order of its variants."""
    paths = sorted(folder.layers.glob("*.json"))
    found = [from_json(path.read_bytes(), where=str(path)) for path in paths]
    comparisons = [one for one in found if isinstance(one, LayerComparison)]
    order = {name: place for place, name in enumerate(variants)}
    return tuple(sorted(comparisons, key=lambda one: order.get(one.candidate, len(order))))
