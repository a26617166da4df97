"""Name of a series → what it probably measures; every guess can be overruled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from afterfit.records import CurveSplit, Meaning, Role

_SPLITS: dict[CurveSplit, frozenset[str]] = {
    "eval": frozenset(
        {"val", "valid", "validation", "eval", "evaluation", "test", "dev", "holdout", "metrics"}
    ),
    "train": frozenset({"train", "training", "trn", "tr", "learn"}),
}
_COMPONENTS: tuple[tuple[Role, frozenset[str]], ...] = (
    ("regularisation_loss", frozenset({"regularization", "regularisation", "reg", "decay"})),
    (
        "localisation_loss",
        frozenset({"box", "bbox", "dfl", "giou", "ciou", "iou", "loc", "localization", "l1"})
        | {"localisation", "xy", "wh"},
    ),
    ("classification_loss", frozenset({"cls", "class", "classification", "classifier", "label"})),
)
_TOTAL = frozenset({"total", "loss", "epoch", "step", "batch", "batches", "avg", "mean", "running"})
_HIGHER = frozenset(
    {"acc", "accuracy", "top1", "top5", "map", "ap", "ar", "auc", "auroc", "auprc", "f1", "fscore"}
    | {"precision", "recall", "iou", "miou", "dice", "psnr", "ssim", "bleu", "rouge", "r2", "ndcg"}
    | {"aps", "apm", "apl", "ar1", "ar10", "ar100", "ars", "arm", "arl"}
    | {"mcc", "kappa", "sensitivity", "specificity", "score", "fitness", "reward", "ap50", "ap75"}
)
_HIGHER_STARTS = ("map", "acc", "ap50", "ap75", "ndcg", "top", "rouge", "bleu", "auc")
_LOWER = frozenset(
    {"error", "err", "mae", "mse", "rmse", "mape", "rmsle", "wer", "cer", "perplexity", "ppl"}
    | {"fid", "eer", "logloss", "nll", "deviance", "merror", "mlogloss", "l1", "l2", "brier"}
    | {"entropy", "crossentropy", "cross_entropy", "bpb", "hinge", "quantile", "huber"}
)
_LEARNING_RATE = frozenset({"lr", "lr0", "lr1", "lr2", "pg0", "pg1", "pg2"})
_NO_MEASURE = frozenset(
    {"time", "seconds", "runtime", "eta", "memory", "grad", "norm", "flos", "weight", "momentum"}
    | {"per", "seen", "samples", "tokens", "num", "count", "size", "temperature", "beta", "epsilon"}
    | {"fg", "bg", "gamma", "speed", "system", "gpu", "cpu"}
    | {"accel", "accelerometer", "acceleration", "gyro", "x", "y", "z"}
)
_SPOKEN = re.compile(r"[a-z]+\d*|\d+(?:-\d+)?")


def words_of(name: str) -> tuple[str, ...]:
    """Return the lower-case words of a series name.

    Examples
    --------
    >>> words_of("metrics/mAP50-95(B)"), words_of("valAccuracy")
    (('metrics', 'map50', '95', 'b'), ('val', 'accuracy'))
    """
    apart = re.sub(r"([a-z])([A-Z][a-z])", r"\1 \2", name).lower()
    return tuple(_SPOKEN.findall(apart))


def meaning_of(name: str) -> Meaning:
    """Return what a series of that name usually measures.

    A split that the name does not tell is "none"; `meanings_of` completes it from its neighbours.

    Examples
    --------
    >>> meaning_of("val/box_loss")
    Meaning(role='localisation_loss', split='eval', higher_is_better=False)
    >>> meaning_of("learning_rate").role, meaning_of("grad_norm").role
    ('learning_rate', 'other')
    """
    words = words_of(name)
    if _is_learning_rate(words):
        return Meaning("learning_rate")
    split = _split_of(words)
    if _is_loss(words):
        return Meaning(_loss_role(words), split, higher_is_better=False)
    direction = None if _NO_MEASURE & set(words) else _direction(words)
    if direction is None:
        return Meaning("other", split)
    return Meaning("metric", split, higher_is_better=direction)


def meanings_of(names: Iterable[str]) -> dict[str, Meaning]:
    """Return what each series of one log measures, each name read in the light of the others.

    A loss without a split belongs to training, as does a metric with an evaluation twin; other
    metrics belong to evaluation. Where nothing is called a loss, the first quantity that is
    better when lower takes its part, as with boosted trees.
    """
    meanings = {name: meaning_of(name) for name in names}
    twins = {_without_split(name) for name, one in meanings.items() if one.split == "eval"}
    for name, one in meanings.items():
        if one.split == "none" and one.role not in ("learning_rate", "other"):
            trained = one.role != "metric" or _without_split(name) in twins
            meanings[name] = replace(one, split="train" if trained else "eval")
    return meanings | _stand_ins(meanings)


def _stand_ins(meanings: Mapping[str, Meaning]) -> dict[str, Meaning]:
    if any(one.role.endswith("_loss") for one in meanings.values()):
        return {}
    lower = [name for name, one in meanings.items() if one.higher_is_better is False]
    chosen = {_without_split(name) for name in lower[:1]}
    return {
        name: replace(meanings[name], role="total_loss")
        for name in lower
        if _without_split(name) in chosen
    }


def _without_split(name: str) -> tuple[str, ...]:
    every = _SPLITS["eval"] | _SPLITS["train"] | {"epoch"}
    return tuple(word for word in words_of(name) if word not in every and not word.isdigit())


def _split_of(words: tuple[str, ...]) -> CurveSplit:
    for split, known in _SPLITS.items():
        if known & set(words):
            return split
    return "none"


def _is_learning_rate(words: tuple[str, ...]) -> bool:
    if {"learning", "rate"} <= set(words):
        return True
    return bool(words) and (words[0] in _LEARNING_RATE or words[-1] in _LEARNING_RATE)


def _is_loss(words: tuple[str, ...]) -> bool:
    return any(word == "loss" or word.startswith("loss") for word in words) or any(
        word.endswith("loss") and word not in _LOWER for word in words
    )


def _loss_role(words: tuple[str, ...]) -> Role:
    if "total" in words:
        return "total_loss"
    for role, known in _COMPONENTS:
        # "rpn_box_reg" is a regression of boxes, "reg_loss" alone a regularisation
        if known & set(words) and not (role == "regularisation_loss" and _boxes(words)):
            return role
    splits = _SPLITS["eval"] | _SPLITS["train"]
    plain = all(word in _TOTAL or word in splits or word.isdigit() for word in words)
    return "total_loss" if plain else "other_loss"


def _boxes(words: tuple[str, ...]) -> bool:
    return bool({"box", "bbox", "rpn", "loc"} & set(words))


def _direction(words: tuple[str, ...]) -> bool | None:
    if any(word in _LOWER for word in words):
        return False
    if any(word in _HIGHER or word.startswith(_HIGHER_STARTS) for word in words):
        return True
    return None
