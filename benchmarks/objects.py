"""Measure an analysis of detections at the size of COCO's val2017, beside the twelve numbers alone.

python benchmarks/objects.py            5,000 images, 36,781 objects, 500,000 boxes
python benchmarks/objects.py --quick    a tenth of it
"""

import argparse
import contextlib
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

N_IMAGES, N_OBJECTS, N_CLASSES, PER_IMAGE = 5_000, 36_781, 80, 100
"""Of val2017, and the detections that its rules keep of an image."""
_SIDES = (640.0, 480.0)


def main() -> None:
    """Generate the files, then run each workload in a process of its own."""
    parser = argparse.ArgumentParser(description="Measure afterfit on detections.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the images")
    parser.add_argument("--work", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(measured(WORK[options.work[0]], Path(options.work[1]))))
        return
    print("| what | boxes | seconds | CPU seconds | peak MB |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="afterfit-objects-") as text:
        n_boxes = generate(Path(text), 10 if options.quick else 1)
        for name, title in TITLES.items():
            command = [sys.executable, __file__, "--work", name, text]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            one = json.loads(done.stdout.splitlines()[-1])
            print(f"| {title} | {n_boxes:,} | {one['seconds']:.1f} | {one['cpu']:.1f} | "
                  f"{one['peak_mb']:,.0f} |", flush=True)  # fmt: skip


def measured(work: Callable[[Path], object], folder: Path) -> dict[str, float]:
    """Return the cost of one workload, importing included."""
    start = time.perf_counter()
    work(folder)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": time.perf_counter() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }


def generate(folder: Path, part: int) -> int:
    """Write a ground truth and detections in COCO's form; return the number of boxes.

    Classes and sizes are as uneven as COCO's: some classes have a hundred times the objects of
    others, and sides are log-normal around 60 pixels. A detector sees nine of ten objects, some
    shifted or taken for another class, and fills up to 100 boxes with unsure ones.
    """
    random = np.random.default_rng(2017)
    n_images, n = N_IMAGES // part, N_OBJECTS // part
    share = 1 / np.arange(1, N_CLASSES + 1)
    category = random.choice(N_CLASSES, n, p=share / share.sum())
    image = random.choice(n_images, n, p=random.dirichlet(np.full(n_images, 0.9)))
    box = _boxes(random, n)
    _write_truth(folder / "truth.json", n_images, image, category, box)
    entries: list[dict[str, Any]] = []
    order = np.argsort(image, kind="stable")
    ends = np.cumsum(np.bincount(image, minlength=n_images))[:-1]
    for place, own in enumerate(np.split(order, ends)):
        entries += _seen(random, place, category[own], box[own])
    (folder / "float32.json").write_text(json.dumps(entries))
    return len(entries)


def _boxes(random: np.random.Generator, n: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    side = np.clip(random.lognormal(4.1, 1.0, (n, 2)), 4, 400)
    corner = random.random((n, 2)) * (np.array(_SIDES) - side)
    return np.hstack([corner, side]).round(2)


def _write_truth(path: Path, n_images: int, image: Any, category: Any, box: Any) -> None:
    content = {
        "images": [
            {"id": place + 1, "file_name": f"{place:012d}.jpg", "width": _SIDES[0],
             "height": _SIDES[1], "weather": ("clear", "rain", "fog")[place % 3]}
            for place in range(n_images)
        ],
        "categories": [{"id": place + 1, "name": f"class {place}"} for place in range(N_CLASSES)],
        "annotations": [
            {"id": place + 1, "image_id": int(image[place]) + 1,
             "category_id": int(category[place]) + 1, "bbox": box[place].tolist(),
             "area": float(box[place, 2:].prod()), "iscrowd": int(place % 200 == 0)}
            for place in range(len(image))
        ],
    }  # fmt: skip
    path.write_text(json.dumps(content))


def _seen(random: np.random.Generator, place: int, category: Any, box: Any) -> list[dict[str, Any]]:
    found = np.flatnonzero(random.random(len(category)) < 0.9)[:PER_IMAGE]
    n_more = PER_IMAGE - len(found)
    named = np.where(random.random(len(found)) < 0.1, random.integers(0, N_CLASSES, len(found)),
                     category[found])  # fmt: skip
    moved = box[found] + random.normal(0, 0.06, (len(found), 4)) * np.tile(box[found, 2:], 2)
    moved[:, 2:] = np.maximum(moved[:, 2:], 1)
    every = np.vstack([moved, _boxes(random, n_more)]).round(2)
    names = np.concatenate([named, random.integers(0, N_CLASSES, n_more)])
    scores = np.concatenate([random.beta(4, 2, len(found)), random.beta(1, 12, n_more)]).round(5)
    return [
        {"image_id": place + 1, "category_id": int(name) + 1, "bbox": corner.tolist(),
         "score": float(score)}
        for name, corner, score in zip(names, every, scores, strict=True)
    ]  # fmt: skip


def _pycocotools(folder: Path) -> None:
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        known = COCO(str(folder / "truth.json"))
        evaluation = COCOeval(known, known.loadRes(str(folder / "float32.json")), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()


def _hotcoco(folder: Path) -> None:
    import hotcoco

    known = hotcoco.COCO(str(folder / "truth.json"))
    evaluation = hotcoco.COCOeval(known, known.load_res(str(folder / "float32.json")), "bbox")
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation.run()


def _read(folder: Path) -> Any:
    from afterfit.readers import ReadOptions, read_detections, read_objects

    options = ReadOptions(task="detection")
    known = read_objects(folder / "truth.json", options)
    return known, read_detections(folder / "float32.json", known, options)


def _match(folder: Path) -> Any:
    from afterfit.analyses.detection import match_detections

    known, seen = _read(folder)
    return known, seen, match_detections(known.truth, seen)


def _numbers(folder: Path) -> None:
    """The twelve numbers with their intervals, and those of each class."""
    from afterfit.analyses.detection import Draws
    from afterfit.analyses.detection.measure import measure_detections

    known, seen, matches = _match(folder)
    measure_detections(matches, Draws.of_images(known.truth.n_images, len(seen)))


def _everything(folder: Path) -> None:
    from afterfit import analyze_detections

    known, seen = _read(folder)
    analyze_detections(known.truth, [seen])


def _report(folder: Path) -> None:
    from afterfit import analyze_files
    from afterfit.readers import ReadOptions

    options = ReadOptions(task="detection", ground_truth=folder / "truth.json")
    analyze_files(folder / "float32.json", options, output=folder / "out", slices=["weather"])


TITLES = {
    "pycocotools": "pycocotools, the twelve numbers alone",
    "hotcoco": "hotcoco, the twelve numbers alone",
    "read": "read and check both files",
    "match": "the same, and match by COCO's rules",
    "numbers": "the same, and the twelve numbers of every class with intervals",
    "everything": "every result: TIDE, confusion, thresholds, doubtful annotations too",
    "report": "`afterfit analyze --slice weather` with its reports",
}
WORK: dict[str, Callable[[Path], object]] = {
    "pycocotools": _pycocotools,
    "hotcoco": _hotcoco,
    "read": _read,
    "match": _match,
    "numbers": _numbers,
    "everything": _everything,
    "report": _report,
}

if __name__ == "__main__":
    main()
