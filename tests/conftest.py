"""What tests of several wings share."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("on shared machines", deadline=None)
settings.load_profile("on shared machines")


@pytest.fixture(scope="session")
def serve():
    """Give a function that serves an Oxigraph folder over HTTP and gives the endpoint's address."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program oxigraph, of the PyPI package of that name, is not installed")
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(served(program, folder))


@contextmanager
def served(program, folder):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"http://127.0.0.1:{port}/query"
    # Read-only: a second process that may write would compact files away from under the readers.
    command = [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait_until_it_answers(address, server)
            yield address
        finally:
            server.terminate()


def wait_until_it_answers(address, server):
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except urllib.error.URLError:
            time.sleep(0.02)
    raise RuntimeError("the server ended before it answered")
