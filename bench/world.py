"""The made-up world of the benchmarks: people, bodies, places and conferences, each found by its number, and texts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from gdec.evidence.text import digest

GIVEN = (
    "Ana",
    "Bruno",
    "Chloé",
    "Duarte",
    "Elif",
    "Farid",
    "Gwen",
    "Håkon",
    "Inês",
    "João",
    "Kemal",
    "Léa",
    "Miriam",
    "Nadia",
    "Óscar",
    "Petra",
    "Rui",
    "Søren",
    "Tomás",
    "Uma",
    "Vera",
    "William",
    "Yara",
    "Zoë",
)
FAMILY = (
    "Lima",
    "Costa",
    "Dubois",
    "Eriksen",
    "Ferreira",
    "García",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kaya",
    "Lopes",
    "Müller",
    "Novák",
    "O’Neill",
    "Pereira",
    "Quiroga",
    "Rossi",
    "Silva",
    "Tavares",
    "Ünal",
    "Vogel",
    "Weiß",
)
SURNAMES = (
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("赵", "Zhao"),
    ("黄", "Huang"),
    ("周", "Zhou"),
    ("吴", "Wu"),
    ("徐", "Xu"),
    ("孙", "Sun"),
)
CALLED = (
    ("强", "Qiang"),
    ("磊", "Lei"),
    ("敏", "Min"),
    ("洋", "Yang"),
    ("静", "Jing"),
    ("丽华", "Lihua"),
    ("建国", "Jianguo"),
    ("晓明", "Xiaoming"),
    ("海燕", "Haiyan"),
    ("志远", "Zhiyuan"),
    ("雪梅", "Xuemei"),
)
TOWNS = (
    ("Port", "港"),
    ("Marsh", "泽"),
    ("Hill", "山"),
    ("Lake", "湖"),
    ("River", "江"),
    ("Sand", "沙"),
    ("Salt", "盐"),
    ("Stone", "石"),
    ("Wood", "林"),
    ("Cloud", "云"),
)
ENDINGS = (
    ("ford", "州"),
    ("haven", "港"),
    ("mouth", "口"),
    ("stad", "城"),
    ("ville", "镇"),
    ("wick", "村"),
    ("burg", "堡"),
)
FIELDS = (
    ("Harbour Data", "港口数据"),
    ("Open Data", "开放数据"),
    ("Digital Trade", "数字贸易"),
    ("Green Shipping", "绿色航运"),
    ("Smart City", "智慧城市"),
    ("Tide Energy", "潮汐能源"),
    ("Rural Network", "乡村网络"),
    ("Clean Air", "清洁空气"),
    ("Machine Learning", "机器学习"),
    ("Public Health", "公共卫生"),
)
KINDS = (("conferences", "Conference", "大会"), ("forums", "Forum", "论坛"), ("exhibitions", "Exhibition", "展览会"))
BODIES = (
    ("Bureau of {} Affairs", "{}局"),
    ("{} Committee", "{}委员会"),
    ("{} Company", "{}公司"),
    ("{} Institute", "{}研究院"),
)
TITLES = (
    ("deputy mayor", "副市长"),
    ("director", "局长"),
    ("chair of the board", "董事长"),
    ("secretary general", "秘书长"),
    ("head of research", "研究主任"),
    ("spokesperson", "发言人"),
)
THEMES = (
    "Ports that think",
    "Data drives growth",
    "Digital drives growth",
    "Open networks for all",
    "Shared water, shared light",
    "From quay to cloud",
    "Small towns, long lines",
)
REMARKS = (
    ("the port means to share its berth data", "will share the berth data of the port"),
    ("small towns need the same lines as large ones", "small towns need the same lines"),
    ("trade grows where papers go digital", "trade grows where papers go digital"),
    ("the network is open to everybody", "the network is open to everybody"),
    ("clean air is measured on every quay from next year", "measured on every quay from next year"),
)
COMPARATORS = ("exactly", "more_than", "about")
LANGUAGES = ("en", "en", "en", "zh-hans")


LONG = 60


@dataclass(frozen=True)
class Thing:
    """A thing with its key and its names in English and Chinese."""

    key: str
    english: str
    chinese: str

    def name(self, language: str) -> str:
        """Give the name that an article in a language prints."""
        return self.chinese if language == "zh-hans" else self.english


@dataclass(frozen=True)
class Event(Thing):
    """A conference, forum or exhibition: what is true of it, and what each article may print otherwise."""

    number: int
    section: str
    series: Thing
    place: int
    field: int
    starts: date
    days: int
    attendance: int

    @property
    def ends(self) -> date:
        """The last day."""
        return self.starts + timedelta(days=self.days - 1)


def zipf(dice: random.Random, size: int) -> int:
    """Draw a number from 0 to below `size`, the n-th about 1/n times as often as the first (Zipf's law)."""
    return min(size - 1, int(size ** dice.random()) - 1)


@lru_cache(maxsize=4096)
def person(number: int) -> Thing:
    """Give a person: every second one has a Chinese name."""
    half = number // 2
    if number % 2:
        family, given = SURNAMES[half % len(SURNAMES)], CALLED[half // len(SURNAMES) % len(CALLED)]
        return Thing(f"{family[1]}-{given[1]}-{number}".lower(), f"{family[1]} {given[1]}", family[0] + given[0])
    name = f"{GIVEN[half % len(GIVEN)]} {FAMILY[half // len(GIVEN) % len(FAMILY)]}"
    return Thing(f"{name.replace(' ', '-').replace('’', '')}-{number}".lower(), name, name)


@lru_cache(maxsize=1024)
def place(number: int) -> Thing:
    """Give a city."""
    first, last = TOWNS[number % len(TOWNS)], ENDINGS[number // len(TOWNS) % len(ENDINGS)]
    name = f"{first[0]}{last[0]}"
    return Thing(f"{name.lower()}-{number}", name, first[1] + last[1])


@lru_cache(maxsize=4096)
def body(number: int) -> Thing:
    """Give an organisation, named from its city and field."""
    home, field = place(number % 97), FIELDS[number % len(FIELDS)]
    form = BODIES[number // len(FIELDS) % len(BODIES)]
    english = f"{home.english} {form[0].format(field[0])}"
    return Thing(f"{english.replace(' ', '-').lower()}-{number}", english, home.chinese + form[1].format(field[1]))


def topic(number: int) -> Thing:
    """Give a topic."""
    english, chinese = FIELDS[number % len(FIELDS)]
    return Thing(english.replace(" ", "-").lower(), english.lower(), chinese)


@lru_cache(maxsize=4096)
def event(number: int, seed: int) -> Event:
    """Give an event, the same whoever asks."""
    dice = random.Random(f"{seed} event {number}")
    section, kind, sort = KINDS[number % len(KINDS)]
    city, field = dice.randrange(70), dice.randrange(len(FIELDS))
    year = 2015 + dice.randrange(16)
    home = place(city)
    english = f"{home.english} {FIELDS[field][0]} {kind}"
    series = Thing(english.replace(" ", "-").lower(), english, home.chinese + FIELDS[field][1] + sort)
    starts = date(year, 1, 1) + timedelta(days=dice.randrange(350))
    return Event(
        key=f"{series.key}-{year}-{number}",
        english=f"{english} {year}",
        chinese=f"{year}年{series.chinese}",
        number=number,
        section=section,
        series=series,
        place=city,
        field=field,
        starts=starts,
        days=dice.randint(1, 5),
        attendance=dice.randrange(40, 4000, 10),
    )


class Text:
    """A text while it is written: what stands between asterisks is quoted."""

    def __init__(self) -> None:
        self.text = ""
        self.paragraph = 0

    def say(self, sentence: str) -> list[dict[str, Any]]:
        """Add a paragraph, and give the evidence for each piece of it between asterisks."""
        self.text += "\n\n" * bool(self.paragraph)
        self.paragraph += 1
        quotes = []
        for index, piece in enumerate(sentence.split("*")):
            start = len(self.text)
            self.text += piece
            if index % 2:
                at = (self.paragraph, start, len(self.text))
                quotes.append({"words": _shortened(piece), "at": at, "sha256": digest(piece)})
        return quotes


def _shortened(words: str) -> str:
    """Give words as an author writes them down: of many, the first and the last."""
    parts = words.split()
    return f"{' '.join(parts[:4])} … {' '.join(parts[-4:])}" if len(words) > LONG and len(parts) > 8 else words
