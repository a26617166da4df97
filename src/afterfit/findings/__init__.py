"""Results → findings: one rule, one file, one code, one test, one page of docs."""
