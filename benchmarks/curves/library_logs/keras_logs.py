"""Keras on the torch backend: CSVLogger, and History as JSON.

KERAS_BACKEND=torch python keras_logs.py OUT
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np

out = Path(sys.argv[1]) / "keras"
out.mkdir(parents=True, exist_ok=True)
keras.utils.set_random_seed(1)
x = np.random.default_rng(1).normal(size=(120, 4)).astype("float32")
y = (x[:, 0] * x[:, 1] > 0).astype("int64")
model = keras.Sequential(
    [keras.layers.Dense(12, activation="relu"), keras.layers.Dense(2, activation="softmax")]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
rate = keras.callbacks.LearningRateScheduler(lambda epoch, lr: lr * 0.9)
history = model.fit(
    x,
    y,
    epochs=6,
    batch_size=20,
    validation_split=0.25,
    verbose=0,
    callbacks=[keras.callbacks.CSVLogger(str(out / "training.csv")), rate],
)
values = {name: [float(v) for v in column] for name, column in history.history.items()}
(out / "history.json").write_text(json.dumps(values))
(out / "expected.json").write_text(
    json.dumps({"version": keras.__version__, "steps": history.epoch, "series": values}, indent=1)
)
