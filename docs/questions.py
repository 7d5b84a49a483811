"""Write docs/questions.md anew from the shipped data: what `make questions` runs."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from gdec.build import build
from gdec.project import find_project
from gdec.query.page import questions_page
from gdec.query.saved import list_saved
from gdec.store import open_store

ROOT = Path(__file__).parent.parent

with TemporaryDirectory() as folder:
    build(find_project(ROOT / "data"), Path(folder))
    with closing(open_store(folder)) as store:
        page = questions_page(store, list_saved())
(ROOT / "docs" / "questions.md").write_text(page, encoding="utf-8")
