"""International organisations that `countries.py` writes beside the states: a table by hand, its sources in comments.

A row is the abbreviation, then the official name in English, Russian, Kazakh and Urdu; empty where no source was at
hand. English and Russian are those of the founding treaty where it is authentic in that language, else of the
organisation's own pages. Kazakh: the names under which Kazakhstan takes part; Urdu: those in use in Pakistan. The
United Nations and the European Union stand in CLDR as well.
"""

from __future__ import annotations

ORGANISATIONS: tuple[tuple[str, str, str, str, str], ...] = (
    # Charter of the United Nations (1945), authentic in English and Russian; Kazakh and Urdu from CLDR.
    ("UN", "United Nations", "Организация Объединённых Наций", "", ""),
    # Treaty on European Union, Official Journal; Russian, Kazakh and Urdu from CLDR.
    ("EU", "European Union", "", "", ""),
    # Charter of the SCO (2002), authentic in Russian and Chinese.
    ("SCO", "Shanghai Cooperation Organisation", "Шанхайская организация сотрудничества",
     "Шанхай ынтымақтастық ұйымы", "شنگھائی تعاون تنظیم"),
    # Almaty Act (2002), English and Russian.
    ("CICA", "Conference on Interaction and Confidence-Building Measures in Asia",
     "Совещание по взаимодействию и мерам доверия в Азии", "", ""),
    # Charter of the OIC (2008), English, Arabic and French; Russian: oic-oci.org and the treaties of Kazakhstan.
    ("OIC", "Organisation of Islamic Cooperation", "Организация исламского сотрудничества", "", "اسلامی تعاون تنظیم"),
    # Nakhchivan Agreement (2009) and Istanbul Declaration (2021): turkicstates.org.
    ("OTS", "Organization of Turkic States", "Организация тюркских государств", "Түркі мемлекеттері ұйымы", ""),
    # Treaty on the Eurasian Economic Union (2014), authentic in Russian, Kazakh and Belarusian.
    ("EAEU", "Eurasian Economic Union", "Евразийский экономический союз", "Еуразиялық экономикалық одақ", ""),
    # Treaty of Izmir (1977, as amended 1996): eco.int.
    ("ECO", "Economic Cooperation Organization", "Организация экономического сотрудничества", "", ""),
    # ASEAN Charter (2007), English.
    ("ASEAN", "Association of Southeast Asian Nations", "Ассоциация государств Юго-Восточной Азии", "", ""),
    # Charter of the CIS (1993), authentic in Russian.
    ("CIS", "Commonwealth of Independent States", "Содружество Независимых Государств",
     "Тәуелсіз Мемлекеттер Достастығы", ""),
    # Charter of the CSTO (2002), authentic in Russian.
    ("CSTO", "Collective Security Treaty Organization", "Организация Договора о коллективной безопасности",
     "Ұжымдық қауіпсіздік туралы шарт ұйымы", ""),
    # Marrakesh Agreement (1994), English; Russian: the protocols of accession of Russia and Kazakhstan.
    ("WTO", "World Trade Organization", "Всемирная торговая организация", "Дүниежүзілік сауда ұйымы",
     "عالمی تجارتی تنظیم"),
    # Statute of the IAEA (1956), authentic in English and Russian.
    ("IAEA", "International Atomic Energy Agency", "Международное агентство по атомной энергии", "", ""),
    # Budapest Summit Declaration (1994), authentic in English and Russian.
    ("OSCE", "Organization for Security and Co-operation in Europe",
     "Организация по безопасности и сотрудничеству в Европе", "Еуропадағы қауіпсіздік және ынтымақтастық ұйымы", ""),
    # North Atlantic Treaty (1949), English; Russian: nato.int/ru.
    ("NATO", "North Atlantic Treaty Organization", "Организация Североатлантического договора", "", ""),
    # Constitution of the WHO (1946), authentic in English and Russian.
    ("WHO", "World Health Organization", "Всемирная организация здравоохранения",
     "Дүниежүзілік денсаулық сақтау ұйымы", "عالمی ادارہ صحت"),
    # Constitution of UNESCO (1945); the official Russian name is on unesco.org/ru.
    ("UNESCO", "United Nations Educational, Scientific and Cultural Organization",
     "Организация Объединённых Наций по вопросам образования, науки и культуры", "", ""),
    # Constitution of the ILO (1919), ilo.org and ilo.org/ru.
    ("ILO", "International Labour Organization", "Международная организация труда", "", ""),
    # Constitution of FAO (1945), fao.org in English and Russian.
    ("FAO", "Food and Agriculture Organization of the United Nations",
     "Продовольственная и сельскохозяйственная организация Объединённых Наций", "", ""),
    # Chicago Convention (1944), authentic in English and Russian.
    ("ICAO", "International Civil Aviation Organization", "Международная организация гражданской авиации", "", ""),
    # Convention on the IMO (1948), imo.org in English and Russian.
    ("IMO", "International Maritime Organization", "Международная морская организация", "", ""),
    # Constitution of the ITU (1992), authentic in English and Russian.
    ("ITU", "International Telecommunication Union", "Международный союз электросвязи", "", ""),
    # WIPO Convention (1967), authentic in English and Russian.
    ("WIPO", "World Intellectual Property Organization", "Всемирная организация интеллектуальной собственности",
     "", ""),
    # WMO Convention (1947), wmo.int in English and Russian.
    ("WMO", "World Meteorological Organization", "Всемирная метеорологическая организация", "", ""),
    # Constitution of UNIDO (1979), authentic in English and Russian.
    ("UNIDO", "United Nations Industrial Development Organization",
     "Организация Объединённых Наций по промышленному развитию", "", ""),
    # Agreement of 2016 (A/RES/70/296) and iom.int; its constitution is in English, French and Spanish.
    ("IOM", "International Organization for Migration", "Международная организация по миграции", "", ""),
    # Articles of Agreement (1944), English; Russian: imf.org/ru and vsemirnyjbank.org.
    ("IMF", "International Monetary Fund", "Международный валютный фонд", "", ""),
    ("IBRD", "International Bank for Reconstruction and Development", "Международный банк реконструкции и развития",
     "", ""),
    # Agreements establishing the banks: adb.org, aiib.org, isdb.org, ebrd.com (Russian authentic), eabr.org (Russian).
    ("ADB", "Asian Development Bank", "Азиатский банк развития", "", ""),
    ("AIIB", "Asian Infrastructure Investment Bank", "Азиатский банк инфраструктурных инвестиций", "", ""),
    ("IsDB", "Islamic Development Bank", "Исламский банк развития", "", ""),
    ("EBRD", "European Bank for Reconstruction and Development", "Европейский банк реконструкции и развития", "", ""),
    ("EDB", "Eurasian Development Bank", "Евразийский банк развития", "", ""),
    # Chemical Weapons Convention (1993), authentic in English and Russian.
    ("OPCW", "Organisation for the Prohibition of Chemical Weapons", "Организация по запрещению химического оружия",
     "", ""),
    # Statute of the International Renewable Energy Agency (2009), English; irena.org.
    ("IRENA", "International Renewable Energy Agency", "Международное агентство по возобновляемым источникам энергии",
     "", ""),
    # Statute of INTERPOL: interpol.int.
    ("ICPO", "International Criminal Police Organization", "Международная организация уголовной полиции", "", ""),
    # Statute of the Council of Europe (1949), English and French; Russian: coe.int/ru.
    ("CoE", "Council of Europe", "Совет Европы", "", ""),
    # Convention on the OECD (1960), English and French; Russian: oecd.org.
    ("OECD", "Organisation for Economic Co-operation and Development",
     "Организация экономического сотрудничества и развития", "", ""),
    # OPEC Statute (1961): opec.org.
    ("OPEC", "Organization of the Petroleum Exporting Countries", "Организация стран — экспортёров нефти", "", ""),
    # Charter of the Gulf Cooperation Council (1981): gcc-sg.org.
    ("GCC", "Cooperation Council for the Arab States of the Gulf",
     "Совет сотрудничества арабских государств Персидского залива", "", ""),
    # Pact of the League of Arab States (1945), Arabic; English: UN Treaty Series 241.
    ("LAS", "League of Arab States", "Лига арабских государств", "", ""),
    # Constitutive Act of the African Union (2000), English.
    ("AU", "African Union", "Африканский союз", "", ""),
    # SAARC Charter (1985), English.
    ("SAARC", "South Asian Association for Regional Cooperation",
     "Ассоциация регионального сотрудничества стран Южной Азии", "", ""),
    # BSEC Charter (1998), English.
    ("BSEC", "Organization of the Black Sea Economic Cooperation",
     "Организация черноморского экономического сотрудничества", "", ""),
    # Agreement on the status of IFAS (1999), Russian.
    ("IFAS", "International Fund for Saving the Aral Sea", "Международный фонд спасения Арала", "", ""),
    # Charter of the OAS (1948), English.
    ("OAS", "Organization of American States", "Организация американских государств", "", ""),
    # Charter of the D-8 (2012): developing8.org.
    ("D-8", "D-8 Organization for Economic Cooperation", "", "", ""),
)  # fmt: skip
