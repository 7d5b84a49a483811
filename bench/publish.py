"""How fast a store becomes a site: all of it, and again after one article has changed.

python bench/publish.py [ARTICLES] [FOLDER]

34,000 articles of `generate.py` make about 100,900 pages. Every page is counted with its four formats. The pages of
things and articles are measured alone, and then, of no more than 34,000 articles, the whole site: dumps, tables, search
index, feeds and all. Of 34,000 that takes 18 GB of disk at its most: 12 GB of pages and 6 GB of dumps.
"""

from __future__ import annotations

import gzip
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import pyoxigraph
from generate import articles, write_project

from gdec import terms
from gdec.build import map_facts
from gdec.disagreement.find import disagreements
from gdec.disagreement.graph import nquads
from gdec.facts.complete import complete
from gdec.mapping import registry_quads
from gdec.processes import cores
from gdec.processes.pool import in_workers
from gdec.project import Project, find_project
from gdec.site import publish as publishing
from gdec.site.frame.settings import Settings
from gdec.site.making import menu
from gdec.store.changing import change

GOALS = {"pages a second": 2_000, "second build, share of the first": 0.05}
AT_ONCE = 2_000
PAGES, WHOLE = "pages alone", "whole site"
MOST_WHOLE = 34_000
"""Of how many articles the whole site is measured at the most."""
ROOM = 32 << 30
"""So many bytes of disk the whole site of so many takes, with some to spare."""


def measure(number: int = 34_000, folder: Path | None = None) -> list[dict[str, Any]]:
    """Publish made-up articles, once, again without a change, and again after one article has changed, in two ways.

    Args:
        number: how many articles.
        folder: where the store and the site are laid, to be looked at; else they go when it is done.

    Returns:
        A row for each run: `what`, `site` (`PAGES` or `WHOLE`), `articles`, `pages`, `made`, `seconds`, `cpu` (seconds
        of computing of all processes), `megabytes` (the largest process), and the ratio of its seconds to those of the
        first run of that kind; where all of it was made also `largest`, the bytes of the largest page as gzip packs it.
    """
    with TemporaryDirectory(prefix="gdec-bench-") as name:
        place = folder or Path(name)
        write_project(place / "project", 1)
        if not (place / "store").is_dir():
            _apart(_fill, place, number)
        rows = _runs(PAGES, place, number)
        if number <= MOST_WHOLE:
            if not folder and shutil.disk_usage(place).free < ROOM:
                # Else it stays: for minutes after many files went, ext4 looks longer for a place for a new one.
                _remove(place, PAGES)
            rows += _runs(WHOLE, place, number + 1)
        return [row | {"articles": number} for row in rows]


def _runs(site: str, place: Path, number: int) -> list[dict[str, Any]]:
    """Publish three times; the number says which article takes the place of another, so that each time it changes."""
    with _parts(site):
        rows = [_apart(_run, "all of it", site, place), _apart(_run, "nothing changed", site, place)]
        _apart(_change_one, place, number)
        rows.append(_apart(_run, "one article changed", site, place))
    return [row | {"ratio": row["seconds"] / rows[0]["seconds"]} for row in rows]


def _remove(place: Path, site: str) -> None:
    """Remove a site and what lies beside it."""
    folder = _folder(place, site)
    for each in (folder, folder.with_name(f".{folder.name}.gdec")):
        shutil.rmtree(each)


def _folder(place: Path, site: str) -> Path:
    return place / site.replace(" ", "-")


@contextmanager
def _parts(site: str) -> Iterator[None]:
    """Publish only the pages of things and articles meanwhile, if that is asked for."""
    kept, parts = dict(vars(publishing)), menu.PARTS
    if site == PAGES:
        menu.PARTS = ("gdec.site.frame.statics",)
        vars(publishing).update(TELLING=(), record=lambda log, *_: log)
    try:
        yield
    finally:
        vars(publishing).update(kept)
        menu.PARTS = parts


def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do work in a process of its own, so that the memory it takes is not counted with that of other work."""
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        return pool.submit(work, *arguments).result()


def _run(what: str, site: str, place: Path) -> dict[str, Any]:
    begun, before = time.perf_counter(), _computing()
    done = publishing.publish(place / "store", _folder(place, site), Settings("https://example.org/"))
    seconds, cpu = time.perf_counter() - begun, _computing() - before
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    row = {
        "what": what,
        "site": site,
        "pages": done.pages,
        "made": done.made,
        "seconds": seconds,
        "cpu": cpu,
        "megabytes": memory / 1024,
    }
    return row | {"largest": _largest(_folder(place, site))} if done.made == done.pages else row


def _largest(folder: Path) -> int:
    """Pack the largest pages until none of those left can be larger than the largest of these; give its bytes."""
    largest = 0
    for size, path in sorted(((path.stat().st_size, path) for path in folder.rglob("*.html")), reverse=True):
        if size <= largest:
            break
        largest = max(largest, len(gzip.compress(path.read_bytes(), 6)))
    return largest


def _computing() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _fill(place: Path, number: int) -> None:
    """Map articles into a new store, without holding them to shapes."""
    project = find_project(place / "project")
    made = (article.facts for article in articles(number))
    with change(place / "store") as step:
        step.manifest |= {"base": project.base, "registry": "", "editorial": "", "articles": {}}
        _load(step.store, registry_quads(project.registry))
        while some := list(islice(made, AT_ONCE)):
            quads = list(in_workers(partial(_mapped, project=project), some, cores()))
            step.load((_graph(project.base, facts), each) for facts, each in zip(some, quads, strict=True))
            for facts, each in zip(some, quads, strict=True):
                step.manifest["articles"][_id(facts)] = {"file": "made.jsonl", "state": sha256(each).hexdigest()}
        _load(step.store, nquads(disagreements(step), project.base))


def _mapped(facts: Any, project: Project) -> bytes:
    return map_facts(complete(facts), project)


def _change_one(place: Path, number: int) -> None:
    """Put another article, one that there would be if there were one more, in the place of the one in the middle."""
    project = find_project(place / "project")
    (old,) = islice((article.facts for article in articles(number)), number // 2, number // 2 + 1)
    (new,) = islice((article.facts for article in articles(number + 1)), number, number + 1)
    if old.article and new.article:
        new.article.id = old.article.id
    quads = map_facts(complete(new), project)
    with change(place / "store") as step:
        step.replace_graph(_graph(project.base, old), quads)
        step.manifest["articles"][_id(old)] = {"file": "made.jsonl", "state": sha256(quads).hexdigest()}


def _id(facts: Any) -> str:
    return str(facts.article.id)


def _graph(base: str, facts: Any) -> str:
    return f"{terms.mint(base, 'article', _id(facts))[1:-1]}#graph"


def _load(store: pyoxigraph.Store, quads: bytes) -> None:
    store.bulk_load(quads, pyoxigraph.RdfFormat.N_QUADS)


def main() -> None:
    """Read the arguments, measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 34_000
    rows = measure(number, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    for row in rows:
        print(
            f"{row['site']:11}  {row['what']:20} {row['made']:>7,} of {row['pages']:,} pages  {row['seconds']:8.2f} s  "
            f"{row['cpu']:8.2f} s of computing  {row['made'] / row['seconds']:7,.0f} pages/s  "
            f"{row['megabytes']:5.0f} MiB  ratio {row['ratio']:.3f}"
            f"{'  largest page {largest:,} bytes'.format(**row) if 'largest' in row else ''}"
        )
    print(f"goals: {GOALS}")


if __name__ == "__main__":
    main()
