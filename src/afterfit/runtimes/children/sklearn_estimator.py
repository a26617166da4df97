"""Run rows through a scikit-learn estimator that skops stored: FOLDER MODEL TRUSTED..."""

import sys
import warnings
from pathlib import Path

import numpy as np
import skops.io


def main(folder: Path, model: Path, trusted: list[str]) -> None:
    """Write the probabilities of each row, and the classes that they belong to."""
    with np.load(folder / "input.npz", allow_pickle=False) as stored:
        rows = stored["rows"]
    needed = set(skops.io.get_untrusted_types(file=model))
    if needed - set(trusted):
        words = " ".join(f"--trust {name}" for name in sorted(needed))
        sys.exit(f"it holds types that can do harm in a file made for it; if you trust it: {words}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of another release of scikit-learn
        estimator = skops.io.load(model, trusted=sorted(needed))
    if not hasattr(estimator, "predict_proba"):
        sys.exit(f"{type(estimator).__name__} gives no probabilities; it has no predict_proba")
    outputs, classes = estimator.predict_proba(rows), np.asarray(estimator.classes_)
    names = np.array([str(one) for one in classes.tolist()])
    np.savez(folder / "output.npz", allow_pickle=False, outputs=outputs, classes=names)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    except Exception as error:  # a damaged file fails wherever its damage is met
        sys.exit(f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}")
