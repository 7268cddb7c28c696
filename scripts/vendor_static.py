"""Fetch the front-end libraries that Duet serves itself, and write them under static/vendor/.

Run it after changing a version below: `python scripts/vendor_static.py` (needs npm). The result is committed,
with each package's licence beside it and a list of versions and checksums in static/vendor/versions.json.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR_DIR = Path(__file__).resolve().parent.parent / "static" / "vendor"


@dataclass(frozen=True)
class Package:
    """A package of the npm registry and the files of it that a page needs."""

    name: str
    version: str
    folder: str
    files: tuple[str, ...]


INTER_SUBSETS = ("latin", "latin-ext", "greek", "cyrillic", "vietnamese")

PACKAGES = (
    # Styles only: menus and dialogs are the browser's own (details, dialog), so Bootstrap's JavaScript stays out.
    Package("bootstrap", "5.3.9", "bootstrap", ("dist/css/bootstrap.min.css",)),
    # 2, not 4: version 4 sends with fetch(), which reports no upload progress.
    Package("htmx.org", "2.0.11", "htmx", ("dist/htmx.min.js",)),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "inter",
        tuple(f"files/inter-{subset}-wght-normal.woff2" for subset in INTER_SUBSETS),
    ),
)


def main():
    shutil.rmtree(VENDOR_DIR, ignore_errors=True)
    versions = [vendor(package) for package in PACKAGES]
    (VENDOR_DIR / "versions.json").write_text(json.dumps(versions, indent=2) + "\n")


def vendor(package):
    """Write one package's files; answer its entry for versions.json."""
    with tempfile.TemporaryDirectory() as directory:
        unpacked = download(package, Path(directory))
        about = json.loads((unpacked / "package.json").read_text())
        if about["version"] != package.version:
            raise SystemExit(f"{package.name}: asked for {package.version}, was given {about['version']}.")
        target = VENDOR_DIR / package.folder
        target.mkdir(parents=True)
        shutil.copy(unpacked / "LICENSE", target / "LICENSE")
        sums = {}
        for file in package.files:
            content = without_source_map((unpacked / file).read_bytes())
            (target / Path(file).name).write_bytes(content)
            sums[Path(file).name] = hashlib.sha256(content).hexdigest()
    print(f"{package.name} {package.version} ({about['license']}): {len(sums)} files")
    return {
        "package": package.name,
        "version": package.version,
        "licence": about["license"],
        "folder": package.folder,
        "sha256": sums,
    }


def download(package, directory):
    """Let npm fetch the archive (it checks the registry's checksum) and unpack it."""
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    packed = subprocess.run(command, cwd=directory, check=True, capture_output=True, text=True)
    with tarfile.open(directory / packed.stdout.split()[-1]) as archive:
        archive.extractall(directory, filter="data")
    return directory / "package"


def without_source_map(content):
    """The file without its pointer to a source map, which we do not serve: hashed static files would miss it."""
    return re.sub(rb"\n?/[*/]# sourceMappingURL=[^\n]*", b"", content)


if __name__ == "__main__":
    main()
