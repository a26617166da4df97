"""Run windows through LiteRT: FOLDER MODEL KERNELS."""

import sys
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "default": OpResolverType.AUTO,
}


def main(folder: Path, model: Path, kernels: str) -> None:
    """Write the first output of each batch; for ``layers``, the tensors named in the input."""
    with np.load(folder / "input.npz", allow_pickle=False) as stored:
        batches = stored["batches"]
        tensors = stored["tensors"].tolist() if "tensors" in stored.files else []
    interpreter = Interpreter(
        model_path=str(model),
        num_threads=1,
        experimental_op_resolver_type=RESOLVERS[kernels],
        experimental_preserve_all_tensors=bool(tensors),
    )
    interpreter.allocate_tensors()
    entry = interpreter.get_input_details()[0]["index"]
    wanted = tensors or [interpreter.get_output_details()[0]["index"]]
    found: dict[int, list[np.ndarray]] = {tensor: [] for tensor in wanted}
    every = max(len(batches) // 100, 1)
    for done, batch in enumerate(batches, start=1):
        interpreter.set_tensor(entry, batch)
        interpreter.invoke()
        for tensor, values in found.items():
            values.append(interpreter.get_tensor(tensor).copy())
        if done % every == 0 or done == len(batches):
            print(f"done {done} of {len(batches)}", flush=True)  # noqa: T201  # the parent listens
    names = {tensor: f"tensor{tensor}" if tensors else "outputs" for tensor in found}
    arrays = {names[tensor]: np.stack(values) for tensor, values in found.items()}
    np.savez(folder / "output.npz", allow_pickle=False, **arrays)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except (RuntimeError, ValueError, MemoryError) as error:
        sys.exit(str(error))
