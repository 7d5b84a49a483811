"""What the tests of the saved queries call the things that the two articles speak of."""

CHINA, TDI = "article:china-org-cn-2024-08-01", "article:tdi-2023-07-04"
GDEC_2023, GDEC_2024 = "Global Digital Economy Conference 2023", "Global Digital Economy Conference 2024"
LHASA_FORUM = "Lhasa High-Level Forum of Global Digital Economy Conference 2024"
OPENING = "Opening ceremony of the Lhasa High-Level Forum 2024"
INITIATIVE = "global digital economy partnership city cooperation initiative"
BUREAU = "Beijing Municipal Bureau of Economy and Information Technology"
COMMITTEE = "Party committee of the Torch High Technology Industry Development Center"
CENTER = "Torch High Technology Industry Development Center"
DEPARTMENT = "Department of Economy and Information Technology of Xizang"
LHASA_COMMITTEE = "Lhasa municipal committee of the Communist Party of China"
DATA_DRIVES = "Data Drives Development, Intelligence Leads the Future"
DIGITAL_DRIVES = "Digital Drives Development, Intelligence Leads the Future"
ENTERPRISES = "digital enterprises and industry associations, through representatives"
SINGAPORE_ACTIVITIES = "activities at the overseas sub-venues in Singapore"
EXHIBITION = ("exhibition:competitive-products-theme-exhibition", "Competitive Products Theme Exhibition")
ACTIVITIES = ("activity:gdec-2023-activities-singapore", "Activities of GDEC 2023 in Singapore")
WANG_QIANG, WANG_DUI = ("person:wang-qiang", "Wang Qiang"), ("person:wang-dui", "Wang Dui")
MAO, GUO = ("person:mao-dongjun", "Mao Dongjun"), ("person:guo-jinhai", "Guo Jinhai")
GUO_POST = f"member, {COMMITTEE}"
MAO_POST = f"deputy director, {BUREAU}"
WANG_DUI_POSTS = (f"deputy director, {DEPARTMENT}", "director, Xizang Data Management Bureau")
WANG_QIANG_POSTS = (f"deputy secretary, {LHASA_COMMITTEE}", "mayor, Lhasa")
ATTRIBUTED, INTENDED, HOPED, EVALUATED, REPORTED, INFERRED, SCHEDULED = (
    f"gdec:{kind}" for kind in ("attributed", "intended", "hoped", "evaluated", "reported", "inferred", "scheduled")
)
CITY_BUREAU = "organisation:beijing-municipal-bureau-of-economy-and-information-technology"

NOT_STATED_OF_GDEC_2024 = [
    ("How many people attended GDEC 2024?", "gdec:attendanceCount"),
    ("In which city was GDEC 2024 itself held?", "schema:location"),
    ("When did GDEC 2024 begin?", "schema:startDate"),
    ("When did GDEC 2024 end?", "schema:endDate"),
    ("Which theme did GDEC 2024 itself have?", "gdec:theme"),
]


class Says(str):
    """A cell that speaks of each of these things, separated by commas."""

    __slots__ = ()

    def __eq__(self, other):
        return all(word in other.lower() for word in self.split(", "))

    __hash__ = str.__hash__


def named(value):
    """Give the name of a test's parameter: of the query, or of what it is asked with."""
    if isinstance(value, dict):
        return "-".join(value.values()) or "default"
    return value if isinstance(value, str) else ""
