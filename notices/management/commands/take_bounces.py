"""`manage.py take_bounces`: the mail server hands in mails that came back, one on standard input or some as files."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from common.maintenance.state import is_read_only
from notices.bounces import take_report

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the report and comes again."""


class Command(BaseCommand):
    """For a pipe in the mail server: never fails for a mail that it cannot use, or that would come back in its turn."""

    help = "Take reports of mails that could not be delivered (RFC 3464): one on standard input, or files."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="Reports as files, for example out of a Maildir.")

    def handle(self, *, files, **options):
        if is_read_only():
            raise CommandError("Duet takes no changes now; please hand it in again.", returncode=TRY_AGAIN)
        reports = [path.read_bytes() for path in files] if files else [sys.stdin.buffer.read()]
        try:
            for report in reports:
                self.stdout.write(take_report(report))
        except Error as error:
            raise CommandError(
                "The database does not answer; please hand it in again.", returncode=TRY_AGAIN
            ) from error
