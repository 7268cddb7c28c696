"""Where the local servers are: `.run/servers.json`, written at each start, read by settings.

Ports and passwords stay the same from start to start, so that a `manage.py shell` left open keeps working.
"""

import json
import os
import secrets
import socket

FILE = "servers.json"
UNKNOWN = {  # before the first `make run`; nothing answers there
    "DATABASE_URL": "postgres://duet@127.0.0.1:5432/duet",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def local_addresses(folder):
    """DATABASE_URL and REDIS_URL of the local servers whose data is in `folder`."""
    servers = read(folder)
    return {
        "DATABASE_URL": database_url(**servers["postgres"]) if "postgres" in servers else UNKNOWN["DATABASE_URL"],
        "REDIS_URL": redis_url(**servers["valkey"]) if "valkey" in servers else UNKNOWN["REDIS_URL"],
    }


def database_url(port, password):
    return f"postgres://duet:{password}@127.0.0.1:{port}/duet"


def redis_url(port, password):
    return f"redis://:{password}@127.0.0.1:{port}/0"


def remembered_place(folder, server):
    """Port and password of `server` as last time; another port when somebody else has taken it meanwhile."""
    servers = read(folder)
    place = servers.setdefault(server, {"port": 0, "password": secrets.token_hex(16)})
    if not is_free(place["port"]):
        place["port"] = free_port()
    write(folder, servers)
    return place


def forget(folder, server):
    servers = read(folder)
    if servers.pop(server, None):
        write(folder, servers)


def read(folder):
    try:
        return json.loads((folder / FILE).read_text())
    except (
        FileNotFoundError,
        PermissionError,
        ValueError,
    ):  # none yet, or not ours
        return {}


def write(folder, servers):
    """Readable by its owner alone, for it holds passwords; never seen half-written."""
    draft = folder / f"{FILE}.new"
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(servers, file, indent=2)
    draft.replace(folder / FILE)


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return port != 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
