"""What `pip install .` gives: a wheel that works in a fresh environment, from any folder."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command, cwd):
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("gdec-*.whl")
    venv.create(folder / "fresh", with_pip=True)
    programs = folder / "fresh" / "bin"
    constraints = ("-c", ROOT / "constraints.txt")
    run(programs / "python", "-m", "pip", "--quiet", "install", *constraints, wheel, cwd=folder)
    return programs


def test_the_main_job_runs_from_another_folder(installed, tmp_path):
    gdec = installed / "gdec"
    assert "version 1" in run(gdec, "build", ROOT / "data", "--store", "store", cwd=tmp_path)
    assert "Wang Qiang" in run(gdec, "query", "who-spoke", "--store", "store", cwd=tmp_path)
    run(gdec, "export", "--store", "store", "-o", "gdec.ttl", cwd=tmp_path)
    assert "Conforms" in run(gdec, "validate", "gdec.ttl", cwd=tmp_path)
    assert "query" in run(installed / "python", "-m", "gdec", "--help", cwd=tmp_path)


def test_the_package_in_the_wheel_is_not_the_checkout(installed, tmp_path):
    code = "import gdec.cli, gdec.mappers.person as mapper; print(gdec.cli.__file__, mapper.__file__)"
    for name in run(installed / "python", "-c", code, cwd=tmp_path).split():
        assert ROOT not in Path(name).parents
