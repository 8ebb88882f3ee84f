"""The raw stuff of made-up registers: countries, and small lists of words in three scripts."""

from __future__ import annotations

COUNTRIES = """
KZ KAZ Kazakhstan|PK PAK Pakistan|CN CHN China|UZ UZB Uzbekistan|TR TUR Türkiye|RU RUS Russia|DE DEU Germany|
FR FRA France|IT ITA Italy|JP JPN Japan|KR KOR South Korea|IN IND India|AZ AZE Azerbaijan|KG KGZ Kyrgyzstan|
TJ TJK Tajikistan|TM TKM Turkmenistan|MN MNG Mongolia|IR IRN Iran|SA SAU Saudi Arabia|AE ARE United Arab Emirates|
QA QAT Qatar|KW KWT Kuwait|OM OMN Oman|BH BHR Bahrain|JO JOR Jordan|EG EGY Egypt|MA MAR Morocco|TN TUN Tunisia|
AF AFG Afghanistan|BD BGD Bangladesh|LK LKA Sri Lanka|NP NPL Nepal|TH THA Thailand|VN VNM Viet Nam|MY MYS Malaysia|
ID IDN Indonesia|SG SGP Singapore|PH PHL Philippines|AU AUS Australia|NZ NZL New Zealand|CA CAN Canada|
US USA United States|MX MEX Mexico|BR BRA Brazil|AR ARG Argentina|CL CHL Chile|GB GBR United Kingdom|ES ESP Spain|
PT PRT Portugal|NL NLD Netherlands|BE BEL Belgium|CH CHE Switzerland|AT AUT Austria|PL POL Poland|CZ CZE Czechia|
HU HUN Hungary|RO ROU Romania|BG BGR Bulgaria|GR GRC Greece|SE SWE Sweden|FI FIN Finland|NO NOR Norway|
GE GEO Georgia|AM ARM Armenia
"""

AREAS = (
    "Trade", "Transport", "Energy", "Education", "Culture", "Health", "Science", "Finance", "Agriculture", "Tourism",
    "Migration", "Defence", "Customs", "Water", "Digital affairs", "Labour", "Justice", "Sport",
)  # fmt: skip

LATIN = (
    "open prepare send sign hold consider review finish deliver support extend publish appoint host agree joint annual "
    "regional direct bilateral technical working commission ministry embassy delegation programme roadmap protocol "
    "corridor railway airport flights customs visa students scholarships university hospital exhibition forum "
    "investment bank tariff grain cotton gas pipeline electricity water climate research satellite tourism heritage "
    "museum language translation archive training border post cargo insurance façade café São Tomé"
)

CYRILLIC = (
    "подготовить направить открыть провести рассмотреть завершить согласовать совместный ежегодный рабочий комиссия "
    "министерство посольство делегация программа протокол коридор железная дорога аэропорт рейсы таможня студенты "
    "стипендии университет выставка форум инвестиции банк зерно хлопок газ вода климат наука туризм наследие музей "
    "қазақстан мәдениет ғылым білім көлік келісім үкімет өнер ынтымақтастық жоспар ёлка приём объём"
)

ARABIC = (
    "تیاری ارسال افتتاح اجلاس جائزہ تکمیل مشترکہ سالانہ کمیشن وزارت سفارت وفد پروگرام معاہدہ راہداری ریلوے پروازیں "
    "کسٹم طلبہ وظائف یونیورسٹی نمائش سرمایہ کاری بینک گندم کپاس گیس پانی سائنس سیاحت ورثہ زبان تربیت سرحد تجارت تعاون "
    "ثقافت تعلیم صحت مُذاکرات"
)

GIVEN = "Aliya Daniyar Omar Sara Imran Bilal Anna Marc Yuki Leyla Dina Tomás Ingrid Farid Nora Karim Elena Jan"
FAMILY = "Serik Akhmet Khan Malik Novák Duarte Tanaka Weber Rossi Aliyev Haddad Kovač Lindberg Popescu Varga"

VAGUE = ("in the near future", "as soon as possible", "в ближайшее время", "جلد از جلد", "after the summit")
