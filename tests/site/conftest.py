"""A whole site of the shipped data and of articles with copies, shown on this machine to a real browser."""

import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from copied import lay
from story import told

from gdec.build import build
from gdec.project import find_project
from gdec.site.frame.settings import Settings, settings_of
from gdec.site.making import menu
from gdec.site.publish import publish
from gdec.site.serving.server import serving

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory):
    """Publish the site and give its folder; a test that changes it works on a copy."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(DATA, folder / "data")
    lay(folder / "data/articles", folder / "copies")
    project = find_project(folder / "data")
    build(project, folder / "store")
    publish(folder / "store", folder / "site", settings_of(project, "https://example.org/data/"), folder / "copies")
    return folder / "site"


@pytest.fixture(scope="session")
def story(tmp_path_factory):
    """Publish the shipped data again and again while they change; a test that goes on works on a copy."""
    return told(tmp_path_factory.mktemp("story"))


@pytest.fixture
def few_parts(monkeypatch):
    """Publish with few parts besides things and what tells of changes: the others take longer."""
    monkeypatch.setattr(menu, "PARTS", ("gdec.site.frame.statics", "gdec.site.dumps.dumps"))


@contextmanager
def shown(folder):
    """Show a site and give its address."""
    with serving(folder, 0, settings=Settings("https://example.org/data/")) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(whole_site):
    """Show the site and give its address."""
    with shown(whole_site) as home:
        yield home


@pytest.fixture(scope="session")
def chromium():
    """Start Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def look(chromium):
    """Give a function that opens a page in a window of its own, with whatever the window is to be like."""
    contexts = []

    def opened(**like):
        contexts.append(chromium.new_context(**like))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for context in contexts:
        context.close()
