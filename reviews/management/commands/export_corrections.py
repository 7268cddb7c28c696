"""`manage.py export_corrections FILE`: what people said about passages, to train the reading with."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from reviews.papers.corrections import corrections


class Command(BaseCommand):
    help = (
        "Write what people confirmed, corrected and rejected in documents, one JSON object a line, for reading.train."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Only its owner can read it: it holds words of contracts.")

    def handle(self, *args, file, **options):
        file.touch(mode=0o600)
        file.chmod(0o600)
        number = 0
        with file.open("w", encoding="utf-8") as lines:
            for number, line in enumerate(corrections(), start=1):  # noqa: B007 (counted after the loop)
                lines.write(json.dumps(line) + "\n")
        self.stdout.write(f"{number} passages in {file}. Train with: python -m reading.train DATA --corrections {file}")
