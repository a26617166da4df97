from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from afterfit.report.junit import write_junit
from afterfit.results import GateOutcome, GateReport

NAN = float("nan")


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 (our own output)


def report(*outcomes: GateOutcome) -> GateReport:
    return GateReport("runs/one", "gates.yaml", "", outcomes)


def test_every_gate_is_a_case_and_only_failures_have_a_message() -> None:
    suite = parsed(
        write_junit(
            report(
                GateOutcome("good", "accuracy, int8, test", True, "0.9", 0.9, 0.9, 0.8),
                GateOutcome("bad", "recall, int8, test", False, "no such class", NAN, NAN, 0.8),
            )
        )
    )
    assert suite.attrib == {"name": "gates.yaml", "tests": "2", "failures": "1", "errors": "0"}
    good, bad = suite.findall("testcase")
    assert good.find("failure") is None
    failure = bad.find("failure")
    assert failure is not None
    assert (bad.get("name"), failure.get("message")) == ("bad", "no such class")


@given(st.text(), st.text(), st.text())
def test_any_text_is_xml(name: str, subject: str, message: str) -> None:
    text = write_junit(report(GateOutcome(name, subject, False, message, 0, 0, 0)))
    (case,) = parsed(text).findall("testcase")
    if name.isprintable():
        assert case.get("name") == name


def test_markup_in_names_stays_text() -> None:
    text = write_junit(report(GateOutcome('<a b="c">&', "x", False, "\x00\x1b", 0, 0, 0)))
    (case,) = parsed(text).findall("testcase")
    assert case.get("name") == '<a b="c">&'
    assert "\x1b" not in text
