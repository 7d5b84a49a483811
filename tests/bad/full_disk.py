"""What happens on a disk that is full, and on one that is read-only; run in a mount namespace of its own.

python full_disk.py FOLDER STEPS, where FOLDER holds `good`, a good project.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from running import hold, listing, runner
from village import Village

MEGABYTE = 1 << 20
LATER_FULL = ("export -o {disk}/out.ttl", "export -f nq -o {disk}/out.nq", "query timeline -f csv -o {disk}/out.csv", "map data -o {disk}/out.nq", "new porto.txt -o {disk}/out.yaml")  # fmt: skip


def fill(disk, free):
    """Fill the disk, but for some bytes."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * MEGABYTE):
                pass
        except OSError:
            filler.truncate(max(0, filler.tell() - free))


def build_on_a_full_disk(village, disk, steps):
    """Build again and again with more and more room: a build succeeds whole or changes nothing."""
    last, codes = 0, []
    for step in range(steps):
        free = step * MEGABYTE // 2 // steps if step % 2 else step * 4 * MEGABYTE // steps
        village.write(step + 1)
        fill(disk, free)
        ran = village.gdec("build", "--store", str(village.store), cwd=village.folder)
        hold(ran, codes=(0, 2))
        if ran.code == 2:
            assert "standard output" not in ran.err, ran
            assert "cannot be written" in ran.err, ran
        (disk / "filler").unlink()
        last = village.hold(*([last] if ran.code else [step + 1]))
        codes.append(ran.code)
    assert set(codes) == {0, 2}, codes
    return last


def write_on_a_full_disk(village, disk):
    """Write files where there is no room: the old ones stay, and no part of a new one."""
    for call in LATER_FULL:
        argv = call.format(disk=disk).split()
        out = Path(argv[-1])
        if argv[0] != "new":
            out.write_text("old")
        fill(disk, 0)
        before = listing(disk)
        store = [] if argv[0] in ("map", "new") else ["--store", str(village.store)]
        ran = village.gdec(*argv, *store, cwd=village.folder)
        hold(ran, codes=(2,))
        assert f"{out}: cannot be written: No space left on device" in ran.err, ran
        assert listing(disk) == before
        (disk / "filler").unlink()


def read_on_a_read_only_disk(village, disk, generation):
    """Read a store on a read-only disk, and be told that it cannot be written."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = listing(disk)
    store = ["--store", str(village.store)]
    ran = village.gdec("query", "timeline", *store, cwd=village.folder)
    hold(ran, codes=(0,))
    village.hold(generation)
    village.write(generation + 1)
    for argv in (["build", *store], ["build", "--store", f"{disk}/new"], ["export", *store, "-o", f"{disk}/out.ttl"]):
        ran = village.gdec(*argv, cwd=village.folder)
        hold(ran, codes=(2,))
        assert "Read-only file system" in ran.err, ran
        assert str(disk) in ran.err, ran
    assert listing(disk) == before
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def main(folder, steps):
    disk = folder / "disk"
    disk.mkdir()
    (folder / "runs").mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(disk)], check=True)
    with runner(folder / "runs") as gdec:
        village = Village(folder / "work", folder / "good", gdec, disk / "store")
        village.write(0)
        hold(gdec("build", "--store", str(village.store), cwd=village.folder), codes=(0,))
        last = build_on_a_full_disk(village, disk, steps)
        write_on_a_full_disk(village, disk)
        read_on_a_read_only_disk(village, disk, last)
        village.write(steps + 9)
        hold(gdec("build", "--store", str(village.store), cwd=village.folder), codes=(0,))
        village.hold(steps + 9)
        assert len(list((village.store / "versions").iterdir())) == 1
    shutil.rmtree(disk, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
