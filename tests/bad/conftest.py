"""A good project and its store, a runner, and an address that nobody may ask."""

import shutil
import socket

import pytest
from good import ARTICLE, FACTS, REGISTRY
from running import runner


@pytest.fixture(scope="session")
def gdec(tmp_path_factory):
    """Give the function that runs `gdec`."""
    with runner(tmp_path_factory.mktemp("runs")) as run:
        yield run


@pytest.fixture(scope="session")
def good(gdec, tmp_path_factory):
    """Give a folder with a good project, its article's text and its store."""
    folder = tmp_path_factory.mktemp("good")
    for name in ("data/articles", "data/registry"):
        (folder / name).mkdir(parents=True)
    (folder / "porto.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "data/articles/porto.yaml").write_text(FACTS, encoding="utf-8")
    (folder / "data/registry/topics.yaml").write_text(REGISTRY, encoding="utf-8")
    for call in ("anchor data/articles/porto.yaml --article porto.txt", "build", "check"):
        ran = gdec(*call.split(), cwd=folder)
        assert ran.code == 0, ran
    return folder


@pytest.fixture
def project(good, tmp_path):
    """Give a copy of the good project, without its store."""
    shutil.copytree(good, tmp_path / "work", ignore=shutil.ignore_patterns(".gdec"))
    return tmp_path / "work"


@pytest.fixture
def listener():
    """Give an address that must never be asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(BlockingIOError):
            server.accept()
