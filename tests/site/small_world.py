"""A world of few names, in which articles tell of the same things, call them alike and take each other's place."""

from itertools import chain

from gdec.evidence.text import digest
from gdec.facts import model

WORDS = {"words": "Porto", "at": (1, 0, 5), "sha256": digest("Porto")}
DAYS = ("2031-05-01", "2031-05-02")
TEXTS = ("Sea", "Land", "Main forum", "Ana Lima", "Porto")
KINDS = {
    "s": ("series", model.Series, 2),
    "c": ("conferences", model.Event, 3),
    "f": ("forums", model.Event, 4),
    "h": ("people", model.Person, 3),
    "l": ("places", model.Place, 2),
    "o": ("organisations", model.Organisation, 3),
}
KEYS = {letter: [f"{letter}{number}" for number in range(most)] for letter, (_, _, most) in KINDS.items()}
EVENTS = KEYS["c"] + KEYS["f"]


def text(is_, lang=None):
    return model.Text(is_=is_, lang=lang, **WORDS)


def day(is_):
    return model.Day(is_=is_, **WORDS)


def link(is_):
    return model.Link(is_=is_, **WORDS)


def article(key, *things, title="", publisher="", supersedes=()):
    """Give an article that tells of things: each its key, whose first letter tells the class, its name, and more.

    What is only named by others is called by its key.
    """
    about = model.Article(id=key, published=day(DAYS[0]), text=model.TextSource(sha256=digest(key)))
    about.title, about.publisher = text(title) if title else None, link(publisher) if publisher else None
    about.supersedes = list(supersedes)
    facts = model.Facts(format=1, article=about)
    for name, called, more in things:
        _tell(facts, name, called, more)
    for name in filter(None, chain(chain.from_iterable(_named(more) for _, _, more in things), [publisher])):
        if name not in getattr(facts, KINDS[name[0]][0]):
            _tell(facts, name, f"The {name}", {})
    return facts


def _tell(facts, name, called, more):
    section, cls, _ = KINDS[name[0]]
    getattr(facts, section)[name] = cls(name=text(called), **more)


def _named(more):
    """Give the keys of what something is said to have to do with."""
    for value in chain.from_iterable(each if isinstance(each, list) else [each] for each in more.values()):
        yield from getattr(value, "about", ())
        yield getattr(value, "in_", "")
        yield value.is_ if isinstance(value, model.Link) else ""


def made_up(chance, key, others):
    """Make up an article, which may take the place of one of others."""
    names = chance.sample(sorted(chain.from_iterable(KEYS.values())), chance.randint(1, 4))
    things = [(name, chance.choice((*TEXTS, f"The {name}")), _more(chance, name)) for name in names]
    title, publisher = chance.choice(("", "", "News", "Sea")), chance.choice(("", "o0", "o1"))
    old = [each for each in others if each != key and chance.random() < 0.1]
    return article(key, *things, title=title, publisher=publisher, supersedes=old)


def _more(chance, name):
    """Make up what is said of something besides its name."""
    said = {
        "also": [text(chance.choice(("港口", "论坛")), "zh")],
        "remarks": [model.Remark(content=f"Like {chance.choice(TEXTS)}", about=[chance.choice(EVENTS)], **WORDS)],
        "not_stated": [model.Unstated(question="When?")],
    }
    if name in EVENTS:
        said |= {"edition_of": link(chance.choice(KEYS["s"])), "starts": day(chance.choice(DAYS))}
        said["held_in"] = [link(chance.choice(KEYS["l"]))]
        if later := [each for each in EVENTS if each > name]:
            said["part_of"] = model.PartOf(is_=chance.choice(later), **WORDS)
    if name[0] == "h":
        said["posts"] = [model.Post(title=chance.choice(("mayor", "head")), in_=chance.choice(KEYS["o"]), **WORDS)]
    if name[0] in "ho":
        said["took_part"] = [model.Participation(in_=chance.choice(EVENTS), as_="speaker", **WORDS)]
    if name[0] == "o":
        said["within"] = [link(chance.choice([each for each in KEYS["o"] if each != name]))]
    return {each: said[each] for each in chance.sample(sorted(said), chance.randint(0, 3))}
