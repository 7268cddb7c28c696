"""`manage.py draw_stages`: writes docs/stages.md from the table in reviews/pure/stages.py."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from reviews.pure.stages import ARROWS, PLAIN_WORDS, Stage, as_mermaid

PAGE = """\
# The stages of a review

Drawn from `reviews/pure/stages.py` by `python manage.py draw_stages`: change the table there, then draw again. A test
compares the two. `reviews.spine.stage.move` is the only code that moves a review, and it follows these arrows.

```mermaid
{diagram}
```

| stage | what the requester reads | may go to |
|---|---|---|
{rows}

“Waiting on the requester” is no stage: it is a wait, and so is everything else that says who must act.
"""


class Command(BaseCommand):
    help = "Write docs/stages.md, the picture of the stages and the arrows between them."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "stages.md")

    def handle(self, *, to, **options):
        to.write_text(PAGE.format(diagram=as_mermaid(), rows="\n".join(map(_row, Stage))), encoding="utf-8")
        self.stdout.write(f"Wrote {to}.")


def _row(stage):
    following = [stage_after.label for stage_after in Stage if stage_after in ARROWS[stage]]
    return f"| {stage.label} | {PLAIN_WORDS[stage]} | {', '.join(following) or 'nowhere: it ends here'} |"
