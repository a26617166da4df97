"""Words of a user → the unit of each predicted number."""

from collections.abc import Sequence

from afterfit.errors import InputError, did_you_mean

_FORM = "give one unit for all, as mmHg, or NAME=UNIT of each, as sbp=mmHg,dbp=mmHg"


def told_units(
    words: str | None, names: Sequence[str], noted: Sequence[str] | None
) -> tuple[str, ...]:
    """Return the unit of each of *names*; empty where it is not known.

    Parameters
    ----------
    words : str or None
        One unit for all, or ``NAME=UNIT`` of each with commas; None says nothing.
    names : sequence of str
        Outputs of a regression, or variables of a forecast.
    noted : sequence of str or None
        What the file itself says, where it does; *words* come first.

    Raises
    ------
    InputError
        When a name is no predicted number, or is there twice.

    Examples
    --------
    >>> told_units("mmHg", ["sbp", "dbp"], None)
    ('mmHg', 'mmHg')
    >>> told_units("load=kW", ["load", "heat"], ["", "K"])
    ('kW', 'K')
    """
    known = tuple(noted) if noted else ("",) * len(names)
    if words is None:
        return known
    if "=" not in words:
        return (_one_unit(words),) * len(names)
    told = _named_units(words, names)
    return tuple(told.get(name, unit) for name, unit in zip(names, known, strict=True))


def _one_unit(words: str) -> str:
    unit = words.strip()
    if not unit or "," in unit:
        raise InputError(f"{_FORM}; got {words!r}", where="--units")
    return unit


def _named_units(words: str, names: Sequence[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for part in words.split(","):
        name, equals, unit = (piece.strip() for piece in part.rpartition("="))
        if not (name and equals and unit):
            raise InputError(f"{_FORM}; got {part!r}", where="--units")
        if name not in names:
            raise InputError(
                f"{name!r} is not predicted{did_you_mean(name, names)}; there are "
                f"{', '.join(names)}",
                where="--units",
            )
        if name in told:
            raise InputError(f"the unit of {name!r} is given twice", where="--units")
        told[name] = unit
    return told
