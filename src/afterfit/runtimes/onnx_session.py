"""ONNX file and windows → raw outputs."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes.onnx_ends import from_output, takes, to_input


def run_onnx(
    path: Path, X: NDArray[Any], batch_size: int = 256, n_axes: int | None = 2
) -> NDArray[np.float64]:
    """Return the output of a model for each window.

    Of several outputs it is the only one of real numbers: classifiers converted from scikit-learn
    give the label first.

    Runs on one thread and without graph optimisation: optimised kernels of quantised operators
    differ from machine to machine by a step of the output's scale.

    Parameters
    ----------
    path
        An ONNX file with one input, float32 or quantised to 8 bits; its first axis is the batch.
    X : array of shape (n, ...)
        Windows in the shape that the model takes, usually (n, n_channels, n_features, 1).
    batch_size
        Windows a call; a model with a fixed batch goes by its own.
    n_axes
        Axes of the output, the batch among them; more than 2 where windows are given back, None
        where any output will do.

    Returns
    -------
    array of shape (n, n_classes)
        Outputs as the model gives them: logits where it has no softmax. Of shape (n, …) where
        other *n_axes* are asked for.

    Raises
    ------
    InputError
        When the file is not an ONNX model that can be run, or the windows do not fit it.
    """
    content = _content(path)
    session = _session(content, path)
    model_input, output = _only_input(session, path), _real_output(session, path)
    ends = _Ends(content, path)
    windows = ends.given(np.asarray(X), model_input)
    _check_window_shape(model_input.shape, windows.shape, path)
    step = _batch_size(model_input.shape[0], len(windows), batch_size, path)
    # without windows, one of zeros tells the number of outputs
    padded = windows if len(windows) else np.zeros((step, *windows.shape[1:]), dtype=windows.dtype)
    batches = [padded[start : start + step] for start in range(0, len(padded), step)]
    run = partial(_run, session, output, model_input.name, path=path, n_axes=n_axes)
    outputs = [run(batch=batch) for batch in batches]
    return ends.taken(np.concatenate(outputs)[: len(windows)], output)


class _Ends:
    """The model's input and output as real numbers; its file is looked into where it must be."""

    def __init__(self, content: bytes, path: Path) -> None:
        self.content, self.path = content, path

    @property
    def model(self) -> Any:
        import onnx

        return onnx.load_from_string(self.content)

    def given(self, X: NDArray[Any], model_input: Any) -> NDArray[Any]:
        if model_input.type == "tensor(float)":
            return np.asarray(X, dtype=np.float32)
        try:
            return to_input(X, self.model, model_input)
        except InputError as error:
            raise InputError(str(error), where=str(self.path)) from None

    def taken(self, outputs: NDArray[Any], name: str) -> NDArray[np.float64]:
        if outputs.dtype.kind == "f":
            return outputs.astype(np.float64)
        return from_output(outputs, self.model, name)


