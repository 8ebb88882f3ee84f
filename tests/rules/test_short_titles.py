"""A long title of an agreement is proposed to be short by what it is about."""

from __future__ import annotations

import pytest

from db.rules.short_titles import short_title

BOTH = "between the Republic of Kazakhstan and the Islamic Republic of Pakistan"


@pytest.mark.parametrize(
    ("title", "year", "short"),
    [
        (f"Convention {BOTH} on visa-free travel", 2026, "Visa-free travel convention, 2026"),
        (f"Convention {BOTH} on visa-free travel", None, "Visa-free travel convention"),
        (f"Agreement {BOTH} concerning air services.", 1998, "Air services agreement, 1998"),
        (f"Agreement {BOTH} on cooperation in the field of tourism", 2003, "Tourism agreement, 2003"),
        (f"Memorandum of Understanding {BOTH} on plant quarantine", None, "Plant quarantine memorandum"),
        (
            "Joint Declaration on the Establishment of a Strategic Partnership",
            2026,
            "",
        ),
        (
            f"Joint Declaration {BOTH} on the Establishment of a Strategic Partnership",
            2026,
            "Establishment of a Strategic Partnership (joint declaration), 2026",
        ),
        ("Visa-free travel convention", 2026, ""),
        ("", 2026, ""),
        (f"Treaty {BOTH}", 2026, ""),
        ("Соглашение между Республикой Казахстан и Пакистаном о воздушном сообщении", 2026, ""),
        ("معاہدہ " * 12, 2026, ""),
        ("x" * 100_000, 2026, ""),
        ("Agreement " + "on " * 30_000, 2026, ""),
    ],
)
def test_a_short_title(title: str, year: int | None, short: str) -> None:
    assert short_title(title, year) == short
