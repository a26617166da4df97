"""MMEngine's runner (as mmdet 3 uses it) and mmcv 1's text logger (as mmdet 2 does).

Expected values are those that each library's logger prints from. mmcv 1.7.2 installs with
MMCV_WITH_OPS=0. python openmmlab_logs.py OUT
"""

import json
import logging
import shutil
import sys
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import ClassVar

import mmcv
import mmengine.runner
import torch
from mmcv.runner import EpochBasedRunner, TextLoggerHook
from mmengine.evaluator import BaseMetric
from mmengine.hooks import LoggerHook
from mmengine.model import BaseModel
from torch import nn

OUT, EPOCHS, EVERY = Path(sys.argv[1]), 6, 4
NOT_KEPT = ("time", "data_time", "memory", "iter")
torch.manual_seed(0)
X = torch.randn(64, 4)
DATA = torch.utils.data.TensorDataset(X, (X[:, 0] > 0).long())


def batches():
    return torch.utils.data.DataLoader(DATA, batch_size=8)


def losses(scores, y):
    return {
        "loss_cls": nn.functional.cross_entropy(scores, y),
        "loss_bbox": 0.1 * scores.pow(2).mean(),
    }


def keep(points, name, step, value):
    if name.removeprefix("val/") not in NOT_KEPT:
        points.setdefault(name, []).append([step, float(value)])


class Model(BaseModel):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def forward(self, x, y, mode="tensor"):
        scores = self.linear(x)
        return losses(scores, y) if mode == "loss" else [{"hits": scores.argmax(1) == y}]


class Accuracy(BaseMetric):
    default_prefix = "coco"

    def process(self, batch, outputs):
        self.results += [one["hits"] for one in outputs]

    def compute_metrics(self, results):
        return {"bbox_mAP": float(torch.cat(results).float().mean())}


class Listening(LoggerHook):
    """Keeps the tags that the hook itself is about to write."""

    points: ClassVar[dict] = {}

    def after_train_iter(self, runner, batch_idx, data_batch=None, outputs=None):
        super().after_train_iter(runner, batch_idx, data_batch, outputs)
        if self.every_n_inner_iters(batch_idx, self.interval):
            tag, _ = runner.log_processor.get_log_after_iter(runner, batch_idx, "train")
            for name, value in tag.items():
                keep(self.points, name, runner.iter + 1, value)

    def after_val_epoch(self, runner, metrics=None):
        super().after_val_epoch(runner, metrics)
        for name, value in metrics.items():
            keep(self.points, f"val/{name}", runner.iter, value)


def mmengine_log(folder):
    hook = Listening(interval=EVERY)
    with tempfile.TemporaryDirectory() as temporary:
        runner = mmengine.runner.Runner(
            model=Model(),
            work_dir=temporary,
            train_dataloader=batches(),
            val_dataloader=batches(),
            val_evaluator=[Accuracy()],
            val_cfg={},
            optim_wrapper={"optimizer": {"type": "SGD", "lr": 0.1}},
            param_scheduler=[{"type": "MultiStepLR", "milestones": [4], "by_epoch": True}],
            train_cfg={"by_epoch": True, "max_epochs": EPOCHS, "val_interval": 1},
            default_hooks={"logger": hook},
            default_scope="mmengine",
            experiment_name="mmengine",
        )
        runner.train()
        (written,) = Path(temporary).glob("*/vis_data")
        for one in written.glob("*.json"):  # the same log twice, as MMEngine leaves it
            name = one.name if one.name == "scalars.json" else "20240101_000000.json"
            shutil.copy(one, folder / name)
    return mmengine.__version__, hook.points


class OldModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def _step(self, data, optimizer, **kwargs):
        x, y = data
        parts = losses(self.linear(x), y)
        told = {name: value.item() for name, value in parts.items()}
        total = sum(parts.values())
        return {"loss": total, "log_vars": {**told, "loss": total.item()}, "num_samples": len(x)}

    train_step = val_step = _step


class OldListening(TextLoggerHook):
    points: ClassVar[dict] = {}

    def _dump_log(self, log, runner):
        super()._dump_log(log, runner)
        if "mode" not in log:  # the heading
            return
        trains = log["mode"] == "train"
        at = log["epoch"] - 1 + (log["iter"] / len(runner.data_loader) if trains else 1)
        for name, value in log.items():
            if name not in ("mode", "epoch", "iter"):
                keep(self.points, name if trains else f"val/{name}", at, self._round_float(value))


def mmcv_log(folder):
    model, hook = OldModel(), OldListening(interval=EVERY)
    with tempfile.TemporaryDirectory() as temporary:
        runner = EpochBasedRunner(
            model,
            optimizer=torch.optim.SGD(model.parameters(), 0.1),
            work_dir=temporary,
            logger=logging.getLogger("mmcv"),
            meta=OrderedDict(env_info="left out", seed=0),
        )
        runner.timestamp = "20240101_000000"
        runner.register_training_hooks({"policy": "step", "step": [4]}, {"grad_clip": None})
        runner.register_hook(hook, priority="VERY_LOW")
        runner.run([batches(), batches()], [("train", 1), ("val", 1)], EPOCHS)
        shutil.copy(Path(temporary) / "20240101_000000.log.json", folder)
    return mmcv.__version__, hook.points


for name, write in (("mmengine", mmengine_log), ("mmdet", mmcv_log)):
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    version, points = write(folder)
    (folder / "expected.json").write_text(json.dumps({"version": version, "points": points}))
