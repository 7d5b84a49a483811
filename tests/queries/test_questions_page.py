"""The page of questions says what the shipped data answers today."""

from pathlib import Path

from gdec.query.page import questions_page
from gdec.query.saved import list_saved, parse

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
QUERY = """\
#+ summary: Which city lies where
#+ question: Where does Porto lie?
#+ params: {"city": {"type": "iri", "help": "the city"}}
#+ columns: ["city", "country"]
SELECT ?city ?country {
  VALUES ?city { <https://w3id.org/gdec/id/place/porto> }
  ?city <https://schema.org/containedInPlace> ?country
}
"""


def test_page_is_not_stale(shipped):
    assert PAGE.read_text(encoding="utf-8") == questions_page(shipped, list_saved()), "run `make questions`"


def test_section_has_question_command_parameters_and_answer(store_of):
    store = store_of("place:porto schema:containedInPlace place:portugal .")
    page = questions_page(store, [parse(QUERY, "city.rq")])
    _, section = page.split("## ")
    assert section == (
        "Where does Porto lie?\n\n"
        "`gdec query city`: which city lies where.\n\n"
        "- `-p city=…`: the city\n\n"
        "| city | country |\n| --- | --- |\n| place:porto | place:portugal |\n"
    )
