"""Ultralytics: a tiny detector from a model file, trained on drawn squares; nothing is downloaded.

Expected values are those that the trainer hands to its callbacks.
YOLO_OFFLINE=true YOLO_CONFIG_DIR=/tmp python ultralytics_logs.py OUT
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
import ultralytics
import yaml
from ultralytics import YOLO

EPOCHS, SIZE = 24, 64
MODEL = {
    "nc": 2,
    "depth_multiple": 0.33,
    "width_multiple": 0.125,
    "backbone": [
        [-1, 1, "Conv", [64, 3, 2]],
        [-1, 1, "Conv", [128, 3, 2]],
        [-1, 1, "C2f", [128, True]],
        [-1, 1, "Conv", [256, 3, 2]],
        [-1, 1, "C2f", [256, True]],
    ],
    "head": [[[2, 4], 1, "Detect", ["nc"]]],
}


def draw(folder, n, seed):
    random = np.random.default_rng(seed)
    for part in ("images", "labels"):
        (folder / part).mkdir(parents=True)
    for i in range(n):
        image = np.full((SIZE, SIZE, 3), 40, np.uint8)
        kind, side = int(random.integers(2)), int(random.integers(16, 32))
        left, top = random.integers(0, SIZE - side, 2)
        colour = (220, 60, 60) if kind else (60, 60, 220)
        image[top : top + side, left : left + side] = colour
        cv2.imwrite(str(folder / f"images/{i}.png"), image)
        box = [(left + side / 2) / SIZE, (top + side / 2) / SIZE, side / SIZE, side / SIZE]
        (folder / f"labels/{i}.txt").write_text(" ".join(map(str, [kind, *box])))


def main(out):
    points = {}

    def keep(trainer):
        if trainer.epoch >= EPOCHS:  # the last call is the test of best.pt
            return
        losses = trainer.label_loss_items(trainer.tloss, prefix="train")
        for name, value in {**losses, **trainer.metrics, **trainer.lr}.items():
            points.setdefault(name, []).append([trainer.epoch + 1, float(value)])

    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        draw(here / "train", 32, 1)
        draw(here / "val", 16, 2)
        data = {"path": str(here), "train": "train/images", "val": "val/images"}
        (here / "data.yaml").write_text(yaml.safe_dump({**data, "names": {0: "red", 1: "blue"}}))
        (here / "tiny.yaml").write_text(yaml.safe_dump(MODEL))
        model = YOLO(str(here / "tiny.yaml"))
        model.add_callback("on_fit_epoch_end", keep)
        model.train(
            data=str(here / "data.yaml"),
            epochs=EPOCHS,
            imgsz=SIZE,
            batch=4,
            device="cpu",
            workers=0,
            seed=1,
            project=str(here / "runs"),
            name="train",
            plots=False,
            amp=False,
            verbose=False,
            optimizer="Adam",
            lr0=0.005,
            close_mosaic=3,
        )
        shutil.copy(here / "runs/train/results.csv", out / "results.csv")
        settings = yaml.safe_load((here / "runs/train/args.yaml").read_text())
        settings |= {"data": "data.yaml", "model": "tiny.yaml", "project": "", "save_dir": ""}
        (out / "args.yaml").write_text(yaml.safe_dump(settings))
    expected = {"version": ultralytics.__version__, "points": points}
    (out / "expected.json").write_text(json.dumps(expected, indent=1))


if __name__ == "__main__":
    target = Path(sys.argv[1]) / "ultralytics"
    target.mkdir(parents=True, exist_ok=True)
    main(target)
