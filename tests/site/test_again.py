"""Whatever comes, goes and changes, a site that is published again has the bytes of one that is published afresh."""

import random
from copy import deepcopy

import pytest
from generated import articles
from published import empty_project, few_parts, store, tree

from gdec.site.frame.settings import Settings
from gdec.site.publish import publish

SETTINGS = Settings("https://example.org/data/", title="Made up")
PARTS = tuple(
    f"gdec.site.{name}"
    for name in (
        "frame.statics",
        "search.page",
        "pages.home",
        "pages.disagreements",
        "pages.coverage",
        "pages.reference",
        "pages.constraints",
        "feeds.tables",
        "dumps.dumps",
    )
)
STEPS, MOST = 3, 12


@pytest.mark.parametrize("seed", [1, 2])
def test_a_site_published_again_is_one_published_afresh(tmp_path, monkeypatch, seed):
    few_parts(monkeypatch, PARTS)
    project, chance = empty_project(tmp_path / "project"), random.Random(seed)
    there = {number: number for number in range(6)}
    publish(store(tmp_path / "store", facts(there), project), tmp_path / "site", SETTINGS)
    for step in range(STEPS):
        there = changed(there, chance)
        publish(store(tmp_path / "store", facts(there), project), tmp_path / "site", SETTINGS)
        publish(tmp_path / "store", tmp_path / f"site-{step}", SETTINGS)
        assert tree(tmp_path / "site") == tree(tmp_path / f"site-{step}")


def facts(there):
    """Give articles by the numbers of their names and of what they say, which need not be the same."""
    made = list(articles(MOST))
    for name, says in there.items():
        # Two may say the same: each needs facts of its own.
        (facts := deepcopy(made[says].facts)).article.id = made[name].facts.article.id
        yield facts


def changed(there, chance):
    """Take an article or two away, bring others, and let some say something else."""
    kept = {name: says for name, says in there.items() if chance.random() > 0.15}
    others = [number for number in range(MOST) if number not in kept]
    kept |= {number: number for number in chance.sample(others, min(2, len(others)))}
    for name in chance.sample(sorted(kept), 2):
        kept[name] = chance.randrange(MOST)
    return kept
