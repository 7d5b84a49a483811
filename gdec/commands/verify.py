"""`gdec verify`: each piece of evidence found again in one's own copies of the articles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from gdec.commands import log
from gdec.errors import GdecError
from gdec.evidence.anchor import rewrite
from gdec.evidence.copies import Copies, assign, read_copies
from gdec.evidence.text import ArticleText
from gdec.evidence.verify import State, Verified, quotes_of, verify
from gdec.facts.model import Facts
from gdec.facts.rules import rerun
from gdec.facts.utf8 import read_bytes
from gdec.project import find_project
from gdec.rdf.files import written_whole


@click.command(name="verify")
@click.argument("facts", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--articles", type=click.Path(path_type=Path), help="The folder of your copies of the articles.")
@click.option("--fix", is_flag=True, help="Write the new places of what has moved into the facts files.")
@click.pass_context
def command(ctx: click.Context, facts: tuple[Path, ...], articles: Path | None, fix: bool) -> None:
    """Find each piece of evidence again in your own copy of the article, and run each inference again.

    FACTS are facts files or folders of them; without any, data/articles. Which copy is an article's own is told by
    its digest, else by the words that stand in it. Evidence is exact, moved (found elsewhere, or typed otherwise),
    changed (much like words stand there) or gone. Exits with 1 where any is not exact, or an inference does not
    follow; with 2 where there is no copy to look in.

    \b
    gdec verify --articles copies
    gdec verify data/articles/porto.yaml --articles copies --fix
    """
    if articles is None:
        raise GdecError("no copies are given, so nothing can be verified; name their folder with --articles")
    copies = read_copies(articles)
    for error in copies.unreadable:
        log.warn(error, prefix="passed over: ")
    project = find_project(facts[0] if facts else Path("data"))
    files = [file for path in facts or [Path("data")] for file in _files(path)]
    known = [(file, each) for file in files for each in project.read_each(file)]
    if not known:
        raise GdecError("there are no facts to verify; name their files, or go to the folder that holds data/articles")
    texts = _texts([each for _, each in known], copies)
    if not any(texts):
        raise GdecError(f"{articles}: has no copy of any of these articles; put them in, each as a text in UTF-8")
    told = [_verify(file, each, text, fix=fix) for (file, each), text in zip(known, texts, strict=True)]
    wrong = [(file, run) for file, each in known for run in rerun(each, project.registry) if run.problem]
    for file, run in wrong:
        click.echo(f"{file}:{run.line}: {run.path} does not follow by {run.rule}: {run.problem}")
    ctx.exit(int(bool(wrong) or not all(told)))


def _files(path: Path) -> list[Path]:
    return find_project(path.parent if path.name == "articles" else path).articles() if path.is_dir() else [path]


def _texts(known: list[Facts], copies: Copies) -> list[ArticleText | None]:
    """Give the copy of each article."""
    asked = [(facts.article.text.sha256 if facts.article else None, quotes_of(facts)) for facts in known]
    return [copies.texts[path] if path else None for path in assign(asked, copies)]


def _verify(file: Path, facts: Facts, text: ArticleText | None, *, fix: bool) -> bool:
    """Verify the facts of one article, say what is not exact, and tell whether all of it is."""
    if text is None:
        click.echo(f"{file}: there is no copy of this article")
        return False
    told = verify(quotes_of(facts), text)
    fixed = {
        each.quote.path: each.span for each in told if fix and each.state is State.MOVED and each.is_sure and each.span
    }
    if fixed and file.suffix not in {".yaml", ".yml"}:
        raise GdecError(f"{file}: only YAML is written anew in place; anchor the source of these facts instead")
    if fixed:
        after = rewrite(str(file), read_bytes(file), text, fixed)
        with written_whole(file) as out:
            out.write(after)
    for each in told:
        if each.state is not State.EXACT:
            click.echo("\n".join(_lines(file, each, text, is_fixed=each.quote.path in fixed)))
    counts = Counter(each.state for each in told)
    shown = ", ".join(f"{counts[state]} {state.value}" for state in State if counts[state] or state is State.EXACT)
    log.note(f"{file}: {shown}" + (f"; {len(fixed)} written anew" if fixed else ""))
    return len(told) == counts[State.EXACT] + len(fixed)


def _lines(file: Path, each: Verified, text: ArticleText, *, is_fixed: bool) -> list[str]:
    where = f"{file}:{each.quote.line}: {'.'.join(each.quote.path)}"
    if each.span is None:
        return [f"{where} is gone", f"- {each.quote.words}"]
    place = f"{list(each.quote.at)} → {list(each.span)}"
    if each.state is State.CHANGED:
        now = " ".join(text.text[each.span.start : each.span.end].split())
        return [f"{where} has changed, {place}", f"- {each.quote.words}", f"+ {now}"]
    doubt = "" if each.is_sure else ", perhaps; look at it, and run `gdec anchor`"
    return [f"{where} {'was' if is_fixed else 'has'} moved, {place}{doubt}"]
