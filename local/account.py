"""Which system account runs the local PostgreSQL, and where that account can reach files.

PostgreSQL refuses to run as root. Started by root, it runs as `nobody`, who may not look into a project under
/root: then its data and programs live in /var/lib/duet-local.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from local.say import CannotGoOn

OUTSIDE = Path("/var/lib/duet-local")
WITHOUT_LOCAL_DATABASE = "Or set DATABASE_URL to a PostgreSQL server that runs already."


def server_account():
    """Options for `subprocess` that choose PostgreSQL's account; none when we are not root."""
    if os.geteuid() != 0:
        must_have_a_name(os.geteuid())
        return {}
    try:
        nobody = pwd.getpwnam("nobody")
        account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        subprocess.run(["true"], check=True, cwd="/", **account)
    except (KeyError, OSError) as problem:
        raise CannotGoOn(
            "PostgreSQL refuses to run as root, and this machine has no account `nobody` to run it as.\n"
            f"Start Duet as an ordinary user. {WITHOUT_LOCAL_DATABASE}"
        ) from problem
    return account


def must_have_a_name(uid):
    try:
        pwd.getpwuid(uid)
    except KeyError as problem:
        raise CannotGoOn(
            f"User number {uid} has no entry in /etc/passwd, and PostgreSQL's initdb needs one.\n"
            f"Add the user, or start Duet as another one. {WITHOUT_LOCAL_DATABASE}"
        ) from problem


def make_folder_for(account, wanted):
    """A folder owned by `account`: `wanted`, or one outside the project that `wanted` then links to."""
    if not wanted.exists():
        wanted.unlink(missing_ok=True)  # a link whose folder is gone
        wanted.mkdir()
        if not account:
            wanted.chmod(0o700)
            return wanted
        os.chown(wanted, account["user"], account["group"])
        if not can(account, "-w", wanted):
            wanted.rmdir()
            wanted.symlink_to(folder_outside(account, wanted))
    return wanted.resolve()


def folder_outside(account, wanted):
    name = hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    folder = OUTSIDE / name
    shutil.rmtree(folder, ignore_errors=True)  # of a project that was deleted and made anew
    folder.mkdir(parents=True)
    os.chown(folder, account["user"], account["group"])
    return folder


def delete(path):
    """Also what a link leads to: the data may live outside the project."""
    if path.is_dir():
        shutil.rmtree(path.resolve())
    if path.is_symlink() or path.is_file():
        path.unlink()


def reachable_programs(account, package, *, probe):
    """The installed folder `package`, or a copy of it and its libraries that `account` can reach."""
    if not account or can(account, "-x", package / probe):
        return package
    copy = OUTSIDE / f"{package.name}-{version(package.name)}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}-{os.getpid()}")
        shutil.copytree(package, draft / package.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        subprocess.run(["chmod", "-R", "a+rX", draft], check=True)
        with suppress(OSError):  # not empty: another start was quicker
            draft.rename(copy)
    return copy / package.name


def can(account, test, path):
    """What test(1) says about `path`, asked as `account`."""
    return subprocess.run(["test", test, path], cwd="/", **account).returncode == 0
