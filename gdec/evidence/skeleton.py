"""The skeleton of a facts file: what an author starts from when a new article has come in."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from gdec import terms
from gdec.errors import GdecError, InputError
from gdec.evidence.text import ArticleText
from gdec.facts.check import explain_key
from gdec.facts.model import FORMAT, SECTIONS
from gdec.facts.schema import FILE_NAME
from gdec.facts.utf8 import read_bytes
from gdec.facts.wording import WITHOUT_SPACES
from gdec.project import find_project

FIRST_WORDS = 4
MAX_LETTERS = 40

_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    ("en", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh", re.compile(f"[{WITHOUT_SPACES}]")),
)
"""The scripts that tell a language, each by the language; Chinese and Japanese share the last."""

_SMALL_WORDS = {
    "en": "the of and to in is was for that with on by",
    "fr": "le la les des du et est une dans pour que au aux sur",
    "de": "der die das und ist den dem von mit für ein eine",
    "es": "el la los las del y es una en para que por con",
    "it": "il lo la gli di e è una nel per che con della",
    "pt": "o a os as do da dos e é uma em para que no na",
}
"""Words that tell the languages of Latin script, by the language."""
_LATIN_WORD = re.compile(r"[^\W\d_]+")

_SKELETON = """\
# yaml-language-server: $schema={schema}
# Fill in what is empty and write facts below, each with a few words of the article; then run `gdec anchor`.
format: {format}

article:
  id: {id}
  title: {{is: , words: }}
  # A day is written year-month-day, as in 2031-05-03; its words stand as the article prints them.
  published: {{is: , words: }}
  # publisher: {{is: example-agency, words: Example Agency}}
  # dateline: {{is: porto, words: Porto}}
  # url: https://example.org/news/1
  language: {language}
  text: {{extractor: as received, sha256: {sha256}}}

# An entry stands in its section under a key of its own. The sections are
# {sections}.
#
# people:
#   ana-lima:
#     name: {{is: Ana Lima, words: Ana Lima}}
#     posts:
#       - {{title: deputy mayor, in: unnamed, words: deputy mayor of Porto}}
#
# What gave no fact has its reason:
#
# no_fact:
#   - {{words: Read more, why: teaser}}

# The paragraphs of the article by their first words:
{paragraphs}
"""


def skeleton_of(article: Path, key: str, output: Path | None) -> str:
    """Write a skeleton of facts for a file; see `gdec.new_facts`."""
    text = ArticleText.decode(str(article), read_bytes(article))
    try:
        return skeleton(text, key or key_of((output or article).name), _schema(output))
    except GdecError as error:
        raise InputError(str(article), str(error)) from None


def skeleton(text: ArticleText, key: str, schema: str) -> str:
    """Write a skeleton of facts as YAML, with the article's paragraphs as comments.

    Args:
        text: the article's text.
        key: the article's id.
        schema: where an editor finds the JSON Schema of facts files, as seen from the new file.

    Raises:
        GdecError: the text has no paragraph, or the id is no key.
    """
    if not text.paragraphs:
        raise GdecError("the article has no text; nothing can be quoted from it")
    if problem := explain_key(key):
        raise GdecError(f"{problem}; choose an id with --id")
    return _SKELETON.format(
        schema=schema,
        format=FORMAT,
        id=key,
        language=_language(text.text),
        sha256=text.sha256,
        sections=", ".join(SECTIONS),
        paragraphs="\n".join(
            f"# {number:>3}  {_first_words(text.text[start:end])}" for number, start, end in text.paragraphs
        ),
    )


def key_of(name: str) -> str:
    """Give the id that an article gets from the name of its file.

    >>> key_of("Example Agency 2031-05-03.txt")
    'example-agency-2031-05-03'
    """
    return terms.slug(name.rpartition(".")[0] or name)


def _schema(output: Path | None) -> str:
    """Give the way from a facts file to the schema; without a file, that from a project's `articles/`."""
    if output is None:
        return f"../{FILE_NAME}"
    schema = find_project(output).folder.resolve() / FILE_NAME
    return Path(os.path.relpath(schema, output.resolve().parent)).as_posix()


def _language(text: str) -> str:
    """Give the language that the script of most letters tells, or that small words do, as a guess that says so."""
    letters = _LETTER.findall(text)
    counts = Counter(next((tag for tag, script in _SCRIPTS if script.match(letter)), "") for letter in letters)
    if counts["en"] >= sum(counts.values()) / 2:
        return _latin_language(text)
    most = max(counts, key=lambda tag: counts[tag])
    tag = "ja" if most == "zh" and counts["ja"] * 10 > counts["zh"] else most
    return f"{tag}  # guessed from the script; check it" if tag else "und  # its script tells no language; name it"


def _latin_language(text: str) -> str:
    counts = Counter(_LATIN_WORD.findall(text.casefold()))
    seen = {tag: sum(counts[word] for word in words.split()) for tag, words in _SMALL_WORDS.items()}
    most = max(seen, key=lambda tag: seen[tag])
    return "en" if most == "en" else f"{most}  # guessed from its small words; check it"


def _first_words(paragraph: str) -> str:
    """Give a few words, without what a comment in YAML cannot hold."""
    printable = "".join(letter if letter.isprintable() else " " for letter in paragraph)
    words = printable.split()
    shown = " ".join(words[:FIRST_WORDS])[:MAX_LETTERS]
    return shown if shown == " ".join(words) else f"{shown} …"
