"""pycocotools as the judge of what afterfit computes."""

import contextlib
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Detections, GroundTruth


def as_coco(truth: GroundTruth) -> dict[str, Any]:
    """Return a ground truth as COCO JSON; ids are places + 1."""
    return {
        "images": [
            {"id": place + 1, "file_name": name, "width": 1000, "height": 1000}
            for place, name in enumerate(truth.image_names)
        ],
        "categories": [{"id": p + 1, "name": name} for p, name in enumerate(truth.class_names)],
        "annotations": [
            {"id": place + 1, "image_id": int(truth.image[place]) + 1,
             "category_id": int(truth.category[place]) + 1, "bbox": truth.box[place].tolist(),
             "area": float(truth.area[place]), "iscrowd": int(truth.is_crowd[place])}
            for place in range(len(truth))
        ],
    }  # fmt: skip


def as_results(detections: Detections) -> list[dict[str, Any]]:
    """Return detections as COCO JSON."""
    return [
        {"image_id": int(detections.image[place]) + 1,
         "category_id": int(detections.category[place]) + 1,
         "bbox": detections.box[place].tolist(), "score": float(detections.score[place])}
        for place in range(len(detections))
    ]  # fmt: skip


def twelve_numbers(truth: GroundTruth, detections: Detections) -> NDArray[np.float64]:
    """Return what pycocotools says, nan where it says -1."""
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        known = COCO()
        known.dataset = as_coco(truth)
        known.createIndex()
        evaluation = COCOeval(known, known.loadRes(as_results(detections)), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return np.where(evaluation.stats < 0, np.nan, evaluation.stats)
