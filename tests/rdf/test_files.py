import os
import stat
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import pytest

from gdec.errors import GdecError
from gdec.rdf.files import written_whole


def names(folder):
    return [path.name for path in folder.iterdir()]


def write_half(file, stop):
    file.write(b"half")
    raise stop


def test_a_file_appears_whole(tmp_path):
    path = tmp_path / "out.ttl"
    with written_whole(path) as file:
        file.write(b"first")
        assert not path.exists()
    assert path.read_bytes() == b"first"
    with written_whole(str(path)) as file:
        file.write(b"second")
        assert path.read_bytes() == b"first"
    assert path.read_bytes() == b"second"
    assert names(tmp_path) == ["out.ttl"]


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, PermissionError])
def test_a_failed_write_leaves_what_was_there(tmp_path, stop):
    path = tmp_path / "out.ttl"
    path.write_bytes(b"before")
    with pytest.raises(stop), written_whole(path) as file:
        write_half(file, stop)
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["out.ttl"]


def test_a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode(tmp_path):
    path = tmp_path / "out.ttl"
    before = os.umask(0o027)
    try:
        with written_whole(path) as file:
            file.write(b"new")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o604)
        with written_whole(path) as file:
            file.write(b"newer")
        assert stat.S_IMODE(path.stat().st_mode) == 0o604
    finally:
        os.umask(before)


def test_a_large_file_is_on_its_way_to_the_disk_and_whole(tmp_path, monkeypatch):
    sent = []
    monkeypatch.setattr(os, "posix_fadvise", lambda _file, start, length, _advice: sent.append((start, length)))
    pieces = [bytes([number]) * 3_000_000 for number in range(7)]
    with written_whole(tmp_path / "large.nq") as file:
        file.writelines(pieces)
    assert (tmp_path / "large.nq").read_bytes() == b"".join(pieces)
    starts, lengths = zip(*sent, strict=True)
    assert starts == (0, *accumulate(lengths[:-1]))
    assert 16_000_000 < sum(lengths) <= 21_000_000


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.ttl"
    link.symlink_to(tmp_path / "real" / "out.ttl")
    with written_whole(link) as file:
        file.write(b"through")
    assert link.is_symlink()
    assert (tmp_path / "real" / "out.ttl").read_bytes() == b"through"


def test_what_is_no_regular_file_stays_what_it_is():
    with written_whole("/dev/null") as file:
        file.write(b"gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told():
    message = "/dev/full: cannot be written: No space left on device; make room"
    with pytest.raises(GdecError, match=message), written_whole("/dev/full") as file:
        file.write(b"too much")


def test_a_file_that_may_not_grow_is_told_and_cleaned_up(tmp_path):
    code = (
        "import resource, sys\nfrom gdec.rdf.files import written_whole\nfrom gdec.errors import GdecError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    with written_whole(sys.argv[1]) as file: file.write(bytes(100_000))\n"
        "except GdecError as error: print(error)"
    )
    path = tmp_path / "out.ttl"
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert out.stdout == f"{path}: cannot be written: File too large; make room and try again\n"
    assert names(tmp_path) == []


def test_a_missing_folder_a_folder_and_a_file_for_a_folder_are_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for path, message in [
        (tmp_path / "none" / "out.ttl", f"there is no folder {tmp_path}/none; make it first"),
        (tmp_path, "is a folder; name a file in it"),
        (tmp_path / "file" / "out.ttl", "there is no folder"),
    ]:
        with pytest.raises(GdecError, match=message), written_whole(path):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(GdecError, match="cannot be written: Permission denied"), written_whole(tmp_path / "out.ttl"):
        pass
