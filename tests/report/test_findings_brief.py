from typing import Literal

import pytest

from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.results import Finding


def raised(n: int, severity: Literal["error", "warning"] = "warning") -> list[Finding]:
    return [Finding(f"CL00{i}", "raised", severity, "t", f"Claim {i}.") for i in range(n)]


CLEAR = Finding("CL009", "clear", "error", "t", "Fine.")


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        ([], "No rule was applied to it."),
        ([CLEAR], "No rule found anything to look at."),
        ([*raised(1), CLEAR], "1 finding to look at. First: Claim 0."),
        (raised(2, "error"), "2 findings to look at, 2 of them severe. First: Claim 0."),
    ],
)
def test_a_verdict_ends_in_what_to_look_at(findings: list[Finding], sentence: str) -> None:
    assert findings_sentence(findings) == sentence


@pytest.mark.parametrize(
    ("n", "last"),
    [(3, "  warning CL002: Claim 2."), (4, "  1 more finding in the report")],
)
def test_a_terminal_tells_how_many_it_leaves_out(n: int, last: str) -> None:
    assert list(finding_lines(raised(n)))[-1] == last
    assert len(list(finding_lines(raised(n)))) == n
