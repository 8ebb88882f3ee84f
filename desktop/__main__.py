"""`aide-memoire`: the window, or one thing from the command line."""

from __future__ import annotations

from desktop.cli import run


def main() -> None:
    """Start the program with the arguments of the command line."""
    run()


if __name__ == "__main__":
    main()
