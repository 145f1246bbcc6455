"""The command ``dvaudit``, and ``python -m dvaudit``."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and exit with its status."""
    # Figures are many and make no cycles: looking for garbage among them would cost a fifth of a run. Nor is there any
    # among what is loaded.
    gc.set_threshold(100_000, 50, 100)
    from dvaudit.cli import run

    status = run(sys.argv[1:])
    # On the way out Python looks for garbage among all that is left: a tenth of a small check's time, for nothing.
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
