"""The shipped facts, held against the articles they are about (in ../shared/seeds, outside the repository)."""

import re
from pathlib import Path

import pytest

from gdec.build import map_facts
from gdec.evidence.anchor import anchor
from gdec.evidence.coverage import coverage
from gdec.evidence.text import ArticleText
from gdec.project import find_project

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
PROJECT = find_project(ROOT / "data")
ARTICLES = {"china-org-cn-2024-08-01": "004_a320ff75f0658b28.txt", "tdi-2023-07-04": "000_a511b28fe2695b03.txt"}
NAMES = (
    "Lhasa High-Level Forum of Global Digital Economy Conference 2024 opens",
    "the Lhasa High-Level Forum of Global Digital Economy Conference (GDEC) 2024",
    "the Lhasa municipal committee of the Communist Party of China",
    "a member of the Party committee of the Torch High Technology Industry Development Center",
    "of the Torch High Technology Industry Development Center at the Ministry of Industry and",
    "of the Beijing Municipal Bureau of Economy and Information Technology",
    "the Department of Economy and Information Technology of Xizang",
)
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles (../shared/seeds) are not here")


def facts_file(key):
    return ROOT / "data" / "articles" / f"{key}.yaml"


def text_of(key):
    return ArticleText.decode(key, (SEEDS / ARTICLES[key]).read_bytes())


@pytest.mark.parametrize(("key", "least"), [("china-org-cn-2024-08-01", 90), ("tdi-2023-07-04", 70)])
def test_each_article_gives_its_statements_even_without_the_structural_ones(key, least):
    lines = map_facts(PROJECT.read(facts_file(key)), PROJECT).decode().splitlines()
    statements = {line.split()[0] for line in lines if line.split()[2].endswith("#Statement>")}
    structural = {line.split()[0] for line in lines if "#restsOn>" in line or "#rule-as-received>" in line}
    assert len(statements - structural) >= least


@needs_seeds
@pytest.mark.parametrize("key", ARTICLES)
def test_anchoring_again_changes_nothing(key):
    before = facts_file(key).read_bytes()
    after, report = anchor(key, before, text_of(key))
    assert after == before
    assert report.anchored == 0


@needs_seeds
@pytest.mark.parametrize("key", ARTICLES)
def test_every_sentence_is_explained(key):
    told = coverage(PROJECT.read(facts_file(key)), text_of(key))
    assert not [sentence.words for sentence in told if not sentence.is_explained]


@needs_seeds
def test_no_sentence_of_an_article_stands_in_the_repository():
    def runs(text):
        words = re.findall(r"[\w'’-]+", text.lower())
        return {tuple(words[start : start + 9]) for start in range(len(words) - 8)}

    articles = set().union(*(runs((SEEDS / name).read_text(encoding="utf-8")) for name in ARTICLES.values()))
    names = set().union(*map(runs, NAMES))
    kept = [
        path
        for folder in ("data", "docs", "queries", "tests", "gdec", "mappers")
        for path in (ROOT / folder).rglob("*")
    ]
    for path in kept:
        if path.is_file() and path.suffix in {".yaml", ".md", ".rq", ".py", ".toml", ".ttl"}:
            found = runs(path.read_text(encoding="utf-8")) & articles - names
            assert not found, (path, sorted(found)[:3])
