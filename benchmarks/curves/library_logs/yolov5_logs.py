"""YOLOv5's own logger, handed what its training loop hands it; read back as its plots read it.

python yolov5_logs.py OUT, in an environment with the package yolov5
"""

import json
import logging
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import yaml
import yolov5
from yolov5.utils.loggers import Loggers

EPOCHS = 20
folder = Path(sys.argv[1]) / "yolov5"
folder.mkdir(parents=True, exist_ok=True)
(folder / "results.csv").unlink(missing_ok=True)
options = {"batch_size": 16, "imgsz": 640, "epochs": EPOCHS, "weights": "yolov5s.pt"}
(folder / "opt.yaml").write_text(yaml.safe_dump(options))
told = SimpleNamespace(**options, noplots=True, evolve=None, s3_upload_dir=None)
loggers = Loggers(folder, opt=told, logger=logging.getLogger(), include=(), class_names=[])
random = np.random.default_rng(1)
for epoch in range(EPOCHS):
    falling = 0.02 + 0.1 * np.exp(-epoch / 6) + 0.002 * random.normal(size=6)
    metrics = 1 - np.exp(-(epoch + 1) / 8) * random.uniform(0.9, 1, 4)
    rates = [0.01 * (1 - epoch / EPOCHS)] * 3
    values = [*falling[:3], *metrics, *falling[3:], *rates]
    loggers.on_fit_epoch_end(values, epoch, 0.0, 0.0)

table = pd.read_csv(folder / "results.csv")
table.columns = [name.strip() for name in table.columns]
points = {
    name: [[float(x), float(y)] for x, y in zip(table["epoch"], table[name], strict=True)]
    for name in table.columns
    if name != "epoch"
}
said = {"version": yolov5.__version__, "points": points}
(folder / "expected.json").write_text(json.dumps(said))
