"""A small data set of recordings that a network can learn: one frequency a class."""

from pathlib import Path

import numpy as np

HERTZ = {"slow": 1.0, "middle": 3.0, "fast": 6.0}


def write_recordings(root: Path, *, files: int = 6, rows: int = 160, noise: float = 0.3) -> Path:
    """Write `classes/<class>/rec_N.csv` with a time column and two channels, sampled at 20 Hz."""
    rng = np.random.default_rng(7)
    for name, hertz in HERTZ.items():
        for number in range(files):
            time = np.arange(rows) / 20
            phase = rng.uniform(0, 2 * np.pi)
            signal = np.sin(2 * np.pi * hertz * time + phase)
            x = signal + rng.normal(0, noise, rows)
            y = 0.5 * signal + rng.normal(0, noise, rows)
            path = root / "classes" / name / f"rec_{number}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            table = np.column_stack([time, x, y])
            np.savetxt(path, table, "%.5f", ",", header="time,x,y", comments="")
    return root


def config_text(**training: object) -> str:
    """Return a configuration for those recordings; *training* replaces keys of that section."""
    keys: dict[str, object] = {
        "model_name": "CLS_1k_NPU",
        "training_epochs": 4,
        "batch_size": 16,
        "optimizer": "adam",
        "learning_rate": 0.01,
        **training,
    }
    lines = "\n".join(f"  {key}: {value}" for key, value in keys.items())
    return f"""
common: {{projects_path: projects}}
dataset:
  dataset_name: tones
  input_data_path: data
  split_factor: [0.5, 0.2, 0.3]
data_processing_feature_extraction:
  data_proc_transforms: [SimpleWindow]
  feat_ext_transform: [RAW_FE, CONCAT]
  frame_size: 40
  stride_size: 0.5
  variables: 2
training:
{lines}
"""
