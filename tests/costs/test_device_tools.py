from dataclasses import replace

import pytest

from afterfit.costs import cost_on_device, known_devices, tools_for
from afterfit.costs.device_tools import INTERPRETER_FLASH_BYTES
from afterfit.records import Device, VariantCost
from tests.costs.profiles import profile

TFLITE = replace(profile(), file_format="tflite", file_bytes=20_000)
ONNX = replace(TFLITE, file_format="onnx")
BOARD = known_devices()["NUCLEO-L4R5ZI"]


@pytest.mark.parametrize(
    ("flash_bytes", "has_room"),
    [
        (20_000 + INTERPRETER_FLASH_BYTES, True),
        (20_000 + INTERPRETER_FLASH_BYTES - 1, False),
        (8_192, False),
        (None, True),
    ],
    ids=["just fits", "one byte less", "not even the core", "flash not known"],
)
def test_the_interpreter_needs_flash_beside_the_file(
    flash_bytes: int | None, has_room: bool
) -> None:
    found = tools_for(TFLITE, replace(BOARD, flash_bytes=flash_bytes))
    assert (found.refusal == "") is has_room
    if not has_room:
        assert found.refusal.startswith(
            "TFLite Micro's core, about 16 KB, and the file take 36,384"
        )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("NUCLEO-G0B1RE", ""),
        ("Ethos-U55-128", ""),
        ("MSPM0G3507", ""),
        ("RH850-F1KM-S4", "for Renesas RH850 G3KH, for which Bosch HALE 1.0 was measured"),
    ],
)
def test_processors_without_a_port_are_told(name: str, said: str) -> None:
    caveat = tools_for(TFLITE, known_devices()[name]).caveat
    assert said in caveat
    assert bool(caveat) == bool(said)


@pytest.mark.parametrize(
    ("processor", "is_known"),
    [("Espressif ESP32-S3", True), ("RISC-V, RV32IMC", True), ("Cortex M4", True),
     ("Synopsys ARC EM9D", True), ("AVR ATmega328P", False), ("TI MSP430", False)],
)  # fmt: skip
def test_own_devices_by_their_processor(processor: str, is_known: bool) -> None:
    assert (tools_for(TFLITE, replace(BOARD, processor=processor)).caveat == "") is is_known


def test_files_that_the_tools_do_not_take_have_no_latency() -> None:
    dsp: Device = known_devices()["F28P55"]
    cost = cost_on_device(VariantCost(TFLITE, None, None), dsp)
    assert cost.device_refusal == "the tools of F28P55 (TI C28x) take ONNX files"
    assert cost.latency is not None
    assert (cost.latency.ranges, cost.latency.device) == ((), "F28P55")
    compiled = cost_on_device(VariantCost(ONNX, None, None), dsp)
    assert (compiled.compiled_by, compiled.device_refusal) == ("TI's NN compiler", "")
