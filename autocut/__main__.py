"""`python -m autocut` is the command `autocut`."""

from autocut.cli import main

main()
