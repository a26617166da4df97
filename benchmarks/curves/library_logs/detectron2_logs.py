"""detectron2's SimpleTrainer and JSONWriter on a tiny model; its compiled operators are not used.

Expected values are those of its EventStorage at each writing. python detectron2_logs.py OUT
"""

import json
import sys
import types
from pathlib import Path
from typing import ClassVar

sys.modules.setdefault("detectron2._C", types.ModuleType("detectron2._C"))

import detectron2  # noqa: E402
import torch  # noqa: E402
from detectron2.engine.train_loop import HookBase, SimpleTrainer  # noqa: E402
from detectron2.utils.events import JSONWriter, get_event_storage  # noqa: E402
from torch import nn  # noqa: E402

TIMINGS = ("time", "data_time")
out = Path(sys.argv[1]) / "detectron2"
out.mkdir(parents=True, exist_ok=True)
torch.manual_seed(0)
x = torch.randn(64, 4)
y = (x[:, 0] > 0).long()


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def forward(self, batch):
        scores = self.linear(x[batch])
        boxes = 0.1 * scores.pow(2).mean()
        return {"loss_cls": nn.functional.cross_entropy(scores, y[batch]), "loss_box_reg": boxes}


class Writing(HookBase):
    """Writes every 20 iterations and evaluates every 40, as the default trainer's hooks do."""

    points: ClassVar[dict] = {}

    def before_train(self):
        (out / "metrics.json").unlink(missing_ok=True)
        self.writer = JSONWriter(str(out / "metrics.json"))

    def after_step(self):
        storage = get_event_storage()
        storage.put_scalar("lr", self.trainer.optimizer.param_groups[0]["lr"], smoothing_hint=False)
        if (self.trainer.iter + 1) % 40 == 0:
            hits = self.trainer.model.linear(x).argmax(1) == y
            storage.put_scalar("bbox/AP", 100 * hits.float().mean(), smoothing_hint=False)
        if (self.trainer.iter + 1) % 20 == 0:
            for name, (value, at) in storage.latest_with_smoothing_hint(20).items():
                if at == self.trainer.iter and name not in TIMINGS:
                    self.points.setdefault(name, []).append([at, float(value)])
            self.writer.write()


model, hook = Model(), Writing()
batches = list(torch.arange(64).split(8)) * 40
trainer = SimpleTrainer(model, batches, torch.optim.SGD(model.parameters(), 0.1))
trainer.register_hooks([hook])
trainer.train(0, 240)
said = {"version": detectron2.__version__, "points": hook.points}
(out / "expected.json").write_text(json.dumps(said))
