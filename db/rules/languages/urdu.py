"""Urdu, as dates are typed in it; what English says before a date, Urdu says after it."""

from __future__ import annotations

from db.rules.languages.table import Language

_WHOLE = r"(\S+(?: \S+)?)"  # what has an end, a beginning and a middle: a month, this year, March 2027

URDU = Language(
    no_date=frozenset({"کوئی نہیں", "کوئی تاریخ نہیں"}),
    words={
        **{"جنوری": "january", "فروری": "february", "مارچ": "march", "اپریل": "april"},
        **{"مئی": "may", "جون": "june", "جولائی": "july", "اگست": "august"},
        **{"ستمبر": "september", "اکتوبر": "october", "نومبر": "november", "دسمبر": "december"},
        **{"پیر": "monday", "سوموار": "monday", "منگل": "tuesday", "بدھ": "wednesday", "جمعرات": "thursday"},
        **{"جمعہ": "friday", "جمعے": "friday", "سنیچر": "saturday", "اتوار": "sunday"},
        # One word looks a day ahead or a day back; which, only the sentence would tell.
        **{"آج": "today", "کل": "tomorrow or yesterday", "پرسوں": "day after tomorrow or before yesterday"},
        **{"اس": "this", "رواں": "this", "موجودہ": "this", "اگلے": "next", "اگلا": "next", "اگلی": "next"},
        **{"آئندہ": "next", "گزشتہ": "past", "پچھلے": "past", "پچھلا": "past", "پچھلی": "past"},
        **{"دن": "days", "دنوں": "days", "ہفتہ": "week", "ہفتے": "week", "ہفتوں": "weeks"},
        **{"ماہ": "month", "مہینہ": "month", "مہینے": "month", "مہینوں": "months"},
        **{"سال": "year", "سالوں": "years", "برس": "year"},
        **{"ششماہی": "half", "نصف": "half"},
        **{"ایک": "1", "دو": "2", "تین": "3", "چار": "4", "پانچ": "5", "چھ": "6", "سات": "7", "آٹھ": "8"},
        **{"نو": "9", "دس": "10", "بارہ": "12"},
        **{"پہلا": "1", "پہلی": "1", "دوسرا": "2", "دوسری": "2", "تیسری": "3", "چوتھی": "4"},
        **{"بہار": "spring", "گرما": "summer", "گرمیوں": "summer", "خزاں": "autumn"},
        **{"سرما": "winter", "سردیوں": "winter", "موسم": ""},
        **{"وسط": "mid", "اوائل": "early", "اواخر": "late", "تقریبا": "c", "تقریباً": "c", "شاید": "maybe"},
        **{"اور": "and", "گیارہ": "11"},
        **{"کا": "", "کی": "", "کے": "", "کو": "", "تاریخ": ""},
    },
    phrases=(
        (r"^ہفتہ$", "saturday"),  # the same word is the week; alone it is the day
        (r"\bگزشتہ کل\b", "yesterday"),
        (r"\b(?:آئندہ|آنے وال[اے]) کل\b", "tomorrow"),
        (r"\bسہ ماہی\b", "quarter"),
        (r"\bکام کے دنو?ں?\b", "workdays"),
        (r"\bسال (?=\d{4}\b)", ""),
        (rf"{_WHOLE} کے (?:آخر|اختتام)(?: میں)?", r"end \1"),
        (rf"{_WHOLE} کے (?:شروع|آغاز|اوائل)(?: میں)?", r"early \1"),
        (rf"{_WHOLE} کے (?:وسط|درمیان)(?: میں)?", r"mid \1"),
        (rf"{_WHOLE} کے اواخر(?: میں)?", r"late \1"),
        (r"^(.+) سے (.+) تک$", r"\1 - \2"),
        (r"^(.+) کے دوران$", r"in \1"),
        (r"^(.+) کے اندر$", r"by \1"),
        (r"^(\S+ (?:دنو?ں?|ہفت[ہے]|ہفتوں|ماہ|مہین[ہے]|مہینوں|سال|برس)) بعد$", r"in \1"),
        (r"^(.+) کے بعد$", r"after \1"),
        (r"^(.+) سے (?:پہلے|قبل)$", r"before \1"),
        (r"^(.+) تک$", r"by \1"),
        (r"^(.+) سے$", r"from \1"),
        (r"^(.+) میں$", r"in \1"),
    ),
)
