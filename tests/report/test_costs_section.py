from dataclasses import replace

from afterfit.report.costs_section import costs_section
from afterfit.report.document import Alternatives, Folded
from afterfit.report.layers_section import layers_section
from afterfit.report.outline import outline_run
from afterfit.report.run_report import RunReport
from afterfit.views import Chart, Table
from tests.report.sample_run import sample_report
from tests.views.sample_costs import sample_comparison, sample_costs

RUN = replace(sample_report(), costs=sample_costs(), layers=(sample_comparison(),))


def anchors(run: RunReport) -> list[str]:
    return [section.anchor for section in outline_run(run).sections]


def test_cost_and_layers_follow_the_comparison_and_stand_for_the_model() -> None:
    names = anchors(RUN)
    place = names.index("comparison")
    assert names[place + 1 : place + 3] == ["cost", "layers"]
    assert "model" not in names


def test_without_model_files_there_is_neither() -> None:
    assert costs_section(()) is None
    assert layers_section(()) is None
    assert "model" in anchors(sample_report())


def test_the_table_of_costs_comes_first_then_memory_of_each_variant() -> None:
    section = costs_section(RUN.costs)
    assert section is not None
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [column.name for column in table.columns] == ["", "float32", "int8", "Found by"]
    (choice,) = (block for block in section.blocks if isinstance(block, Alternatives))
    assert [part.name for part in choice.parts] == ["float32", "int8"]
    charts = [block for part in choice.parts for block in part.blocks if isinstance(block, Chart)]
    assert [chart.description.split(":")[0] for chart in charts] == ["float32", "int8"]
    folded = [block for block in section.blocks if isinstance(block, Folded)]
    assert [one.title for one in folded] == ["Activation memory by tensor", "Cost by layer"]


def test_one_file_under_two_kernels_is_drawn_once() -> None:
    cost = sample_costs()[1]
    other = replace(cost, profile=replace(cost.profile, variant="int8 (reference)"))
    section = costs_section((cost, other))
    assert section is not None
    assert sum(isinstance(block, Chart) for block in section.blocks) == 1


def test_the_layer_to_blame_is_named_first() -> None:
    section = layers_section(RUN.layers)
    assert section is not None
    words, chart, folded = section.blocks
    text = "conv2 <b> (Conv) adds most noise to int8: 40.0 % of its signal."
    assert getattr(words, "text", "") == text
    assert isinstance(chart, Chart)
    assert isinstance(folded, Folded)


def test_models_of_two_trainings_are_doubted() -> None:
    comparison = sample_comparison()
    first, *rest = comparison.layers
    strange = replace(comparison, layers=(replace(first, cosine=0.1), *rest))
    section = layers_section((strange,))
    assert section is not None
    assert "same trained network?" in getattr(section.blocks[0], "text", "")
    empty = replace(comparison, layers=())
    assert layers_section((empty,)) is None
