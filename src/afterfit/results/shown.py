"""What every result can do: give its numbers, and show itself."""

from typing import TYPE_CHECKING, cast

from afterfit.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from afterfit.results.result import Result
    from afterfit.views import Chart


class Shown:
    """A result with a table and a chart; both are made when they are asked for.

    Results know no views when they are imported, only when they show themselves: the one way up
    that `.importlinter` allows, see docs/decisions/0007.
    """

    __slots__ = ()

    def table(self) -> "pl.DataFrame":
        """Return the numbers in typed columns; null where the data cannot tell.

        Examples
        --------
        >>> from afterfit.results import ConfusionMatrix, Scope
        >>> matrix = ConfusionMatrix(Scope("int8", "test", 3, 1), ("a", "b"), ((1, 0), (1, 1)))
        >>> matrix.table().filter(true_class="b")["n"].to_list()
        [1, 1]
        """
        from afterfit.views import frame_of

        return frame_of(self._as_result())

    def chart(self) -> "Chart":
        """Return the chart that says most about it, which shows itself in a notebook.

        Raises
        ------
        InputError
            When there is nothing to draw.
        """
        from afterfit.views import chart

        return chart(self._as_result())

    def _as_result(self) -> "Result":
        return cast("Result", self)

    def _repr_html_(self) -> str:
        table: str = self.table()._repr_html_()
        try:
            return self.chart().svg() + table
        except InputError:  # nothing to draw
            return table
