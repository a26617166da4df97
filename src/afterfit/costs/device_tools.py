"""A model's profile and a device → what makes a program of the file there, and what it costs."""

import re
from dataclasses import dataclass, replace

from afterfit.costs.latency import estimate_latency
from afterfit.records import Device, FileFormat, Latency, ModelProfile, VariantCost

INTERPRETER_FLASH_BYTES = 16 * 1024
"""TFLite Micro's core on a Cortex-M3, without the kernels that a model needs beside it."""

_FORMATS: dict[FileFormat, str] = {"onnx": "ONNX", "tflite": ".tflite"}
_PORTS = re.compile(
    r"cortex[- ]?[ma]|ethos-?u|risc-?v|xtensa|esp32|hexagon|ceva|\barc\b", re.IGNORECASE
)
"""Processors that TFLite Micro's makefiles name, tensorflow/lite/micro/tools/make/targets."""


@dataclass(frozen=True, slots=True)
class DeviceTools:
    """What the tools of a device make of a model file."""

    compiler: str = ""
    """What makes C code of the file; empty where an interpreter runs it, or nothing does."""
    refusal: str = ""
    """Why nothing does; empty where something does."""
    caveat: str = ""
    """What nobody has checked; empty where nothing is open."""


def tools_for(profile: ModelProfile, device: Device) -> DeviceTools:
    """Return what makes a program of a model file on *device*.

    A .tflite is run by TFLite Micro, whose core has to fit into the flash beside the file, and
    which has to be built for the processor.

    References
    ----------
    tensorflow.org/lite/microcontrollers: "The core runtime just fits in 16 KB on an Arm Cortex M3".
    """
    if profile.file_format not in device.takes:
        taken = " and ".join(_FORMATS[one] for one in device.takes)
        return DeviceTools(
            refusal=f"the tools of {device.name} ({device.processor}) take {taken} files"
        )
    if profile.file_format == "onnx":
        return DeviceTools(compiler=device.compiler)
    return DeviceTools(refusal=_no_room(profile, device), caveat=_no_port(device))


def cost_on_device(cost: VariantCost, device: Device) -> VariantCost:
    """Return what a variant costs on *device*, as far as its file is not needed for that.

    An estimate by a compiler, which an accelerator needs, is left out.
    """
    tools = tools_for(cost.profile, device)
    nothing = Latency(device.name, (), f"it does not run there: {tools.refusal}")
    return replace(
        cost,
        latency=nothing if tools.refusal else estimate_latency(cost.profile, device),
        npu=None,
        compiled_by=tools.compiler,
        device_refusal=tools.refusal,
        device_caveat=tools.caveat,
    )


def _no_room(profile: ModelProfile, device: Device) -> str:
    needed = profile.file_bytes + INTERPRETER_FLASH_BYTES
    if device.flash_bytes is None or needed <= device.flash_bytes:
        return ""
    return (
        f"TFLite Micro's core, about {INTERPRETER_FLASH_BYTES // 1024} KB, and the file take "
        f"{needed:,} bytes of flash, and it has {device.flash_bytes:,}"
    )


def _no_port(device: Device) -> str:
    if _PORTS.search(device.processor):
        return ""
    others = ", ".join(dict.fromkeys(one.runtime for one in device.speeds))
    instead = f", for which {others} was measured" if others else ""
    return (
        f"none of its makefiles is for {device.processor}{instead}: check first that it builds "
        "there"
    )
