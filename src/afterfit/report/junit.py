"""Gates → JUnit's XML, which continuous integration shows as tests."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from afterfit.results import GateOutcome, GateReport

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: GateReport) -> str:
    """Return one test case a gate; those that fail carry the message.

    Names from data are text wherever they stand; characters that XML cannot hold become ``�``.

    Examples
    --------
    >>> outcome = GateOutcome("a < b", "recall", False, "0.1; wanted is 0.2", 0.1, 0.1, 0.2)
    >>> print(write_junit(GateReport("run", "gates.yaml", "", (outcome,))).splitlines()[3].strip())
    <failure message="0.1; wanted is 0.2">recall: 0.1; wanted is 0.2</failure>
    """
    n_failed = sum(not one.passed for one in report.outcomes)
    suite = Element(
        "testsuite",
        name=_text(report.gates),
        tests=str(len(report.outcomes)),
        failures=str(n_failed),
        errors="0",
    )
    for one in report.outcomes:
        _case(suite, one)
    return _indented(suite)


def _case(suite: Element, one: GateOutcome) -> None:
    case = SubElement(suite, "testcase", name=_text(one.name), classname=_text(one.subject))
    if not one.passed:
        failure = SubElement(case, "failure", message=_text(one.message))
        failure.text = _text(f"{one.subject}: {one.message}")


def _text(text: str) -> str:
    return _NOT_XML.sub("�", text)


def _indented(suite: Element) -> str:
    from xml.etree.ElementTree import indent

    indent(suite)
    body = tostring(suite, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'