def run_onnx_tensors(
    path: Path, model: Any, names: Sequence[str], X: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    """Return the named tensors of a model for each window, shape (n, …), by name.

    Parameters
    ----------
    model
        The content of *path* as onnx's ``ModelProto``; the names are made outputs of it.

    Raises
    ------
    InputError
        When the model cannot be run, or the windows do not fit it.
    """
    given = {one.name for one in model.graph.output}
    for name in dict.fromkeys(names):
        if name not in given:
            model.graph.output.add().name = name
    session = _session(model.SerializeToString(), path)
    model_input = _only_input(session, path)
    windows = to_input(np.asarray(X), model, model_input)
    _check_window_shape(model_input.shape, windows.shape, path)
    wanted = list(dict.fromkeys(names))
    try:
        # one window a call: shapes were worked out for a batch of one
        calls = [session.run(wanted, {model_input.name: window[None]}) for window in windows]
    except Exception as error:  # see _session
        raise InputError(f"the model failed ({_first_line(error)})", where=str(path)) from None
    return {name: _rows(arrays) for name, *arrays in zip(wanted, *calls, strict=True)}


def run_onnx_batches(
    path: Path, model: Any, name: str, X: NDArray[Any], batch_size: int = 256
) -> NDArray[Any]:
    """Return one tensor of a float model for each window, shape (n, …), many windows a call.

    Parameters
    ----------
    model
        The content of *path* as onnx's ``ModelProto``; the name is made an output of it.

    Raises
    ------
    InputError
        When the model cannot be run, or the windows do not fit it.
    """
    model.graph.output.add().name = name
    session = _session(model.SerializeToString(), path)
    model_input = _only_input(session, path)
    windows = to_input(np.asarray(X), model, model_input)
    _check_window_shape(model_input.shape, windows.shape, path)
    step = _batch_size(model_input.shape[0], len(windows), batch_size, path)
    starts = range(0, len(windows), step)
    run = partial(_run, session, name, model_input.name, path=path, n_axes=None)
    return np.concatenate([run(batch=windows[start : start + step]) for start in starts])


def _rows(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return what came for each window, one row each; the batch of one is no axis of it."""
    stacked = np.stack(arrays)
    return stacked[:, 0] if stacked.shape[1:2] == (1,) else stacked


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None


def _session(content: bytes, path: Path) -> Any:
    try:
        import onnxruntime
    except ModuleNotFoundError:
        raise MissingExtraError("running an ONNX model", "onnx") from None
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised; the library need not print it too
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # onnxruntime raises a dozen classes of its own, which share no base but Exception
        raise InputError(
            f"not an ONNX model that can be run ({_first_line(error)})", where=str(path)
        ) from None


def _only_input(session: Any, path: Path) -> Any:
    inputs = session.get_inputs()
    if len(inputs) != 1 or not takes(inputs[0]):
        found = ", ".join(f"{one.name}: {one.type}" for one in inputs) or "none"
        raise InputError(
            "the model must have one input of float32, int8 or uint8, as tensor(float), "
            f"got {found}",
            where=str(path),
        )
    return inputs[0]


def _real_output(session: Any, path: Path) -> str:
    """Return the only output, or the only one of real numbers."""
    outputs = session.get_outputs()
    real = [one for one in outputs if one.type in ("tensor(float)", "tensor(double)")]
    found = outputs if len(outputs) == 1 else real
    if len(found) != 1:
        given = ", ".join(f"{one.name}: {one.type}" for one in outputs)
        raise InputError(
            f"the model must give one tensor of real numbers, got {given}; convert a scikit-learn "
            "classifier with zipmap=False, and cut other outputs off",
            where=str(path),
        )
    return str(found[0].name)


def _check_window_shape(model_shape: list[Any], shape: tuple[int, ...], path: Path) -> None:
    fits = len(model_shape) == len(shape) and all(
        want == got
        for want, got in zip(model_shape[1:], shape[1:], strict=True)
        if isinstance(want, int)
    )
    if not fits:
        wanted = ", ".join(str(side) for side in ["n", *model_shape[1:]])
        raise InputError(
            f"the model takes windows of shape ({wanted}), got {shape}; "
            "they must have gone through the features that it was trained on",
            where=str(path),
        )


def _batch_size(model_batch: Any, n_windows: int, wanted: int, path: Path) -> int:
    if not isinstance(model_batch, int):
        return wanted
    if n_windows % model_batch:
        raise InputError(
            f"the model has a fixed batch of {model_batch}, which {n_windows} windows do not fill; "
            "export it with a free batch axis",
            where=str(path),
        )
    return model_batch


def _run(
    session: Any, wanted: str, name: str, *, batch: NDArray[Any], path: Path, n_axes: int | None
) -> NDArray[Any]:
    try:
        output: NDArray[Any] = np.asarray(session.run([wanted], {name: batch})[0])
    except Exception as error:  # see _session
        raise InputError(f"the model failed ({_first_line(error)})", where=str(path)) from None
    if n_axes not in (output.ndim, None) or len(output) != len(batch):
        shape = "(n, n_classes)" if n_axes == 2 else f"(n, …), {n_axes} axes"
        raise InputError(
            f"the output {wanted!r} must have shape {shape}, got {output.shape} "
            f"for {len(batch)} windows",
            where=str(path),
        )
    return output


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
