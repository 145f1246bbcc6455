"""``python -m dvaudit``."""

from dvaudit.cli import main

if __name__ == "__main__":
    main()
