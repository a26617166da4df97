"""Turn Daphnet S06R02E0, as aeon's wheel carries it, into recordings in Tensorlab's layout.

    python examples/gait/convert.py WHEEL

WHEEL is `aeon-*.whl` (`pip download --no-deps aeon`). The converted files are part of this
repository; run this only to make them again.
"""

import csv
import io
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
MEMBER = "aeon/datasets/data/Daphnet_S06R02E0/S06R02E0.csv"
INPUTS = (
    *("ankle_horiz_fwd", "ankle_vert", "ankle_horiz_lateral"),
    *("trunk_horiz_fwd", "trunk_vert", "trunk_horiz_lateral"),
)
TARGET = "leg_horiz_fwd"  # the last column, which a regression tells
SECONDS_PER_ROW = 1 / 64
N_RECORDINGS = 20
SPLITS = {"val": (5, 10, 15), "test": (2, 7, 12, 17, 19)}  # the others train


def main(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read(MEMBER).decode())))
    n_rows = len(rows) // N_RECORDINGS
    lists: dict[str, list[str]] = {"train": [], "val": [], "test": []}
    for number in range(N_RECORDINGS):
        part = rows[number * n_rows : (number + 1) * n_rows]
        name = f"part_{number + 1:02d}.csv"
        lines = [",".join(("time_s", *INPUTS, TARGET))]
        lines += [
            f"{i * SECONDS_PER_ROW:.4f}," + ",".join(row[each] for each in (*INPUTS, TARGET))
            for i, row in enumerate(part)
        ]
        path = HERE / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n")
        split = next((key for key, numbers in SPLITS.items() if number in numbers), "train")
        lists[split].append(name)
    for split, names in lists.items():
        path = HERE / "annotations" / f"instances_{split}_list.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(names) + "\n")
        print(f"{split}: {len(names)} recordings of {n_rows} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
