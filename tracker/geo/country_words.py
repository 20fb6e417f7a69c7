"""How texts name countries besides by their names: adjectives, short forms, and the point that gazetteers give for one."""

# ISO 3166-1 code: adjectives and people, as English writes them
ADJECTIVES = {
    "AF": "Afghan Afghans", "AL": "Albanian Albanians", "DZ": "Algerian Algerians", "AO": "Angolan", "AR": "Argentine Argentinian",
    "AM": "Armenian Armenians", "AU": "Australian Australians Aussie", "AT": "Austrian Austrians", "AZ": "Azerbaijani Azeri",
    "BH": "Bahraini", "BD": "Bangladeshi", "BY": "Belarusian", "BE": "Belgian Belgians", "BJ": "Beninese", "BO": "Bolivian",
    "BA": "Bosnian Bosnians", "BW": "Botswanan", "BR": "Brazilian Brazilians", "BG": "Bulgarian Bulgarians", "BF": "Burkinabe",
    "BI": "Burundian", "KH": "Cambodian", "CM": "Cameroonian", "CA": "Canadian Canadians", "TD": "Chadian", "CL": "Chilean",
    "CN": "Chinese", "CO": "Colombian Colombians", "CD": "Congolese", "CR": "Costa-Rican", "HR": "Croatian Croat Croats",
    "CU": "Cuban Cubans", "CY": "Cypriot Cypriots", "CZ": "Czech Czechs", "DK": "Danish Danes", "DO": "Dominican", "EC": "Ecuadorian",
    "EG": "Egyptian Egyptians", "SV": "Salvadoran", "ER": "Eritrean", "EE": "Estonian", "ET": "Ethiopian Ethiopians", "FI": "Finnish",
    "FR": "French Frenchman", "GA": "Gabonese", "GM": "Gambian", "GE": "Georgian Georgians", "DE": "German Germans", "GH": "Ghanaian",
    "GR": "Greek Greeks", "GT": "Guatemalan", "GN": "Guinean", "HT": "Haitian", "HN": "Honduran", "HU": "Hungarian Hungarians",
    "IS": "Icelandic", "IN": "Indian Indians", "ID": "Indonesian Indonesians", "IR": "Iranian Iranians", "IQ": "Iraqi Iraqis",
    "IE": "Irish", "IL": "Israeli Israelis", "IT": "Italian Italians", "CI": "Ivorian", "JM": "Jamaican", "JP": "Japanese",
    "JO": "Jordanian Jordanians", "KZ": "Kazakh", "KE": "Kenyan Kenyans", "XK": "Kosovar", "KW": "Kuwaiti", "KG": "Kyrgyz",
    "LA": "Laotian", "LV": "Latvian", "LB": "Lebanese", "LR": "Liberian", "LY": "Libyan Libyans", "LT": "Lithuanian",
    "MK": "Macedonian", "MG": "Malagasy", "MW": "Malawian", "MY": "Malaysian", "ML": "Malian", "MT": "Maltese", "MR": "Mauritanian",
    "MX": "Mexican Mexicans", "MD": "Moldovan", "MN": "Mongolian", "ME": "Montenegrin", "MA": "Moroccan", "MZ": "Mozambican",
    "MM": "Burmese", "NA": "Namibian", "NP": "Nepali Nepalese", "NL": "Dutch", "NI": "Nicaraguan", "NE": "Nigerien",
    "NG": "Nigerian Nigerians", "KP": "North-Korean", "NO": "Norwegian Norwegians", "OM": "Omani", "PK": "Pakistani Pakistanis",
    "PS": "Palestinian Palestinians", "PA": "Panamanian", "PY": "Paraguayan", "PE": "Peruvian", "PH": "Philippine Filipino Filipinos",
    "PL": "Polish Poles", "PT": "Portuguese", "QA": "Qatari", "RO": "Romanian", "RU": "Russian Russians", "RW": "Rwandan",
    "SA": "Saudi Saudis", "SN": "Senegalese", "RS": "Serbian Serb Serbs", "SL": "Sierra-Leonean", "SG": "Singaporean", "SK": "Slovak",
    "SI": "Slovenian", "SO": "Somali Somalis", "ZA": "South-African", "KR": "South-Korean", "SS": "South-Sudanese", "ES": "Spanish",
    "LK": "Sri-Lankan", "SD": "Sudanese", "SE": "Swedish Swedes", "CH": "Swiss", "SY": "Syrian Syrians", "TW": "Taiwanese",
    "TJ": "Tajik", "TZ": "Tanzanian", "TH": "Thai", "TG": "Togolese", "TN": "Tunisian", "TR": "Turkish Turks", "TM": "Turkmen",
    "UG": "Ugandan", "UA": "Ukrainian Ukrainians", "AE": "Emirati", "GB": "British Britons", "US": "American Americans",
    "UY": "Uruguayan", "UZ": "Uzbek", "VE": "Venezuelan", "VN": "Vietnamese", "YE": "Yemeni Yemenis", "ZM": "Zambian", "ZW": "Zimbabwean",
}  # fmt: skip
SHORT_FORMS = {
    "AE": "UAE|Emirates", "BA": "Bosnia", "CD": "Congo|DRC|DR Congo|Democratic Republic of Congo", "CI": "Ivory Coast",
    "CZ": "Czech Republic|Czechia", "GB": "UK|U.K.|Britain|Great Britain|United Kingdom", "KP": "North Korea", "KR": "South Korea",
    "LA": "Laos", "MK": "Macedonia", "MM": "Burma|Myanmar", "NL": "Holland", "PS": "Palestine|Palestinian territories",
    "RU": "Russia", "SY": "Syria", "TZ": "Tanzania", "US": "US|U.S.|USA|U.S.A.|America|United States", "VA": "Vatican|Vatican City",
    "VN": "Vietnam",
}  # fmt: skip
# The point that GeoNames (CC BY 4.0) gives for a country, rounded: for large ones the middle of our polygon lies hundreds
# of kilometres away.
POINTS = {
    "AR": (-34, -64), "AU": (-25, 135), "BR": (-10, -55), "CA": (60.1, -113.6), "CL": (-30, -71), "CN": (35, 105), "CO": (4, -72),
    "CD": (0, 25), "DZ": (28, 3), "EG": (27, 30), "FR": (46, 2), "GB": (54.8, -2.7), "GR": (39, 22), "ID": (-5, 120), "IN": (22, 79),
    "IR": (32, 53), "IT": (42.83, 12.83), "JP": (36, 138), "KZ": (48, 68), "LY": (25, 17), "MG": (-20, 47), "ML": (17, -4),
    "MM": (22, 98), "MN": (46, 105), "MX": (23, -102), "MY": (2.5, 112.5), "NO": (62, 10), "NZ": (-41, 174), "PE": (-10, -76),
    "PH": (13, 122), "PT": (39.5, -8), "RU": (60, 100), "SA": (25, 45), "SD": (15, 30), "SE": (62, 15), "TD": (15, 19), "TH": (15, 100),
    "TR": (39, 35), "UA": (49, 32), "US": (39.8, -98.5), "VN": (16, 106), "ZA": (-29, 24),
}  # fmt: skip
# As newspapers shorten the states of the United States, by the second half of their ISO 3166-2 code
STATES = {
    "Ala": "AL", "Ariz": "AZ", "Ark": "AR", "Calif": "CA", "Colo": "CO", "Conn": "CT", "Del": "DE", "Fla": "FL", "Ga": "GA",
    "Ill": "IL", "Ind": "IN", "Kan": "KS", "Ky": "KY", "La": "LA", "Mass": "MA", "Md": "MD", "Mich": "MI", "Minn": "MN",
    "Miss": "MS", "Mo": "MO", "Mont": "MT", "N.C": "NC", "N.D": "ND", "Neb": "NE", "Nev": "NV", "N.H": "NH", "N.J": "NJ",
    "N.M": "NM", "N.Y": "NY", "Okla": "OK", "Ore": "OR", "Pa": "PA", "R.I": "RI", "S.C": "SC", "S.D": "SD", "Tenn": "TN",
    "Tex": "TX", "Va": "VA", "Vt": "VT", "Wash": "WA", "W.Va": "WV", "Wis": "WI", "Wyo": "WY", "D.C": "DC",
}  # fmt: skip
