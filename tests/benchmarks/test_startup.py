"""The window is there almost as soon as an empty one, and filled soon after, on a register of ten thousand."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.generate import generate
from tests.benchmarks.startup import COMMITMENTS, PAGES, ROUNDS, TARGETS, measure, report, screens

SLACK = 1.25
"""Other work on the machine weighs on ratios too."""


def test_start_up_against_an_empty_window(tmp_path: Path) -> None:
    generate(COMMITMENTS, tmp_path / "made.aide")
    with screens() as found:
        every = {name: measure(tmp_path / "made.aide", ROUNDS, tmp_path, screen) for name, screen in found.items()}
    for name, figures in every.items():
        print(report(figures, name), end="\n\n")
        for page in PAGES:
            for step, target in TARGETS.items():
                assert figures.ratio(f"{page} {step}") <= target * SLACK, f"{name}: {page} {step}"
