"""Many names as one phrase, the number of those left out always told."""

from collections.abc import Iterable, Sequence


def listing(names: Sequence[str], most: int = 5) -> str:
    """Return names as a phrase; those beyond *most* are counted.

    Examples
    --------
    >>> listing(["a", "b", "c"])
    'a, b and c'
    >>> listing(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    shown = list(names) if len(names) <= most else [*names[:most], _more(names, most)]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def some_names(names: Iterable[str], most: int = 5) -> str:
    """Return names with commas; those beyond *most* are counted.

    Examples
    --------
    >>> some_names(["a", "b", "c"]), some_names("abcdefg")
    ('a, b, c', 'a, b, c, d, e and 2 more')
    """
    listed = list(names)
    first = ", ".join(listed[:most])
    return first if len(listed) <= most else f"{first} and {_more(listed, most)}"


def _more(names: Sequence[str], most: int) -> str:
    return f"{len(names) - most:,} more"
