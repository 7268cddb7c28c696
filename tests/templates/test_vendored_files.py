"""What static/vendor/ holds is what scripts/vendor_static.py wrote: no file changed by hand, none left behind."""

import hashlib
import json

from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"
VERSIONS = json.loads((VENDOR / "versions.json").read_text())


def test_vendored_files_are_the_ones_that_were_fetched():
    on_disk = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*.*")
        if path.name != "versions.json"
    }
    fetched = {
        f"{entry['folder']}/{name}": checksum for entry in VERSIONS for name, checksum in entry["sha256"].items()
    }
    assert on_disk == fetched


def test_each_vendored_package_brings_its_licence():
    licences = {entry["package"]: (VENDOR / entry["folder"] / "LICENSE").is_file() for entry in VERSIONS}
    assert licences == {"bootstrap": True, "htmx.org": True, "@fontsource-variable/inter": True}
