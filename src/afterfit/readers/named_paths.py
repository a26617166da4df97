"""``NAME=path`` → the name of a variant, and its file."""

from pathlib import Path


def name_and_path(text: str) -> tuple[str | None, str]:
    """Return the variant and the path of ``NAME=path``; no variant where there is a path alone.

    Examples
    --------
    >>> name_and_path("int8=scores.csv"), name_and_path("kws/day=1/scores.csv")
    (('int8', 'scores.csv'), (None, 'kws/day=1/scores.csv'))
    """
    name, equals, rest = text.partition("=")
    is_named = bool(equals) and "/" not in name and not Path(text).exists()
    return (name, rest) if is_named else (None, text)
