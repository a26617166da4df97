"""Results → findings: one rule, one file, one code, one test, one page of docs."""

from afterfit.findings.diagnose import RULES, diagnose_classification
from afterfit.findings.pages import explanation_of
from afterfit.findings.rule import Rule, Verdict

__all__ = ["RULES", "Rule", "Verdict", "diagnose_classification", "explanation_of"]
