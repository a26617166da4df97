""".tflite file → C source and header that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from afterfit.costs import plan_memory
from afterfit.errors import InputError
from afterfit.files import c_comment, c_identifier, c_string, write_text
from afterfit.records import GraphTensor, ModelGraph
from afterfit.runtimes import read_tflite_graph

_BYTES_A_LINE = 16


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a model comes from, as its header tells."""

    model_name: str
    class_names: tuple[str, ...]
    """Class of each output, in its order; empty where the model is no classifier."""


def write_c_source(tflite: Path, provenance: Provenance) -> tuple[Path, Path]:
    """Write ``NAME.c`` and ``NAME.h`` beside ``NAME.tflite``, whole or not at all; return them.

    The source holds the file's bytes, aligned for TFLite Micro. The header names its length, scale
    and zero point of input and output, their sides, the arena that the activations take, and the
    classes. Names are written as comments and texts that can hold nothing but themselves.

    Raises
    ------
    InputError
        When the file is not an int8 .tflite.
    """
    graph = read_tflite_graph(tflite)
    for place in (graph.inputs[0], graph.outputs[0]):
        if graph.tensors[place].dtype != "int8" or not graph.tensors[place].scales:
            raise InputError("input and output must be int8", where=str(tflite))
    content = tflite.read_bytes()
    source, header = tflite.with_suffix(".c"), tflite.with_suffix(".h")
    name = c_identifier(tflite.stem, "model_")
    write_text(source, _source(name, header.name, content))
    write_text(header, "\n".join(_header(name, graph, content, provenance)) + "\n")
    return source, header


def _source(name: str, header: str, content: bytes) -> str:
    lines = "\n".join(
        "    " + " ".join(f"0x{byte:02x}," for byte in content[start : start + _BYTES_A_LINE])
        for start in range(0, len(content), _BYTES_A_LINE)
    )
    return f"""#include "{header}"

#ifdef __cplusplus
#define AFTERFIT_ALIGNED alignas(16)
#else
#define AFTERFIT_ALIGNED _Alignas(16)
#endif

AFTERFIT_ALIGNED const unsigned char {name}[{name.upper()}_LENGTH] = {{
{lines}
}};
"""


def _header(name: str, graph: ModelGraph, content: bytes, provenance: Provenance) -> Iterable[str]:
    upper = name.upper()
    yield f"/* {c_comment(provenance.model_name)}: full int8 model for TensorFlow Lite Micro."
    yield f"   Written by afterfit {version('afterfit')}."
    yield f"   SHA-256 of the .tflite: {sha256(content).hexdigest()} */"
    yield f"#ifndef {upper}_H"
    yield f"#define {upper}_H"
    yield ""
    yield "/* Bytes of flash that the model takes; kernels and runtime come on top. */"
    yield f"#define {upper}_LENGTH {len(content)}u"
    yield from _arena_lines(upper, graph)
    yield ""
    yield "/* integer = round(value / SCALE) + ZERO_POINT, held within -128 and 127 */"
    for end, place in (("INPUT", graph.inputs[0]), ("OUTPUT", graph.outputs[0])):
        yield from _end_lines(f"{upper}_{end}", graph.tensors[place])
    yield from _order_lines(graph)
    yield from _class_lines(upper, provenance.class_names)
    yield ""
    yield "#ifdef __cplusplus"
    yield 'extern "C" {'
    yield "#endif"
    yield f"extern const unsigned char {name}[{upper}_LENGTH];"
    yield "#ifdef __cplusplus"
    yield "}"
    yield "#endif"
    yield ""
    yield f"#endif /* {upper}_H */"


def _arena_lines(upper: str, graph: ModelGraph) -> Iterable[str]:
    memory = plan_memory(graph)
    if memory is None:
        return
    yield "/* Bytes of the arena that activations take with TensorFlow Lite Micro's planner and its"
    yield "   reference kernels. The runtime's own tables come on top: ask for more, and look at"
    yield "   MicroInterpreter::arena_used_bytes(). */"
    yield f"#define {upper}_ARENA_ACTIVATIONS {memory.planned_bytes}u"


def _end_lines(prefix: str, tensor: GraphTensor) -> Iterable[str]:
    sides = tensor.shape or ()
    yield f"#define {prefix}_SCALE {tensor.scales[0]:.9g}f"
    yield f"#define {prefix}_ZERO_POINT ({tensor.zero_points[0]})"
    yield f"#define {prefix}_LENGTH {tensor.n_elements}u"
    yield f"#define {prefix}_SHAPE {{{', '.join(map(str, sides))}}}"


def _order_lines(graph: ModelGraph) -> Iterable[str]:
    if graph.window is None:
        return
    window, axes = graph.window.shape, graph.window.axes
    yield f"/* A window of the training has the sides {_sides(window)}, channels first. Its axes"
    ends = "input and output" if graph.window.also_output else "input"
    yield f"   lie in the {ends} in the order {', '.join(map(str, axes))}: channels last. */"


def _class_lines(upper: str, class_names: Sequence[str]) -> Iterable[str]:
    if not class_names:
        return
    yield ""
    yield f"#define {upper}_N_CLASSES {len(class_names)}"
    yield "/* Names of the outputs, in their order:"
    for number, name in enumerate(class_names):
        yield f"   {number}: {c_comment(name)}"
    yield "*/"
    texts = ", ".join(c_string(name) for name in class_names)
    yield f"#define {upper}_CLASS_NAMES {{{texts}}}"


def _sides(shape: Sequence[int]) -> str:
    return " x ".join(map(str, shape))
