"""Finding quotes: exact, tolerant, from first words to last, and what is said where that fails."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdec.errors import GdecError
from gdec.evidence.find import agrees, find, places_of
from gdec.evidence.text import ArticleText

PORTO = """\
Porto, 3 May 2031 (Example Agency): The Harbour Data Forum opened in Porto on Thursday.

Ana Lima, deputy mayor of Porto, said the port “will share the data of its berths” with every shipping company.
More than 40 shipping companies came. 王强, director of the city’s data office, called it a café — São João style.

The port will share the costs of its berths, said the deputy mayor of Gaia.
"""
TEXT = ArticleText(PORTO)


def found(quote, **options):
    span = find(TEXT, quote, **options)
    assert span.paragraph == TEXT.paragraph_at(span.start).paragraph
    return span.paragraph, PORTO[span.start : span.end]


def refusal(quote, **options):
    with pytest.raises(GdecError) as error:
        find(TEXT, quote, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("quote", "paragraph", "words"),
    [
        ("opened in Porto", 1, "opened in Porto"),
        ("王强", 3, "王强"),
        ("  Ana Lima \n", 2, "Ana Lima"),
        ("the city's data office", 3, "the city’s data office"),
        ('"will share the data', 2, "“will share the data"),
        ("a café - São João", 3, "a café — São João"),
        (unicodedata.normalize("NFD", "café — São João"), 3, "café — São João"),
        ("More  than\u00a040\nshipping companies", 3, "More than 40 shipping companies"),
        (
            "Ana Lima … its berths",
            2,
            "Ana Lima, deputy mayor of Porto, said the port “will share the data of its berths",
        ),
        (
            "Ana Lima ... its berths",
            2,
            "Ana Lima, deputy mayor of Porto, said the port “will share the data of its berths",
        ),
        ("Ana…mayor", 2, "Ana Lima, deputy mayor"),
        ("port … berths", 5 - 1, "port will share the costs of its berths"),
    ],
)
def test_a_quote_is_found_where_it_stands(quote, paragraph, words):
    options = {"paragraph": paragraph} if quote == "port … berths" else {}
    assert found(quote, **options) == (paragraph, words)


def test_text_in_other_forms_is_found_by_the_same_quotes():
    decomposed = ArticleText(unicodedata.normalize("NFD", PORTO).replace(" ", "\u00a0\u00a0"))
    span = find(decomposed, "a café - São João style")
    assert (
        unicodedata.normalize("NFC", decomposed.words(span))
        == "a\u00a0\u00a0café\u00a0\u00a0—\u00a0\u00a0São\u00a0\u00a0João\u00a0\u00a0style"
    )


def test_letters_go_before_likenesses_and_whole_words_before_parts():
    text = ArticleText("the city’s port\nthe city's report\n")
    assert find(text, "city's").paragraph == 2
    assert find(text, "city’s").paragraph == 1
    assert find(text, "port").paragraph == 1
    assert find(text, "epor").paragraph == 2


def test_from_first_to_last_words_is_the_shortest_piece():
    text = ArticleText("he gave a talk; she gave the opening talk, then a talk")
    assert [text.words(span) for span in places_of(text, "gave … talk")] == ["gave a talk", "gave the opening talk"]
    text = ArticleText("gave gave the report talk talk")
    assert text.words(find(text, "gave … talk")) == "gave the report talk"


def test_first_and_last_words_stand_in_one_paragraph():
    assert "does not stand in the article" in refusal("opened in Porto … every shipping company")


def test_first_and_last_words_do_not_overlap():
    assert "does not stand" in refusal("in Porto on … Porto on Thursday")


def test_an_ellipsis_of_the_article_itself_is_found():
    text = ArticleText("And so… it begins\nAdd your comments...")
    assert text.words(find(text, "so… it")) == "so… it"
    assert text.words(find(text, "Add your comments...")) == "Add your comments..."


@pytest.mark.parametrize("quote", ["", " ", "…", "… berths", "Ana Lima …", "...", " … "])
def test_a_quote_needs_words(quote):
    assert "does not stand in the article" in refusal(quote)


def test_several_places_are_listed_with_their_surroundings():
    said = refusal("deputy mayor of")
    assert said == (
        '"deputy mayor of" stands in 2 places: in paragraph 2, "Ana Lima, deputy mayor of Porto, said the", '
        'in paragraph 4, "berths, said the deputy mayor of Gaia."; quote more words, or add "paragraph: 2"'
    )
    assert found("deputy mayor of", paragraph=4) == (4, "deputy mayor of")


def test_several_places_in_one_paragraph_ask_for_more_words():
    said = refusal("Porto", paragraph=1)
    assert said.startswith(
        '"Porto" stands in 2 places: in paragraph 1, "Porto, 3 May 2031", in paragraph 1, "Forum opened in Porto on'
    )
    assert said.endswith("; quote more words")


def test_many_places_are_not_all_listed():
    with pytest.raises(GdecError, match=r"stands in 50 places: .*, and 44 more; quote more words"):
        find(ArticleText("port " * 50), "port")


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("the Harbor Data Forum opens", '"The Harbour Data Forum opened" in paragraph 1'),
        ("will share data of its berths", '"“will share the data of its berths”" in paragraph 2'),
        ("Ana Lina", '"Ana Lima," in paragraph 2'),
        ("More then 40 shiping companies", '"More than 40 shipping companies" in paragraph 3'),
    ],
)
def test_the_nearest_passage_is_named(quote, nearest):
    assert nearest in refusal(quote)


def test_nothing_is_named_where_nothing_is_near():
    assert refusal("quantum gravity") == '"quantum gravity" does not stand in the article'
    with pytest.raises(GdecError, match=r"does not stand in the article$"):
        find(ArticleText(""), "Porto")


def test_a_paragraph_that_lacks_the_quote_is_told_where_it_stands():
    said = refusal("Ana Lima", paragraph=1)
    assert said == '"Ana Lima" does not stand in paragraph 1; it stands in paragraph 2, "Ana Lima, deputy mayor of"'


@pytest.mark.parametrize("paragraph", [0, -1, 5])
def test_a_paragraph_that_is_not_there_is_told(paragraph):
    assert refusal("Ana Lima", paragraph=paragraph) == f"there is no paragraph {paragraph}; the article has 4"


@pytest.mark.parametrize(
    ("quote", "words", "holds"),
    [
        ("the city's", "the city’s", True),
        (" the  city's ", "the city’s", True),
        ("the … office", "the city’s data office", True),
        ("the ... office", "the city’s data office", True),
        ("the city", "the city’s", False),
        ("the … port", "the city’s data office", False),
        ("ab … bc", "abc", False),
        ("… office", "the office", False),
        ("so … on", "so … on", True),
    ],
)
def test_a_quote_agrees_with_the_words_it_stands_for(quote, words, holds):
    assert agrees(quote, words) is holds


@settings(deadline=None)
@given(st.data())
def test_every_piece_of_an_article_is_found_where_it_stands(data):
    number = data.draw(st.integers(1, len(TEXT.paragraphs)))
    _, first, last = TEXT.paragraphs[number - 1]
    start = data.draw(st.integers(first, last - 1))
    end = data.draw(st.integers(start + 1, last))
    quote = PORTO[start:end]
    if quote.strip():
        typed = data.draw(st.sampled_from(["NFC", "NFD"]))
        quote = unicodedata.normalize(typed, quote).translate(str.maketrans("’“”—", '\'""-'))
        words = {TEXT.words(span) for span in places_of(TEXT, quote)}
        if len(words) == 1:
            assert agrees(quote, words.pop())


@settings(deadline=None)
@given(st.text(alphabet="ab …'é\u0301\n.", max_size=12), st.text(alphabet="ab '…é\u0301\n\r\u00a0.", max_size=40))
def test_any_quote_is_found_or_refused(quote, letters):
    text = ArticleText(letters)
    for span in places_of(text, quote):
        assert agrees(quote, text.words(span))
