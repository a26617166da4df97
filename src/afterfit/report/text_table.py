"""Tables in plain text, with a frame of lines."""

from collections.abc import Sequence

from afterfit.views import Table


def text_table(table: Table) -> str:
    """Return the table framed by ``+``, ``-`` and ``|``, numbers to the right.

    Examples
    --------
    >>> from afterfit.views import make_table
    >>> print(text_table(make_table("Files", ["File", ">Wrong"], [["a.csv", "12"]])))
    +-------+-------+
    | File  | Wrong |
    +-------+-------+
    | a.csv |    12 |
    +-------+-------+
    """
    rows = [[one_line(_loose(cell)) for cell in row] for row in table.rows]
    heads = [one_line(column.name) for column in table.columns]
    widths = [max(map(len, cells)) for cells in zip(heads, *rows, strict=True)]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    right = [column.align == "right" for column in table.columns]
    body = [_framed(row, widths, right) for row in rows]
    return "\n".join([rule, _framed(heads, widths, right), rule, *body, *([rule] if body else [])])


def _loose(cell: str) -> str:
    """Return a cell whose words a page would keep on one line; here all are."""
    return cell.replace("\N{NO-BREAK SPACE}", " ")


def _framed(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        cell.rjust(width) if is_right else cell.ljust(width)
        for cell, width, is_right in zip(cells, widths, right, strict=True)
    ]
    return "| " + " | ".join(padded) + " |"


def one_line(text: str) -> str:
    r"""Return *text* with what would break a line or control a terminal spelled out.

    Examples
    --------
    >>> one_line("two\nlines")
    'two\\nlines'
    """
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
