"""What files of ours stand on: names that last, disks with room, file systems that keep locks."""

import os
import shutil
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
# Their locks and shared memory hold between programs of one machine at best: two servers would spoil a SQLite file.
NETWORK = frozenset(
    "nfs nfs4 cifs smb3 smbfs afs ceph fuse.ceph glusterfs fuse.glusterfs lustre 9p ocfs2 gfs2 gpfs beegfs "
    "fuse.sshfs fuse.s3fs fuse.gcsfuse fuse.rclone davfs fuse.davfs fuse.mfs".split()
)


class DiskFull(Exception):
    """Nothing can be written until somebody makes room; reading goes on."""

    def __str__(self) -> str:
        return "The disk is full: nothing was written. Make room on it; nothing needs to be started again."


class NetworkDisk(Exception):
    """A SQLite file is on a file system that another machine serves."""


def keep_name(folder: Path) -> None:
    """Make a new file's name last through a power cut, which it does only once its folder is written, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_bytes(path: Path) -> int:
    """Give how much room is left where a file is, or would be."""
    return shutil.disk_usage(_first_there(path)).free


def refuse_network_disk(path: Path) -> None:
    """Raise NetworkDisk where the file is, or would be, on one; silent where the machine does not tell (not Linux)."""
    if not _MOUNTS.exists():
        return
    kind = file_system_of(_first_there(path).resolve(), _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    if kind in NETWORK:
        raise NetworkDisk(
            f"{path} is on a network file system ({kind}), where SQLite’s locks do not hold. "
            "Set DATABASE_URL to a file on a disk of this machine, or to PostgreSQL."
        )


def file_system_of(path: Path, mounts: str) -> str:
    """Name the kind of file system that a path is on, by the text of Linux’s mountinfo; "" where it says nothing."""
    found, kind = Path(), ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        mounted = Path(_without_escapes(fields[4]))
        # What is mounted later on the same place hides what was there.
        if path.is_relative_to(mounted) and len(mounted.parts) >= len(found.parts):
            found, kind = mounted, after.split()[0]
    return kind


def _without_escapes(text: str) -> str:
    for escaped, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(escaped, sign)
    return text


def _first_there(path: Path) -> Path:
    return next(each for each in (path, *path.absolute().parents) if each.exists())
