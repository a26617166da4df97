"""Tables of devices in YAML → Device."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from afterfit.errors import InputError, did_you_mean, why_unreadable
from afterfit.records import ComputeDtype, Device, FileFormat, Speed

USUAL_FACTOR = 1.58
"""Nine of ten measured models lie within this factor of what the others of their device predict."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Speed(_Row):
    runtime: str
    dtype: ComputeDtype
    cycles_per_mac: float = Field(gt=0)
    n_models: int = Field(ge=1)
    factor: float = Field(default=USUAL_FACTOR, ge=1)
    source: str


class _Device(_Row):
    processor: str
    clock_mhz: float | None = Field(default=None, gt=0)
    flash_kb: float | None = Field(default=None, gt=0)
    ram_kb: float | None = Field(default=None, gt=0)
    fpu: bool | None = None
    npu: str = ""
    vela: str = ""
    takes: tuple[FileFormat, ...] = ("tflite",)
    compiler: str = ""
    source: str
    latency: tuple[_Speed, ...] = ()


_TABLE = TypeAdapter(dict[str, _Device])


@cache
def known_devices() -> Mapping[str, Device]:
    """Return the devices that afterfit knows, by name.

    Examples
    --------
    >>> known_devices()["NUCLEO-L4R5ZI"].ram_bytes
    655360
    """
    text = files("afterfit.costs").joinpath("data/devices.yaml").read_text(encoding="utf-8")
    return MappingProxyType(_parse(text, "devices.yaml"))


def read_devices(path: Path) -> Mapping[str, Device]:
    """Return the devices of a user's YAML file, by name.

    Each key is a device with ``processor`` and ``source``, and where they are known ``clock_mhz``,
    ``flash_kb``, ``ram_kb`` (of 1024 bytes), ``fpu``, ``npu``, ``vela`` (its Ethos-U, as Vela names
    it), ``takes`` (``tflite`` without, ``onnx``, or both), ``compiler`` (what makes C code of an
    ONNX file) and ``latency``: a list of ``runtime``, ``dtype`` (int8 or float32),
    ``cycles_per_mac``, ``n_models`` and ``source``.

    Raises
    ------
    InputError
        When the file cannot be read or has another form; the message names the key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {why_unreadable(error)}", where=str(path)) from None
    return _parse(text, str(path))


def find_device(name: str, devices: Mapping[str, Device] | None = None) -> Device:
    """Return the device of that name, whatever its case, of *devices* or of the known ones.

    Raises
    ------
    InputError
        When there is none; names the nearest.
    """
    known = known_devices() if devices is None else devices
    folded = {one.casefold(): device for one, device in known.items()}
    device = folded.get(name.casefold())
    if device is None:
        hint = did_you_mean(name, known)
        raise InputError(f"no device is called {name!r}{hint}; known are {', '.join(known)}")
    return device


def device_of_tensorlab(name: str) -> Device:
    """Return a device of Tensorlab's of which no more is known than that: it takes ONNX files.

    Examples
    --------
    >>> device_of_tensorlab("F2838").compiler
    "TI's NN compiler"
    """
    own = known_devices()["F280013"]
    return Device(
        name=name,
        processor="TI",
        clock_mhz=None,
        flash_bytes=None,
        ram_bytes=None,
        has_fpu=None,
        npu="",
        source="Tensorlab's compiler takes ONNX files for each of its devices",
        speeds=(),
        takes=own.takes,
        compiler=own.compiler,
    )


def _parse(text: str, where: str) -> dict[str, Device]:
    import yaml

    try:
        content: Any = yaml.safe_load(text)
        rows = _TABLE.validate_python(content)
    except yaml.YAMLError as error:
        raise InputError(f"not YAML: {error}", where=where) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = " -> ".join([where, *(str(key) for key in first["loc"])])
        raise InputError(f"{first['msg']}, got {first['input']!r}", where=place) from None
    return {name: _device(name, row) for name, row in rows.items()}


def _device(name: str, row: _Device) -> Device:
    return Device(
        name=name,
        processor=row.processor,
        clock_mhz=row.clock_mhz,
        flash_bytes=_bytes(row.flash_kb),
        ram_bytes=_bytes(row.ram_kb),
        has_fpu=row.fpu,
        npu=row.npu,
        source=row.source,
        speeds=tuple(Speed(**speed.model_dump()) for speed in row.latency),
        accelerator=row.vela,
        takes=row.takes,
        compiler=row.compiler,
    )


def _bytes(kilobytes: float | None) -> int | None:
    return None if kilobytes is None else round(kilobytes * 1024)
