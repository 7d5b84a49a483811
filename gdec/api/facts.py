"""Facts: read, written anew, anchored in their article, verified, and made of other forms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from gdec.api.choices import Part, TableRows

if TYPE_CHECKING:
    from gdec.evidence.coverage import Sentence
    from gdec.evidence.placing import Anchored
    from gdec.evidence.text import ArticleText
    from gdec.evidence.verifying import Verification
    from gdec.facts.model import Facts
    from gdec.project import Project


def find_project(path: str | Path = "data") -> Project:
    """Find the project that a file or folder belongs to.

    >>> project = find_project("data")
    >>> [path.name for path in project.articles()]
    ['china-org-cn-2024-08-01.yaml', 'tdi-2023-07-04.yaml']

    Args:
        path: a project's folder, or what is in it. A file in no project makes one of its own.

    Raises:
        InputError: a `gdec.toml` that cannot be used.
    """
    from gdec.project import find_project

    return find_project(Path(path))


def read_facts(path: str | Path) -> Facts:
    """Read the facts of one article: complete, and checked against the registry of its project.

    >>> facts = read_facts("data/articles/tdi-2023-07-04.yaml")
    >>> facts.conferences["gdec-2023"].days.is_
    4

    Raises:
        InputError: the file cannot be read, holds several articles, or has words without a place.
        GdecError: it is not in the facts format; the message tells every problem with its line.
    """
    return find_project(path).read(Path(path))


def new_facts(article: str | Path, key: str = "", *, output: str | Path | None = None) -> str:
    """Write a skeleton of facts for the text of an article, as YAML: what is to be filled in, and its paragraphs.

    Args:
        article: the article's text, as received.
        key: the article's id; by default it comes from the name of `output`, else from the article's.
        output: where the skeleton will stand, so that its first line leads an editor to the project's JSON Schema.

    Raises:
        InputError: the article cannot be read.
        GdecError: it has no text, or the id is no key.
    """
    from gdec.evidence.skeleton import skeleton_of

    return skeleton_of(Path(article), key, Path(output) if output else None)


def anchor_facts(facts: str | Path, article: str | Path, *, is_dry: bool = False) -> Anchored:
    """Find the quoted words of a facts file in its article, and write their places into the file.

    Args:
        facts: a YAML facts file; comments, order and layout stay as they are.
        article: the article's text, as received.
        is_dry: only tell what would be done.

    Raises:
        InputError: a file cannot be used.
        GdecError: quotes that stand nowhere or in several places, each told with its line.
    """
    from gdec.evidence.placing import place

    return place(Path(facts), Path(article), is_dry=is_dry)


def cover_article(facts: str | Path, article: str | Path) -> list[Sentence]:
    """Tell for each sentence of an article which facts it gave, or why it gave none.

    Args:
        facts: its facts, anchored.
        article: the article's text, as received.

    Raises:
        GdecError: the facts cannot be used, or their evidence does not stand in the text.
    """
    from gdec.evidence.coverage import coverage

    return coverage(read_facts(facts), _text(article))


def verify_evidence(*facts: str | Path, articles: str | Path, fix: bool = False) -> Verification:
    """Find each piece of evidence again in your own copies of the articles.

    Args:
        facts: facts files or folders of them; without any, those of the project in `data`.
        articles: the folder of the copies, each a text in UTF-8. Which is an article's own is told by its digest, else
            by the words that stand in it.
        fix: write the new places of what has moved into the facts files.

    Raises:
        GdecError: there are no facts, no copies, or no copy of any of the articles; or a file that cannot be used.
    """
    from gdec.evidence.verifying import verify_files

    return verify_files([Path(path) for path in facts or ["data"]], Path(articles), fix=fix)


def convert_facts(*files: str | Path, to: str | Path | BinaryIO, format: str = "") -> None:
    """Turn facts files from YAML into JSON Lines, one facts file a line, or back; every fact comes through.

    Args:
        files: facts files.
        to: a new file, a folder for a YAML file an article, or a binary stream.
        format: `yaml` or `jsonl`; by default the suffix of the new file tells.

    Raises:
        InputError: a file cannot be read, two articles are for one YAML file, or one is in the folder already.
    """
    from gdec.facts.convert import convert

    convert(map(Path, files), Path(to) if isinstance(to, str) else to, format)


def migrate_facts(*files: str | Path) -> dict[Path, bool]:
    """Bring YAML facts files up to the present format, all of them or none.

    Args:
        files: the files; without any, those of the project in `data`.

    Returns:
        For each file, whether it is another now.

    Raises:
        InputError: a file cannot be used, or is of a newer gdec.
    """
    from gdec.facts.migrate import migrate_files, yaml_of

    return migrate_files([Path(file) for file in files] or yaml_of(find_project()))


def import_table(
    table: str | Path,
    rows: TableRows,
    columns: Mapping[str, str],
    *,
    key: str = "",
    event: str = "",
    part: Part = "attendee",
    attested: str = "",
    delimiter: str | None = None,
    project: str | Path | Project = "data",
) -> str:
    """Turn a CSV of people or of forums into facts, as YAML; the file is the article, and each row its own evidence.

    Args:
        table: the file, with the columns' names in its first line.
        rows: what its rows are.
        columns: the column of each field, as in `{"name": "Full name", "posts.title": "Title"}`.
        key: the id that the table gets as an article; by default it comes from the file's name.
        event: the registry's key of the event that the people took part in.
        part: as what they took part.
        attested: the day that the table attests people's posts on, unless a column gives it.
        delimiter: what stands between cells; by default the first line tells.
        project: the project whose registry the facts may share.

    Raises:
        GdecError: a field, an event or a column that is not there.
        InputError: the table cannot be read, or rows that facts cannot be made of, each told with its line.
    """
    from gdec.evidence.rows import Plan, facts_of_table
    from gdec.evidence.skeleton import key_of
    from gdec.facts import kinds
    from gdec.facts.writing import to_yaml

    known = find_project(project) if isinstance(project, str | Path) else project
    plan = Plan(key or key_of(Path(table).name), rows, dict(columns), event, kinds.Part(part), attested)
    return to_yaml(facts_of_table(str(table), _text(table), plan, known.registry, delimiter=delimiter))


def facts_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of facts files, from which an editor completes keys and marks what is wrong.

    >>> sorted(facts_schema()["$defs"])[:3]
    ['Article', 'Count', 'Day']
    """
    from gdec.facts.schema import schema

    return schema()


def _text(path: str | Path) -> ArticleText:
    from gdec.evidence.text import ArticleText
    from gdec.facts.utf8 import read_bytes

    return ArticleText.decode(str(path), read_bytes(Path(path)))
