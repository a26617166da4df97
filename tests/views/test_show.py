import typing

import pytest

from afterfit.errors import InputError
from afterfit.results import Analysis, Result
from afterfit.views import Chart, Table, chart, table
from tests.findings.sample_curves import curves_of, healthy
from tests.report.sample_run import sample_analysis

ANALYSIS = sample_analysis()
VARIANT = ANALYSIS.variants[0]
RESULTS: list[Result] = [
    ANALYSIS,
    VARIANT,
    VARIANT.confusion,
    VARIANT.quality,
    VARIANT.thresholds,
    VARIANT.margins,
    VARIANT.files,
    VARIANT.errors,
    ANALYSIS.comparisons[0],
    curves_of(healthy()),
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.kind)
def test_every_result_shows_itself(result: Result) -> None:
    assert isinstance(chart(result), Chart)
    assert isinstance(table(result), Table)


def test_the_list_above_is_the_whole_union() -> None:
    assert {type(result) for result in RESULTS} == set(typing.get_args(Result))


def test_one_variant_alone_is_drawn_alone() -> None:
    assert "hconcat" not in chart(Analysis(("a",), (VARIANT,), (), ())).spec


def test_nothing_tested_is_an_error_with_words() -> None:
    with pytest.raises(InputError, match="without any tested variant"):
        chart(Analysis(("a",), (), (), ()))
