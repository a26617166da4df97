"""Lightning: CSVLogger. The logger's own rows are what is expected. python lightning_logs.py OUT"""

import json
import sys
from pathlib import Path

import lightning
import torch
from lightning.pytorch.callbacks import LearningRateMonitor
from lightning.pytorch.loggers import CSVLogger
from torch.utils.data import DataLoader, TensorDataset


class Net(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = torch.nn.Sequential(
            torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2)
        )

    def _loss(self, batch, name):
        x, y = batch
        logits = self.net(x)
        loss = torch.nn.functional.cross_entropy(logits, y)
        both = {"on_step": name == "train", "on_epoch": True}
        self.log(f"{name}_loss", loss, **both)
        self.log(
            f"{name}_acc", (logits.argmax(1) == y).float().mean(), on_step=False, on_epoch=True
        )
        return loss

    def training_step(self, batch, _):
        return self._loss(batch, "train")

    def validation_step(self, batch, _):
        self._loss(batch, "val")

    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), 0.3)
        return [optimizer], [torch.optim.lr_scheduler.StepLR(optimizer, 3, 0.1)]


if __name__ == "__main__":
    out = Path(sys.argv[1]) / "lightning"
    lightning.seed_everything(1, verbose=False)
    x = torch.randn(160, 4)
    data = TensorDataset(x, (x[:, 0] > x[:, 1]).long())
    train, val = torch.utils.data.random_split(data, [120, 40])
    logger = CSVLogger(str(out.parent), name="", version="lightning")
    trainer = lightning.Trainer(
        max_epochs=5,
        logger=logger,
        log_every_n_steps=2,
        callbacks=[LearningRateMonitor()],
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        accelerator="cpu",
    )
    trainer.fit(Net(), DataLoader(train, 20, shuffle=True), DataLoader(val, 20))
    expected: dict = {}
    for row in logger.experiment.metrics or []:
        for name, value in row.items():
            if name not in ("step", "epoch"):
                expected.setdefault(name, []).append([float(row["step"]), float(value)])
    if not expected:  # the logger forgets rows once they are saved
        import csv

        with (out / "metrics.csv").open(newline="") as file:
            for row in csv.DictReader(file):
                for name, value in row.items():
                    if name not in ("step", "epoch") and value:
                        expected.setdefault(name, []).append([float(row["step"]), float(value)])
    (out / "expected.json").write_text(
        json.dumps({"version": lightning.__version__, "points": expected}, indent=1)
    )
