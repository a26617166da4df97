"""Everything that is known of what one variant costs."""

from dataclasses import dataclass

from afterfit.records.device import Latency
from afterfit.records.model_profile import ModelProfile
from afterfit.records.npu_estimate import NpuEstimate


@dataclass(frozen=True, slots=True)
class ArenaReport:
    """Memory that TFLite Micro's recording allocator measured."""

    head_bytes: int
    """Activations; the same on every machine."""
    tail_bytes: int
    """Tables that the runtime keeps; on a 64-bit machine, so an upper bound for a microcontroller,
    whose pointers are half as long."""
    arena_bytes: int
    """Size of the arena that was given."""

    @property
    def total_bytes(self) -> int:
        """Head and tail."""
        return self.head_bytes + self.tail_bytes


@dataclass(frozen=True, slots=True)
class VariantCost:
    """One variant's profile, what a runtime measured, and how fast it may be on a device."""

    profile: ModelProfile
    arena: ArenaReport | None
    """None where the variant was not run on TFLite Micro."""
    latency: Latency | None
    """None where no device was named."""
    npu: NpuEstimate | None = None
    """What Vela says; None where the device has no Ethos-U, or Vela does not take the file."""
    compiled_by: str = ""
    """What makes C code of the ONNX file for the device; empty where no device was named, or its
    tools take no such file."""
    device_refusal: str = ""
    """Why the named device runs no such file; empty where it does, or none was named."""
    device_caveat: str = ""
    """What nobody has checked of the file on the named device; empty where nothing is open."""
    tflm_refusal: str = ""
    """Why TFLite Micro does not run the file; empty where it does, or was not asked."""
