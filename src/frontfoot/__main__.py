"""`python -m frontfoot`: the command line."""

from __future__ import annotations

from frontfoot.cli import main

if __name__ == "__main__":
    main()
