"""The letters and figures of a typed date, whatever keyboard it was typed on: one form of each."""

from __future__ import annotations

import re
import unicodedata

# Letters with the same meaning: Arabic forms on Urdu keyboards, digits, dashes, quotes; marks of direction vanish.
_LETTERS = str.maketrans(
    {
        **{chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)},
        **dict.fromkeys("‐‑‒–—―−ـ", "-"),
        **dict.fromkeys(map(chr, range(0x064B, 0x0653)), ""),  # vowel signs
        **dict.fromkeys(
            "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""
        ),
        **{"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "’": "'", ",": " ", "،": " ", "۔": " "},
        **{"؟": "?", "&": " and ", "\u0307": ""},  # the dot that a small İ leaves behind
        # Letters of Turkish as they are typed without its keyboard, and of Russian without its dots.
        **{"ı": "i", "ş": "s", "ğ": "g", "ü": "u", "ö": "o", "ç": "c", "â": "a", "î": "i", "û": "u", "ё": "е"},
    }
)
_STOP = re.compile(r"(?<=[^\W\d_])\.|\.(?=\s|$)")


def letters(text: str) -> str:
    """The text in lower case, with one form of each letter, European digits and single spaces."""
    words = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return " ".join(_STOP.sub(" ", words).split())
