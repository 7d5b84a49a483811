"""How fast a store becomes a site: all of it, and again after one article has changed.

python bench/publish.py [ARTICLES] [FOLDER]

25,000 articles of `generate.py` make about 73,000 pages. Every page is counted with its four formats. What is not about
one thing (dumps, tables, feeds, the search index) is left out, and measured by itself.
"""

from __future__ import annotations

import resource
import sys
import time
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import pyoxigraph
from generate import articles, write_project

from gdec import terms
from gdec.build import map_facts
from gdec.disagreement.find import disagreements, nquads
from gdec.facts.complete import complete
from gdec.mapping import registry_quads
from gdec.project import Project, find_project
from gdec.site import publish as publishing
from gdec.site.settings import Settings
from gdec.store.local import change

GOALS = {"pages a second": 2_000, "second build, share of the first": 0.05}
AT_ONCE = 2_000


def measure(number: int = 25_000, folder: Path | None = None) -> list[dict[str, Any]]:
    """Publish made-up articles, once, again without a change, and again after one article has changed.

    Args:
        number: how many articles.
        folder: where the store and the site are laid, to be looked at; else they go when it is done.

    Returns:
        A row for each run: `what`, `pages`, `made`, `seconds`, `cpu` (seconds of computing of all processes),
        `megabytes` (the largest process), and the ratio of its seconds to those of the first.
    """
    publishing.PARTS, publishing.TELLING = ("gdec.site.statics",), ()
    vars(publishing)["record"] = lambda log, *_: log
    with TemporaryDirectory(prefix="gdec-bench-") as name:
        place = folder or Path(name)
        store = place / "store"
        write_project(place / "project", 1)
        project = find_project(place / "project")
        if not store.is_dir():
            _fill(store, project, number)
        rows = [_run("all of it", place), _run("nothing changed", place)]
        _change_one(store, project, number)
        rows.append(_run("one article changed", place))
    for row in rows:
        row["ratio"] = row["seconds"] / rows[0]["seconds"]
    return rows


def _run(what: str, place: Path) -> dict[str, Any]:
    begun, before = time.perf_counter(), _computing()
    done = publishing.publish(place / "store", place / "site", Settings("https://example.org/"))
    seconds = time.perf_counter() - begun
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "what": what,
        "pages": done.pages,
        "made": done.made,
        "seconds": seconds,
        "cpu": _computing() - before,
        "megabytes": largest / 1024,
    }


def _computing() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _fill(store: Path, project: Project, number: int) -> None:
    """Map articles into a new store, without holding them to shapes."""
    made = (article.facts for article in articles(number))
    with change(store) as step:
        step.manifest |= {"base": project.base, "registry": "", "editorial": "", "articles": {}}
        _load(step.store, registry_quads(project.registry))
        while some := list(islice(made, AT_ONCE)):
            quads = [map_facts(complete(facts), project) for facts in some]
            _load(step.store, b"".join(quads))
            for facts, each in zip(some, quads, strict=True):
                step.manifest["articles"][_id(facts)] = {"file": "made.jsonl", "state": sha256(each).hexdigest()}
        _load(step.store, nquads(disagreements(step), project.base))


def _change_one(store: Path, project: Project, number: int) -> None:
    """Put another article in the place of the one in the middle."""
    (old,) = islice((article.facts for article in articles(number)), number // 2, number // 2 + 1)
    (new,) = islice((article.facts for article in articles(number + 1)), number, number + 1)
    if old.article and new.article:
        new.article.id = old.article.id
    quads = map_facts(complete(new), project)
    with change(store) as step:
        step.replace_graph(f"{terms.mint(project.base, 'article', _id(old))[1:-1]}#graph", quads)
        step.manifest["articles"][_id(old)] = {"file": "made.jsonl", "state": sha256(quads).hexdigest()}


def _id(facts: Any) -> str:
    return str(facts.article.id)


def _load(store: pyoxigraph.Store, quads: bytes) -> None:
    store.bulk_load(quads, pyoxigraph.RdfFormat.N_QUADS)


def main() -> None:
    """Read the arguments, measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    rows = measure(number, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    for row in rows:
        print(
            f"{row['what']:20} {row['made']:>7,} of {row['pages']:,} pages  {row['seconds']:8.2f} s  "
            f"{row['cpu']:8.2f} s of computing  {row['made'] / row['seconds']:7,.0f} pages/s  "
            f"{row['megabytes']:5.0f} MiB  ratio {row['ratio']:.3f}"
        )
    print(f"goals: {GOALS}")


if __name__ == "__main__":
    main()
