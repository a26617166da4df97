from dataclasses import replace
from math import nan

from afterfit.findings import diagnose_alarms_what_if
from afterfit.report.document import Paragraph
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown
from afterfit.report.outline_alarms_what_if import (
    outline_alarms_what_if,
    summarize_alarms_what_if,
)
from afterfit.results import AlarmsWhatIf
from afterfit.views.alarms_what_if import (
    chart_alarms,
    chart_everyday_alarms,
    table_alarms_what_if,
    table_extra_alarms,
)
from tests.findings.sample_alarms import alarms


def judged(found: AlarmsWhatIf) -> AlarmsWhatIf:
    return replace(found, findings=diagnose_alarms_what_if(found))


def test_the_page_tells_alarms_before_ranking_before_method() -> None:
    page = outline_alarms_what_if(judged(alarms(0.1)))
    assert [one.anchor for one in page.sections] == [
        *("findings", "false-alarms", "found", "ranking", "fragility", "numbers", "method")
    ]
    assert page.verdict.startswith("1 finding to look at. First: Gain of +3 dB raises the false")
    assert page.facts["Loss that matters"] == "5 points of the windows"


def test_without_findings_the_verdict_names_the_strengths_that_harm() -> None:
    assert outline_alarms_what_if(judged(alarms())).verdict == (
        "No everyday change is surely harmful. Of float32, false alarms rise from gain +12 dB on; "
        "anomalies are missed from gain +12 dB on."
    )


def test_without_a_threshold_the_page_says_why_there_are_no_alarms() -> None:
    page = outline_alarms_what_if(judged(alarms(threshold=nan)))
    (words,) = page.sections[1].blocks
    assert isinstance(words, Paragraph)
    assert words.text == "The run chose no threshold for float32, so nothing is an alarm."


def test_a_worse_share_is_drawn_towards_the_dashed_line() -> None:
    spec = chart_everyday_alarms(alarms(0.1), "false_alarms").spec
    limits = [one["data"]["values"][0]["at"] for one in spec["layer"][:2]]
    assert limits == [0.0, 5.0]
    assert spec["layer"][2]["data"]["values"][0]["value"] == 10
    spec = chart_everyday_alarms(alarms(fewer=0.1), "found").spec
    assert spec["layer"][1]["data"]["values"][0]["at"] == -5.0


def test_a_curve_stands_beside_no_change_at_all() -> None:
    chart = chart_alarms(alarms(0.1), "gain", "false_alarms")
    mine = [one for one in chart.spec["data"]["values"] if one["variant"] == "float32"]
    assert [one["strength"] for one in mine] == ["none", "+3 dB", "+12 dB"]
    assert [one["value"] for one in mine] == [0.03, 0.13, 0.43]
    assert "from +3 dB on, surely 5 points more false alarms; 13.0 % there" in chart.description


def test_tables_say_from_where_on_it_matters() -> None:
    (first, *_) = table_alarms_what_if(alarms(0.1), "found").rows
    assert first[:2] == ("Gain", "float32")
    assert first[4:] == ("+12 dB", "+12 dB", "60.0 %")
    assert len(table_extra_alarms(alarms()).rows) == 2


def test_every_format_holds_the_numbers() -> None:
    found = judged(alarms(0.1))
    page = outline_alarms_what_if(found)
    for text in (write_html(page), write_markdown(page), summarize_alarms_what_if(found)):
        assert "WI004" in text
        assert "13.0 %" in text
