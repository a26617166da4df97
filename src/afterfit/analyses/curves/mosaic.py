"""The end of Ultralytics' mosaics: the training loss changes there, as it should."""

from afterfit.records import TrainingLog

_KIND = "Ultralytics results.csv"


def mosaic_end(log: TrainingLog) -> float | None:
    """Return the first epoch without mosaics; None where the log knows of none.

    The last ``close_mosaic`` epochs train on plain images, which are easier.

    Examples
    --------
    >>> settings = {"epochs": "100", "close_mosaic": "10"}
    >>> mosaic_end(TrainingLog("run", "Ultralytics results.csv", "epoch", (), settings=settings))
    91.0
    """
    if log.kind != _KIND or log.settings.get("mosaic") in ("0", "0.0"):
        return None
    given = [log.settings.get(name, "") for name in ("epochs", "close_mosaic")]
    if not all(text.isdigit() for text in given):
        return None
    epochs, last = map(int, given)
    return float(epochs - last + 1) if 0 < last < epochs else None


def told_end(end: float | None) -> list[str]:
    """Return the note about the end of mosaics."""
    if end is None:
        return []
    return [
        f"From epoch {end:g} on, training is on plain images instead of mosaics (close_mosaic): "
        "a step of the training loss there is expected."
    ]
