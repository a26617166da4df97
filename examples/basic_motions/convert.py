"""Turn UEA BasicMotions, as aeon's wheel carries it, into recordings in Tensorlab's layout.

    python examples/basic_motions/convert.py WHEEL_OR_FOLDER

WHEEL_OR_FOLDER is `aeon-*.whl` (`pip download --no-deps aeon`) or a folder with the two .ts files.
The converted files are part of this repository; run this only to make them again.
"""

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
CHANNELS = ("accel_x", "accel_y", "accel_z", "gyro_x", "gyro_y", "gyro_z")
SECONDS_PER_ROW = 0.1  # "the data is sampled once every tenth of a second"
VALIDATION_FROM = 7  # of the ten recordings a class in the archive's TRAIN part


def archive_texts(source: Path) -> dict[str, str]:
    names = {part: f"BasicMotions_{part}.ts" for part in ("TRAIN", "TEST")}
    if source.is_dir():
        return {part: (source / name).read_text() for part, name in names.items()}
    with zipfile.ZipFile(source) as wheel:
        folder = "aeon/datasets/data/BasicMotions/"
        return {part: wheel.read(folder + name).decode() for part, name in names.items()}


def recordings(text: str) -> list[tuple[str, list[list[str]]]]:
    """Return (class, rows) of each case; a case is one line: channel:channel:…:class."""
    cases = []
    for line in text[text.index("@data") :].splitlines()[1:]:
        *channels, label = line.strip().split(":")
        rows = zip(*(channel.split(",") for channel in channels), strict=True)
        cases.append((label.lower(), [list(row) for row in rows]))
    return cases


def as_csv(rows: list[list[str]]) -> str:
    lines = [",".join(("time_s", *CHANNELS))]
    lines += [f"{i * SECONDS_PER_ROW:.1f}," + ",".join(row) for i, row in enumerate(rows)]
    return "\n".join(lines) + "\n"


def main(source: Path) -> None:
    lists: dict[str, list[str]] = {"train": [], "val": [], "test": []}
    for part, text in archive_texts(source).items():
        seen: dict[str, int] = {}
        for label, rows in recordings(text):
            number = seen[label] = seen.get(label, 0) + 1
            name = f"{label}/{part.lower()}_{number:02d}.csv"
            path = HERE / "classes" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_csv(rows))
            split = "test" if part == "TEST" else "val" if number > VALIDATION_FROM else "train"
            lists[split].append(name)
    for split, names in lists.items():
        path = HERE / "annotations" / f"instances_{split}_list.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(sorted(names)) + "\n")
        print(f"{split}: {len(names)} recordings")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
