"""Randomly altered copies of articles, and what verifying quotes in them must say and must not."""

import random
import re
import unicodedata

from gdec.evidence.folding import folded
from gdec.evidence.text import ArticleText, Span, digest
from gdec.evidence.verify import Quote, State, verify

CURLY = str.maketrans({"'": "’"})
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
WORDS = re.findall(
    r"\S+",
    """
harbour data forum opened in São João with the mayor’s berths and a café’s dual-use crane said “never” again while 王强
of Gaia shared costs – slowly – across forty co-operating ports Ana Lima kept two days of May
""",
)


def curly(text):
    return re.sub(r'(^|[\s(])"', r"\1“", text, flags=re.MULTILINE).replace('"', "”").translate(CURLY)


TYPINGS = {
    "as it was": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "plain spaces": lambda text: text.replace("\u00a0", " "),
    "indented": lambda text: text.replace("\n", " \n\t "),
    "straight quotes": lambda text: text.translate(STRAIGHT),
    "curly quotes": curly,
    **{form: lambda text, form=form: unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")},
}


def made_up_article(dice, vocabulary=WORDS):
    """Make up an article's text of some paragraphs."""
    paragraphs = [" ".join(dice.choices(vocabulary, k=dice.randint(3, 60))) for _ in range(dice.randint(1, 8))]
    return "\n\n".join(paragraphs) + "\n"


def made_up_quotes(dice, text):
    """Quote an article at random, each quote from the start of one word to the end of another."""
    quotes = []
    for number, first, last in ArticleText(text).paragraphs:
        words = [match.span() for match in re.finditer(r"\S+", text[first:last])]
        for _ in range(6):
            start = dice.randrange(len(words))
            end = min(len(words), start + dice.choice([1, 2, 3, 5, 8, 12, 30])) - 1
            quotes.append(quote(text, Span(number, first + words[start][0], first + words[end][1])))
    return quotes


def quote(text, span):
    words = text[span.start : span.end]
    each = words.split()
    shown = words if len(each) <= 8 else f"{' '.join(each[:4])} … {' '.join(each[-4:])}"
    return Quote(("people", str(span.start)), 1, shown, span, digest(words))


def altered_copy(dice, text):
    """Change words, move paragraphs and type all of it otherwise.

    Returns:
        The copy, what was done, and where words of the original were changed.
    """
    changes = []
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for start, end in sorted(dice.sample(words, min(len(words), dice.choice([0, 0, 1, 3, 10]))), reverse=True):
        changes.append((start, end))
        text = f"{text[:start]}{dice.choice(['Zyx', 'zyxwvut', 'Zy xw', ''])}{text[end:]}"
    if dice.random() < 0.5:
        lines = text.split("\n")
        dice.shuffle(lines)
        text = "\n".join(lines)
    typings = dice.sample(sorted(TYPINGS), k=dice.choice([1, 1, 2]))
    for typing in typings:
        text = TYPINGS[typing](text)
    return text, typings, changes


def check(seed, text, quotes):
    """Alter a text by a seed, verify its quotes, and hold what is said against what was done."""
    dice = random.Random(seed)
    copy, typings, changes = altered_copy(dice, text)
    seen = ArticleText(copy)
    letters = f" {folded(copy, 'NFKD')} "
    for told in verify(quotes, seen):
        at, told_of = told.quote.at, (seed, typings, told)
        words = text[at.start : at.end]
        is_changed = any(start < at.end and at.start < end for start, end in changes)
        stands_as_it_was = copy[at.start : at.end] == words and told.span == at
        assert (told.state is State.EXACT) == stands_as_it_was, told_of
        if not is_changed or folded(words, "NFKD") in letters:
            assert told.state in {State.EXACT, State.MOVED}, told_of
        else:
            assert told.state in {State.CHANGED, State.GONE}, told_of
        if told.state is State.MOVED:
            assert folded(copy[told.span.start : told.span.end], "NFKD") == folded(words, "NFKD"), told_of
        if told.is_sure and told.span:
            assert seen.words(told.span), told_of
