"""`python -m auditor`, for machines on which the command itself is not found."""

from auditor.cli import main

main()
