"""The generator of the benchmarks: its facts are the same for a seed, conform, and quote their texts."""

from generated import articles, lines, write_project

from gdec.evidence.text import ArticleText, words_of
from gdec.facts.model import Fact
from gdec.facts.walk import structs_of
from gdec.validate import validate
from gdec.validate.inputs import read_inputs


def test_article_n_is_the_same_however_many_there_are():
    assert list(lines(40, seed=2))[:10] == list(lines(10, seed=2))
    assert list(lines(10, seed=2)) != list(lines(10, seed=3))


def test_every_fact_quotes_the_text():
    for facts, text in articles(60):
        found = [each.struct for each in structs_of(facts) if isinstance(each.struct, Fact)]
        assert found
        assert all(words_of(fact, ArticleText(text)) for fact in found)
        assert facts.article.text.sha256 == ArticleText(text).sha256


def test_all_of_it_conforms_as_one_graph_and_the_texts_lie_beside_it(tmp_path):
    write_project(tmp_path, 40, texts=3)
    report = validate(read_inputs([tmp_path / "articles", tmp_path / "registry"]).quads, provenance=True)
    assert report.conforms
    assert report.checked > 1000
    assert len(list((tmp_path / "texts").iterdir())) == 3


def test_articles_share_people_and_are_of_two_scripts():
    people = [key for facts, _ in articles(200) for key in facts.people]
    assert len(set(people)) < len(people)
    assert {facts.article.language for facts, _ in articles(50)} == {"en", "zh-hans"}
