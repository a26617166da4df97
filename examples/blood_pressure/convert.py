"""Turn UCR KDD-TSAD 135, as aeon's wheel carries it, into recordings in Tensorlab's layout.

    python examples/blood_pressure/convert.py WHEEL

WHEEL is `aeon-*.whl` (`pip download --no-deps aeon`). The converted files are part of this
repository; run this only to make them again.
"""

import csv
import io
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
MEMBER = "aeon/datasets/data/KDD-TSAD_135/135_UCR_Anomaly_InternalBleeding16_{}.csv"
FRAME = 64  # of config.yaml: the recording of the anomaly is cut so that each window touches it
N_ROWS = 300  # of the other recordings
VALIDATION = 1  # of the recordings of the archive's training part

Rows = list[dict[str, str]]


def read(archive: zipfile.ZipFile, part: str) -> Rows:
    return list(csv.DictReader(io.StringIO(archive.read(MEMBER.format(part)).decode())))


def write(name: str, rows: Rows) -> str:
    path = HERE / "classes" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["pressure", *(row["value"] for row in rows)]) + "\n")
    return name


def write_parts(prefix: str, rows: Rows) -> list[str]:
    starts = range(0, len(rows) - N_ROWS + 1, N_ROWS)
    return [
        write(f"Normal/{prefix}_{i + 1:02d}.csv", rows[start : start + N_ROWS])
        for i, start in enumerate(starts)
    ]


def main(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        train, test = read(archive, "TRAIN"), read(archive, "TEST")
    marked = [i for i, row in enumerate(test) if row["is_anomaly"] == "1"]
    first, last = marked[0] - FRAME + 8, marked[-1] + FRAME - 8
    learned = write_parts("train", train)
    lists = {
        "train": learned[:-VALIDATION],
        "val": learned[-VALIDATION:],
        "test": [
            *write_parts("before", test[len(train) : first]),  # it begins with the training part
            *write_parts("after", test[last:]),
            write("Anomaly/bleeding.csv", test[first:last]),
        ],
    }
    for split, names in lists.items():
        path = HERE / "annotations" / f"instances_{split}_list.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(names) + "\n")
        print(f"{split}: {len(names)} recordings")
    print(f"rows {marked[0]} to {marked[-1]} of the test part are the anomaly")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
