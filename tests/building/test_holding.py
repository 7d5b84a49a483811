"""Articles held to the shapes together: each as if it were alone."""

from types import SimpleNamespace

import pytest
from generated import write_project

from gdec import terms
from gdec.building.holding import Context, Mapped, refusals
from gdec.facts.names import Names
from gdec.facts.sources import sources
from gdec.mapping import article_quads, registry_quads
from gdec.project import find_project
from gdec.validate import validate


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    folder = tmp_path_factory.mktemp("village")
    write_project(folder, 12, seed=5, texts=0)
    project = find_project(folder)
    mapped = []
    for path in project.articles():
        for facts in map(project.take, sources(path)):
            names = Names(facts, project.registry)
            mapped.append(Mapped(article_quads(facts, names), names))
    return mapped, Context(project.base, registry_quads(project.registry))


def without(article, *parts):
    lines = article.quads.splitlines(keepends=True)
    kept = [line for line in lines if not all(part in line for part in parts)]
    assert len(kept) < len(lines)
    return article._replace(quads=b"".join(kept))


def one_by_one(articles, context):
    """Hold each article to the shapes with the whole registry."""
    reports = (validate(article.quads + context.registry, provenance=True) for article in articles)
    return {number: report for number, report in enumerate(reports) if not report.conforms}


def results(reports):
    return {number: [(one.focus, one.shape, one.value) for one in report.results] for number, report in reports.items()}


def test_all_that_conforms_is_told_by_one_report(village):
    assert refusals(*village) == {}


def test_the_verdicts_are_those_of_each_article_alone(village):
    articles, context = village
    broken = list(articles)
    broken[2] = without(articles[2], terms.HEADLINE.encode(), terms.PREDICATE.encode())
    broken[5] = without(articles[5], b"#s-", terms.KIND.encode())
    broken[9] = without(articles[9], terms.TYPE.encode(), terms.EVIDENCE_CLASS.encode())
    found = refusals(broken, context)
    assert set(found) == {2, 5, 9}
    assert results(found) == results(one_by_one(broken, context))


def test_no_article_lends_another_what_it_lacks(village):
    articles, context = village
    lender = next(one for one in articles if terms.AT_EVENT.encode() in one.quads)
    event = lender.quads.split(terms.AT_EVENT.encode() + b" ")[1].split(b" ")[0]
    borrower = without(lender, b"%s %s " % (event, terms.TYPE.encode()))
    assert list(refusals([lender, borrower], context)) == [1]
    assert results(refusals([lender, borrower], context)) == results(one_by_one([lender, borrower], context))


def test_no_article_breaks_what_another_says(village):
    articles, context = village
    article = next(one for one in articles if terms.START_DATE.encode() in one.quads)
    earlier = article._replace(quads=article.quads.replace(b'"20', b'"19'))
    assert validate(article.quads + earlier.quads + context.registry, provenance=True).results
    assert refusals([article, earlier], context) == {}


def test_a_thing_of_the_registry_brings_all_it_leads_to():
    base = "https://example.org/"
    a, b, entry, far = (f"<{base}{name}>" for name in ("a", "b", "registry#entry-a", "far"))
    said = (f"{a} <x:within> {b}", f'{b} <x:label> "B"', f"{entry} {terms.REGISTERS} {a}", f"{far} <x:within> {a}")
    registry = "".join(f"{line} <{base}registry#graph> .\n" for line in said)
    names = SimpleNamespace(iri={"a": a}, shared={"a": a})
    found = Context(base, registry.encode()).of(names).decode()
    assert f'{b} <x:label> "B"' in found
    assert f"{entry} {terms.REGISTERS} {a}" in found
    assert far not in found
