"""Turn the recordings of examples/basic_motions into normal ones and anomalies.

    python examples/watch/convert.py

The converted files are part of this repository; run this only to make them again.
"""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
ORIGIN = HERE.parent / "basic_motions" / "classes"
NORMAL = ("standing", "walking")
ANOMALIES = ("badminton", "running")
N_VALIDATION = 3  # of the ten of train_NN of each normal activity


def copy(activity: str, folder: str) -> list[str]:
    """Copy the recordings of an activity and return their new names."""
    target = HERE / "classes" / folder
    target.mkdir(parents=True, exist_ok=True)
    names = []
    for path in sorted((ORIGIN / activity).glob("*.csv")):
        name = f"{activity}_{path.name}" if folder == "Normal" else path.name
        shutil.copyfile(path, target / name)
        names.append(f"{folder}/{name}")
    return names


def main() -> None:
    lists: dict[str, list[str]] = {"train": [], "val": [], "test": []}
    for activity in NORMAL:
        names = copy(activity, "Normal")
        first = [name for name in names if "_train_" in name]
        lists["train"] += first[:-N_VALIDATION]
        lists["val"] += first[-N_VALIDATION:]
        lists["test"] += [name for name in names if "_test_" in name]
    for activity in ANOMALIES:
        lists["test"] += copy(activity, f"Anomaly/{activity}")
    for split, names in lists.items():
        path = HERE / "annotations" / f"instances_{split}_list.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(names) + "\n")
        print(f"{split}: {len(names)} recordings")


if __name__ == "__main__":
    main()
