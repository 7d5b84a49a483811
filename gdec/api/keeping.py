"""Stores and sites kept up to date: built, looked after, published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gdec.api.facts import find_project
from gdec.errors import GdecError, InputError

if TYPE_CHECKING:
    from gdec.building.outcome import Built
    from gdec.forgetting.forget import Forgotten
    from gdec.history import Step
    from gdec.project import Project
    from gdec.site.checking.check import Checked
    from gdec.site.frame.settings import Settings
    from gdec.site.publish import Published
    from gdec.status import Status


def build_store(
    project: str | Path | Project = "data", store: str | Path = ".gdec", *, prune: bool = False, jobs: int | None = None
) -> Built:
    """Map, validate and store a folder of facts; what is unchanged is left alone.

    An article that cannot be read, or does not conform, keeps its last good graph; what `gdec.Built` says of it is no
    error.

    Args:
        project: the folder of facts, or the project that was found there.
        store: the store's folder, made where there is none.
        prune: also remove the graphs of articles whose facts file is gone.
        jobs: how many processes map and validate side by side; by default as many as there are cores.

    Raises:
        GdecError: a registry that cannot be used, or a store that cannot be written.
    """
    from gdec.build import build

    return build(_project(project), Path(store), prune=prune, jobs=jobs or 0)


def store_status(
    project: str | Path | Project = "data", store: str | Path = ".gdec", *, with_checks: bool = True
) -> Status:
    """Compare a store with the project that it is built from: what is fresh, what is stale and why, which checks fail.

    Args:
        project: the folder of facts, or the project that was found there.
        store: the store's folder.
        with_checks: also run the data-quality checks, which take most of the time.

    Raises:
        GdecError: there is no store, or the registry cannot be used.
    """
    from gdec.status import status

    return status(_project(project), Path(store), with_checks=with_checks)


def list_history(article: str = "", store: str | Path = ".gdec") -> list[Step]:
    """List which facts a store had of one article, or of all, version by version.

    Raises:
        GdecError: there is no store, or it never had an article of that id.
    """
    from gdec.history import open_history, steps

    with open_history(Path(store)) as history:
        return steps(history, article)


def past_facts(article: str, version: int = 0, store: str | Path = ".gdec") -> bytes:
    """Give the facts that a version of a store had of an article, byte for byte as they were received.

    Args:
        article: the article's id.
        version: the version; 0 for the latest facts of all.
        store: the store's folder.

    Raises:
        GdecError: there is no store, or that version had no such article.
    """
    from gdec.history import open_history, received_in

    with open_history(Path(store)) as history:
        return history.data(received_in(history, article, version).digest)


def past_quads(
    article: str, version: int = 0, store: str | Path = ".gdec", project: str | Path | Project = "data"
) -> bytes:
    """Give past facts as N-Quads, mapped by the mappers and the registry of today; else as `past_facts`."""
    from gdec.history import open_history, quads_of, received_in

    with open_history(Path(store)) as history:
        return quads_of(history, received_in(history, article, version), _project(project))


def forget_person(
    person: str,
    project: str | Path | Project = "data",
    store: str | Path = ".gdec",
    *,
    reason: str = "",
    exports: Iterable[str | Path] = (),
    is_dry: bool = False,
) -> Forgotten:
    """Erase a person from facts, registry, editors' choices, the store and its history: all of it or nothing.

    Args:
        person: a key, an IRI or a name.
        project: the folder of facts, or the project that was found there.
        store: the store's folder.
        reason: why, for the store's record; it must not name the person.
        exports: folders that are searched for files that name the person.
        is_dry: only tell what would be done.

    Raises:
        InputError: a file cannot be used, or has the name where only an editor can take it out.
        GdecError: nobody, or more than one person, is called so; what is left would not conform; the store cannot
            be written.
    """
    from gdec.forgetting.forget import Request, forget

    request = Request(person, reason, tuple(map(Path, exports)), is_dry)
    return forget(_project(project), Path(store), request)


def publish_site(
    folder: str | Path,
    project: str | Path | Project = "data",
    store: str | Path = ".gdec",
    *,
    base_url: str | None = None,
    articles: str | Path | None = None,
    jobs: int | None = None,
) -> Published:
    """Write a store as pages with their data beside them, for any host of static files; only what changed is written.

    Args:
        folder: the site's folder, made where there is none.
        project: the folder with `gdec.toml`, or the project that was found there.
        store: the store's folder.
        base_url: the address that the site is served at; else that of `gdec.toml`.
        articles: a folder of your own copies of the articles, to quote the words whole.
        jobs: how many processes do the work; by default as many as there are cores.

    Raises:
        InputError: a setting is missing, or not of its form.
        GdecError: there is no store, or the folder is none of a site, or cannot be written.
    """
    settings = _settings(_project(project), base_url)
    from gdec.site.publish import publish

    return publish(Path(store), Path(folder), settings, Path(articles) if articles else None, jobs=jobs)


def _settings(project: Project, base_url: str | None) -> Settings:
    """Give the settings of a site that can be made here; what is missing is told together.

    Raises:
        InputError: a setting is missing, or not of its form.
        GdecError: jinja2 is not installed.
    """
    from gdec.site.frame.settings import settings_of
    from gdec.site.frame.templating import require_jinja2

    try:
        require_jinja2()
    except GdecError as missing:
        try:
            settings_of(project, base_url)
        except InputError as unset:
            raise GdecError(f"{missing}; and {unset}") from None
        raise
    return settings_of(project, base_url)


def check_site(folder: str | Path, *, validator: str | Path | None = None, jobs: int | None = None) -> Checked:
    """Read a published site back from its files: every link, all forms of the data, the markup and the weight of pages.

    Args:
        folder: the site's folder.
        validator: the Nu checker, `vnu.jar`, to hold the pages against the standard of HTML too.
        jobs: how many processes do the work; by default as many as there are cores.

    Raises:
        GdecError: there is no site, or the validator cannot be run.
    """
    from gdec.site.checking.check import check

    return check(Path(folder), validator=Path(validator) if validator else None, jobs=jobs)


def serve_site(folder: str | Path, port: int = 8000, ready: Callable[[str], None] | None = None) -> None:
    """Serve a published site on this machine until Ctrl-C, to try it out.

    Args:
        folder: the site's folder.
        port: the port; 0 for one that is free.
        ready: is told the address once it answers.

    Raises:
        GdecError: there is no such folder, or the port is taken.
    """
    from gdec.published import base_of
    from gdec.site.serving.server import serve

    serve(Path(folder), port, base_of(Path(folder)), ready=ready)


def _project(project: str | Path | Project) -> Project:
    return find_project(project) if isinstance(project, str | Path) else project
