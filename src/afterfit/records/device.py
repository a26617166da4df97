"""What is known of a device, and of how fast it computes."""

from dataclasses import dataclass
from typing import Literal

from afterfit.records.model_graph import FileFormat
from afterfit.records.model_profile import Basis

ComputeDtype = Literal["int8", "float32"]


@dataclass(frozen=True, slots=True)
class Speed:
    """Clock cycles a multiply-accumulate, measured with models that are known."""

    runtime: str
    """What ran the models: "X-CUBE-AI 10.2", …"""
    dtype: ComputeDtype
    cycles_per_mac: float
    """Geometric mean over the models."""
    n_models: int
    """How many models were measured."""
    factor: float
    """Nine of ten models lie within the mean divided by and times this."""
    source: str
    """Where the measurements stand."""


@dataclass(frozen=True, slots=True)
class Device:
    """A microcontroller or a board with one."""

    name: str
    processor: str
    clock_mhz: float | None
    """Highest clock; None when it is not known, as for all fields below."""
    flash_bytes: int | None
    ram_bytes: int | None
    has_fpu: bool | None
    """Whether it computes floats in hardware."""
    npu: str
    """Name of its neural processor; empty when it has none."""
    source: str
    """Where these figures stand."""
    speeds: tuple[Speed, ...]
    accelerator: str = ""
    """Vela's name of its Ethos-U: "ethos-u55-128", …; empty where it has none."""
    takes: tuple[FileFormat, ...] = ("tflite",)
    """What its tools turn into a program, or run as it is."""
    compiler: str = ""
    """What turns an ONNX file into C code for it; empty where ONNX Runtime itself runs there."""


@dataclass(frozen=True, slots=True)
class LatencyRange:
    """How long one inference may take with one runtime."""

    runtime: str
    low_ms: float
    typical_ms: float
    high_ms: float
    n_models: int
    """How many measured models the range rests on; 0 where a compiler estimated it."""
    source: str
    basis: Basis = "estimated"


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one inference may take on a device."""

    device: str
    ranges: tuple[LatencyRange, ...]
    """One for each runtime that was measured there, the fastest first."""
    reason: str
    """Why there is no range; empty when there is one."""
