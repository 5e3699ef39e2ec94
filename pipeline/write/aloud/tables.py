"""The word lists of the rules: money, measures, months, titles. What a newsroom would add to stands here."""

from __future__ import annotations

from pipeline.write.aloud.style import Style

MAGNITUDES = {
    "k": "thousand", "K": "thousand", "thousand": "thousand", "m": "million", "M": "million", "mn": "million", "mln": "million",
    "mio": "million", "million": "million", "b": "billion", "B": "billion", "bn": "billion", "Bn": "billion", "BN": "billion", "bln": "billion",
    "billion": "billion", "t": "trillion", "T": "trillion", "tn": "trillion", "trn": "trillion", "trillion": "trillion", "hundred": "hundred",
    "quadrillion": "quadrillion", "crore": "crore", "crores": "crore", "cr": "crore", "Cr": "crore", "lakh": "lakh", "lakhs": "lakh", "lac": "lakh", "lacs": "lakh",
    "lakh crore": "lakh crore", "lakh-crore": "lakh crore",
}  # fmt: skip

# One, many, and the words for a hundredth (one, many; empty where nobody counts them).
CURRENCIES: dict[str, tuple[str, str, str, str]] = {
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "$": ("dollar", "dollars", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₴": ("hryvnia", "hryvnias", "kopiyka", "kopiykas"),
    "₽": ("rouble", "roubles", "kopeck", "kopecks"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₺": ("lira", "lira", "kurus", "kurus"),
    "₩": ("won", "won", "", ""),
    "₪": ("shekel", "shekels", "agora", "agorot"),
    "₦": ("naira", "naira", "kobo", "kobo"),
    "₫": ("dong", "dong", "", ""),
    "₱": ("peso", "pesos", "centavo", "centavos"),
    "฿": ("baht", "baht", "satang", "satang"),
    "₸": ("tenge", "tenge", "", ""),
    "₾": ("lari", "lari", "tetri", "tetri"),
    "₵": ("cedi", "cedis", "pesewa", "pesewas"),
    "₡": ("colón", "colones", "", ""),
    "₿": ("bitcoin", "bitcoins", "", ""),
    "¢": ("cent", "cents", "", ""),
    "R$": ("real", "reais", "centavo", "centavos"),
    "E£": ("Egyptian pound", "Egyptian pounds", "piastre", "piastres"),
    "CN¥": ("yuan", "yuan", "fen", "fen"),
    "RMB": ("yuan", "yuan", "fen", "fen"),
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "CHF": ("Swiss franc", "Swiss francs", "centime", "centimes"),
    "SEK": ("Swedish krona", "Swedish kronor", "öre", "öre"),
    "NOK": ("Norwegian krone", "Norwegian kroner", "øre", "øre"),
    "DKK": ("Danish krone", "Danish kroner", "øre", "øre"),
    "PLN": ("zloty", "zlotys", "grosz", "groszy"),
    "CZK": ("Czech koruna", "Czech korunas", "", ""),
    "HUF": ("forint", "forints", "", ""),
    "ZAR": ("rand", "rand", "cent", "cents"),
    "AED": ("dirham", "dirhams", "fils", "fils"),
    "SAR": ("riyal", "riyals", "halala", "halalas"),
    "KSh": ("Kenyan shilling", "Kenyan shillings", "cent", "cents"),
    "USh": ("Ugandan shilling", "Ugandan shillings", "", ""),
    "TSh": ("Tanzanian shilling", "Tanzanian shillings", "", ""),
    "Sh": ("shilling", "shillings", "cent", "cents"),
    "PKR": ("Pakistani rupee", "Pakistani rupees", "", ""),
    "LKR": ("Sri Lankan rupee", "Sri Lankan rupees", "", ""),
    "৳": ("taka", "taka", "", ""),
    "RM": ("ringgit", "ringgit", "sen", "sen"),
    "Rp": ("rupiah", "rupiah", "", ""),
    "R": ("rand", "rand", "cent", "cents"),
    "N": ("naira", "naira", "kobo", "kobo"),
    "MXN": ("Mexican peso", "Mexican pesos", "centavo", "centavos"),
}
CURRENCIES |= {
    f"{before}$": (f"{name} dollar", f"{name} dollars", "cent", "cents")
    for before, name in (
        ("US", "U S"), ("A", "Australian"), ("AU", "Australian"), ("C", "Canadian"), ("CA", "Canadian"), ("NZ", "New Zealand"),
        ("HK", "Hong Kong"), ("S", "Singapore"), ("SG", "Singapore"), ("NT", "Taiwanese"), ("J", "Jamaican"), ("Z", "Zimbabwean"),
        ("Can", "Canadian"), ("CDN", "Canadian"), ("Cdn", "Canadian"), ("TT", "Trinidad and Tobago"), ("EC", "East Caribbean"), ("FJ", "Fijian"),
        ("N", "Namibian"), ("BBD", "Barbadian"),
    )
}  # fmt: skip
CURRENCIES |= {
    code: CURRENCIES[sign]
    for code, sign in (
        ("USD", "US$"), ("EUR", "€"), ("GBP", "£"), ("JPY", "¥"), ("UAH", "₴"), ("RUB", "₽"), ("INR", "₹"), ("TRY", "₺"), ("KRW", "₩"),
        ("ILS", "₪"), ("AUD", "A$"), ("CAD", "C$"), ("NZD", "NZ$"), ("HKD", "HK$"), ("SGD", "S$"), ("BRL", "R$"), ("NGN", "₦"), ("THB", "฿"),
        ("KZT", "₸"), ("GEL", "₾"), ("Rs", "₹"),
        ("Ksh", "KSh"), ("KES", "KSh"), ("Kes", "KSh"), ("Kshs", "KSh"), ("UGX", "USh"), ("Ush", "USh"), ("Tsh", "TSh"), ("TZS", "TSh"), ("Shs", "Sh"), ("Tk", "৳"),
        ("BDT", "৳"), ("MYR", "RM"), ("IDR", "Rp"), ("GHS", "₵"), ("GH₵", "₵"), ("GH¢", "₵"), ("Php", "₱"), ("PhP", "₱"),
    )
}  # fmt: skip

# Unit: one and many, as British English spells them.
UNITS: dict[str, tuple[str, str]] = {
    unit: (one, f"{one}s" if many == "s" else many or one)
    for one, many, units in (
        ("millimetre", "s", "mm"), ("centimetre", "s", "cm"), ("metre", "s", "metres m"), ("kilometre", "s", "km kms Km"), ("nanometre", "s", "nm"),
        ("micrometre", "s", "µm μm"), ("mile", "s", "mi"), ("yard", "s", "yd yds"), ("foot", "feet", "ft"), ("inch", "inches", "ins"),
        ("nautical mile", "s", "nmi"), ("hectare", "s", "ha"), ("square metre", "s", "sqm m² m2"), ("square kilometre", "s", "sqkm km² km2"),
        ("square centimetre", "s", "cm² cm2"), ("square foot", "square feet", "sqft ft² ft2"), ("square mile", "s", "sqmi mi²"),
        ("cubic metre", "s", "m³ m3"), ("cubic kilometre", "s", "km³ km3"), ("cubic centimetre", "s", "cm³ cm3 cc"), ("millilitre", "s", "ml mL"),
        ("centilitre", "s", "cl"), ("litre", "s", "l L ltr"), ("gallon", "s", "gal"), ("microgram", "s", "µg μg mcg"), ("milligram", "s", "mg"),
        ("gram", "s", "g"), ("kilogram", "s", "kg kgs KG Kg"), ("tonne", "s", "t"), ("kiloton", "s", "kt"), ("megaton", "s", "Mt"),
        ("gigaton", "s", "Gt"), ("pound", "s", "lb lbs"), ("ounce", "s", "oz"), ("stone", "", "st"), ("minute", "s", "min mins"),
        ("kilometre per hour", "kilometres per hour", "km/h kmh kph kmph km/hr"), ("mile per hour", "miles per hour", "mph MPH"),
        ("metre per second", "metres per second", "m/s"), ("kilometre per second", "kilometres per second", "km/s"),
        ("foot per second", "feet per second", "ft/s"), ("mile per gallon", "miles per gallon", "mpg"), ("gram per kilometre", "grams per kilometre", "g/km"),
        ("microgram per cubic metre", "micrograms per cubic metre", "µg/m³ μg/m³ µg/m3 μg/m3"), ("milligram per litre", "milligrams per litre", "mg/l mg/L"),
        ("barrel per day", "barrels per day", "bpd b/d"), ("knot", "s", "kn kts"), ("hertz", "", "Hz"), ("kilohertz", "", "kHz"),
        ("megahertz", "", "MHz"), ("gigahertz", "", "GHz"), ("watt", "s", "W"), ("kilowatt", "s", "kW KW"), ("megawatt", "s", "MW"),
        ("gigawatt", "s", "GW"), ("terawatt", "s", "TW"), ("watt hour", "s", "Wh"), ("kilowatt hour", "s", "kWh"), ("megawatt hour", "s", "MWh"),
        ("gigawatt hour", "s", "GWh"), ("terawatt hour", "s", "TWh"), ("volt", "s", "V"), ("kilovolt", "s", "kV"), ("milliamp hour", "s", "mAh"),
        ("horsepower", "", "hp bhp"), ("newton metre", "s", "Nm"), ("pascal", "s", "Pa"), ("hectopascal", "s", "hPa"), ("millibar", "s", "mb mbar"),
        ("joule", "s", "J"), ("kilojoule", "s", "kJ"), ("calorie", "s", "cal"), ("kilocalorie", "s", "kcal"), ("decibel", "s", "dB"),
        ("kilobyte", "s", "KB kB"), ("megabyte", "s", "MB"), ("gigabyte", "s", "GB"), ("terabyte", "s", "TB"), ("petabyte", "s", "PB"),
        ("megabit per second", "megabits per second", "Mbps mbps Mbit/s Mb/s"), ("gigabit per second", "gigabits per second", "Gbps Gbit/s"),
        ("terabit per second", "terabits per second", "Tbps Tbit/s"),
        ("second", "s", "sec secs s"), ("millisecond", "s", "ms"), ("hour", "s", "hr hrs h"), ("week", "s", "wk wks"), ("month", "s", "mo mos mth mths"),
        ("year", "s", "yr yrs"), ("part per million", "parts per million", "ppm"), ("part per billion", "parts per billion", "ppb"),
        ("basis point", "s", "bp bps"), ("point", "s", "pts"), ("over", "s", "ovs ov"), ("wicket", "s", "wkt wkts"),
        ("million barrels per day", "", "mbpd mb/d"),
        ("millisievert", "s", "mSv"), ("microsievert", "s", "µSv μSv"), ("sievert", "s", "Sv"), ("becquerel", "s", "Bq"),
        ("becquerel per kilogram", "becquerels per kilogram", "Bq/kg"),
        ("millimetre of mercury", "millimetres of mercury", "mmHg"), ("inch of mercury", "inches of mercury", "inHg"),
        ("pound per square inch", "pounds per square inch", "psi"), ("revolution per minute", "revolutions per minute", "rpm"),
        ("frame per second", "frames per second", "fps"),
        ("megalitre", "s", "ML"), ("carat", "", "ct"), ("light year", "s", "ly"),
        ("billion cubic metre", "s", "bcm"), ("million cubic metre", "s", "mcm Mcm"), ("billion cubic foot", "billion cubic feet", "bcf Bcf"),
        ("million tonnes a year", "", "mtpa Mtpa"),
        ("thousand barrels per day", "", "kbpd kb/d"),
        ("trillion cubic foot", "trillion cubic feet", "tcf Tcf"),
        ("kilopascal", "s", "kPa"), ("megapascal", "s", "MPa"), ("megabecquerel", "s", "MBq"), ("gigabecquerel", "s", "GBq"),
        ("terabecquerel", "s", "TBq"), ("mole", "s", "mol"), ("millimole", "s", "mmol"), ("micromole", "s", "µmol μmol"), ("nanomole", "s", "nmol"),
        ("nanogram", "s", "ng"), ("picogram", "s", "pg"), ("beat per minute", "beats per minute", "bpm"),
        ("dot per inch", "dots per inch", "dpi"), ("gram per decilitre", "grams per decilitre", "g/dl g/dL"),
    )
    for unit in units.split()
}  # fmt: skip
PER = {
    "hr": "hour", "h": "hour", "hour": "hour", "d": "day", "day": "day", "wk": "week", "week": "week", "mo": "month", "month": "month",
    "yr": "year", "year": "year", "y": "year", "kg": "kilogram", "km": "kilometre", "l": "litre", "t": "tonne", "MWh": "megawatt hour",
    "bbl": "barrel", "b": "barrel", "barrel": "barrel", "therm": "therm",
    "oz": "ounce", "lb": "pound", "person": "person", "night": "night", "min": "minute", "s": "second",
    "m": "metre", "m3": "cubic metre", "m2": "square metre", "m²": "square metre", "m³": "cubic metre", "ml": "millilitre", "litre": "litre", "tonne": "tonne",
    "kWh": "kilowatt hour", "gallon": "gallon", "head": "head", "share": "share", "$": "dollar", "£": "pound", "€": "euro", "mol": "mole",
    "100km": "hundred kilometres", "mL": "millilitre", "dl": "decilitre", "dL": "decilitre", "L": "litre",
    "mmBtu": "million B T U", "MMBtu": "million B T U", "mmbtu": "million B T U", "km2": "square kilometre", "km²": "square kilometre",
}  # fmt: skip


def spelling(unit: str, style: Style) -> str:
    """A unit as the style spells it: "kilometres" or "kilometers"."""
    return unit if style.british else unit.replace("metre", "meter").replace("litre", "liter")


MONTHS: dict[str, str] = {
    short: month
    for month, shorts in (
        ("January", "jan"), ("February", "feb"), ("March", "mar"), ("April", "apr"), ("May", ""), ("June", "jun"), ("July", "jul"),
        ("August", "aug"), ("September", "sep sept"), ("October", "oct"), ("November", "nov"), ("December", "dec"),
    )
    for short in (month.lower(), *shorts.split())
}  # fmt: skip
MONTH_NAMES = tuple(dict.fromkeys(MONTHS.values()))
DAYS = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "thur": "Thursday", "thurs": "Thursday",
    "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip

WEEK = tuple(dict.fromkeys(DAYS.values()))

# What stands in front of a name. A full stop behind it goes too. "Misses" is how Mrs sounds: espeak-ng and Kokoro say so.
TITLES = {
    "Mr": "Mister", "Mrs": "Misses", "Messrs": "Messieurs", "Ms": "Ms", "Mx": "Mix", "Dr": "Doctor", "Drs": "Doctors", "Prof": "Professor",
    "Gen": "General", "Lt": "Lieutenant", "Lieut": "Lieutenant", "Col": "Colonel", "Maj": "Major", "Capt": "Captain", "Sgt": "Sergeant",
    "Cpl": "Corporal", "Pte": "Private", "Pvt": "Private", "Brig": "Brigadier", "Adm": "Admiral", "Cmdr": "Commander", "Cdr": "Commander",
    "Cmdt": "Commandant", "Sen": "Senator", "Sens": "Senators", "Rep": "Representative", "Reps": "Representatives", "Gov": "Governor",
    "Rev": "Reverend", "Revd": "Reverend", "Hon": "Honourable", "Pres": "President", "Insp": "Inspector", "Det": "Detective",
    "Supt": "Superintendent", "Cllr": "Councillor", "Amb": "Ambassador", "Msgr": "Monsignor", "Fr": "Father", "Ald": "Alderman",
    "Atty": "Attorney", "Sec": "Secretary", "Dep": "Deputy", "Const": "Constable", "Asst": "Assistant",
    "Cdre": "Commodore", "L/Cpl": "Lance Corporal", "Ch": "Chief", "Wg": "Wing", "Flt": "Flight", "Sqn": "Squadron", "Ldr": "Leader", "Rt": "Right",
    "Mme": "Madame", "Mlle": "Mademoiselle",
    "Sgt-Maj": "Sergeant-Major", "Vice-Adm": "Vice-Admiral",
    "Maj-Gen": "Major-General", "Lt-Gen": "Lieutenant-General", "Lt-Col": "Lieutenant-Colonel",
    "Col-Gen": "Colonel-General", "Rear-Adm": "Rear-Admiral", "Lt-Cdr": "Lieutenant-Commander", "Brig-Gen": "Brigadier-General",
}  # fmt: skip
# These may be words or names of their own: a title only with a full stop or in front of another title.
DOTTED_TITLES = frozenset("Pres Amb Ald Atty Sec Dep Const Asst Det Reps Sens Ch Wg Flt Sqn Rt".split())

ABBREVIATIONS = {
    "etc": "etcetera", "vs": "versus", "approx": "approximately", "inc": "Incorporated", "ltd": "Limited", "corp": "Corporation",
    "bros": "Brothers", "dept": "Department", "est": "established", "govt": "government", "jr": "Junior", "sr": "Senior", "jnr": "Junior",
    "snr": "Senior", "esq": "Esquire", "sq": "Square", "mt": "Mount", "ft": "Fort", "assn": "Association", "univ": "University",
    "intl": "International", "cf": "compare", "viz": "namely", "ca": "around", "al": "al", "fig": "figure", "figs": "figures", "vol": "volume",
    "vols": "volumes", "ed": "edition", "apt": "Apartment", "co": "Company", "tel": "telephone",
    "max": "maximum", "min": "minimum", "avg": "average", "incl": "including", "excl": "excluding", "tbsp": "tablespoons", "tsp": "teaspoons",
    "prop": "proposition", "op": "opus", "ext": "extension", "cat": "category",
}  # fmt: skip
