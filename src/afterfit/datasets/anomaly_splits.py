"""Normal recordings are learned from, anomalies only tested on."""

from dataclasses import replace

import numpy as np

from afterfit.datasets.annotations import read_annotations
from afterfit.datasets.anomaly_layout import NORMAL
from afterfit.datasets.layout import Layout
from afterfit.datasets.splits import Share, Split, SplitPlan, share_out, split_recordings
from afterfit.errors import InputError


def split_anomalies(layout: Layout, plan: SplitPlan, validation_share: float = 0.0) -> Split:
    """Return which part of which recording belongs to which split.

    Normal recordings are divided by *plan*. Of each kind of anomaly, whole recordings go to test,
    and *validation_share* of them to validation. Annotation lists are followed where all three
    exist.

    Raises
    ------
    InputError
        When a list gives an anomaly to training.
    """
    lists = read_annotations(layout, plan.annotation_dir, plan.annotation_prefix)
    if lists.splits is not None:
        return _as_listed(layout, split_recordings(layout, plan))
    normal = tuple(each for each in layout.sources if _is_normal(layout, each))
    of_normal = split_recordings(replace(layout, class_names=(NORMAL,), sources=normal), plan)
    shares = [*of_normal.shares]
    for index in range(1, len(layout.class_names)):
        kind = [each for each in layout.sources if layout.class_index(each) == index]
        order = np.random.default_rng((plan.seed, index)).permutation(len(kind))
        n_validation = share_out(len(kind), (validation_share, 1 - validation_share))[0]
        shares += [
            Share(kind[place], "validation" if rank < n_validation else "test")
            for rank, place in enumerate(order.tolist())
        ]
    return Split(tuple(shares), of_normal.notes)


def _is_normal(layout: Layout, source: str) -> bool:
    return layout.class_index(source) == 0


def _as_listed(layout: Layout, listed: Split) -> Split:
    for share in listed.shares:
        if share.split == "train" and not _is_normal(layout, share.source):
            raise InputError(
                f"{share.source} is listed for training, and is an anomaly; the model learns from "
                "normal recordings alone, so list it for validation or test",
                where="dataset -> annotation_dir",
            )
    return listed
