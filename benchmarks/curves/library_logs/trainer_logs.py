"""transformers Trainer with a tiny configuration; no download. python trainer_logs.py OUT"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import transformers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    Trainer,
    TrainingArguments,
)


class Words(torch.utils.data.Dataset):
    def __init__(self, n, seed):
        random = np.random.default_rng(seed)
        self.ids = torch.tensor(random.integers(5, 40, (n, 6)))
        self.labels = (self.ids[:, 0] > 22).long()

    def __len__(self):
        return len(self.ids)

    def __getitem__(self, i):
        return {"input_ids": self.ids[i], "labels": self.labels[i]}


def accuracy(prediction):
    scores, labels = prediction
    return {"accuracy": float((scores.argmax(-1) == labels).mean())}


out = Path(sys.argv[1]) / "trainer"
out.mkdir(parents=True, exist_ok=True)
transformers.set_seed(1)
config = BertConfig(
    vocab_size=40, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
)
with tempfile.TemporaryDirectory() as folder:
    arguments = TrainingArguments(
        folder,
        num_train_epochs=4,
        per_device_train_batch_size=16,
        logging_steps=5,
        eval_strategy="epoch",
        save_strategy="epoch",
        learning_rate=5e-3,
        report_to=[],
        use_cpu=True,
        disable_tqdm=True,
    )
    trainer = Trainer(
        BertForSequenceClassification(config),
        arguments,
        train_dataset=Words(120, 1),
        eval_dataset=Words(40, 2),
        compute_metrics=accuracy,
    )
    trainer.train()
    trainer.save_state()
    shutil.copy(Path(folder) / "trainer_state.json", out / "trainer_state.json")
expected = {}
for entry in trainer.state.log_history:
    if "train_runtime" not in entry:
        for name, value in entry.items():
            if name not in ("step", "epoch"):
                expected.setdefault(name, []).append([float(entry["step"]), float(value)])
(out / "expected.json").write_text(
    json.dumps({"version": transformers.__version__, "points": expected}, indent=1)
)
