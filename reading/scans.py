"""What to tell a person about pages that are pictures, before and after letters were looked for on them."""

from reading.words import in_words

ALL_PICTURES = "Its pages are pictures without text, as from a scanner."
NOTHING_RECOGNISED = "No letters were recognised in its pictures."
NOT_INSTALLED = "Letters were not looked for in its pictures: Tesseract is not installed here."


def notes_on_pictures(pages):
    """Of a document in which nobody has looked for letters."""
    pictures = [page for page in pages if page.picture]
    if pictures and not any(page.has_text for page in pages):
        return (ALL_PICTURES,)
    bare = [page.number for page in pictures if not page.has_text]
    mixed = [page.number for page in pictures if page.has_text]
    return (
        *_sentence(bare, "is a picture without text and was not read", "are pictures without text and were not read"),
        *notes_on_mixed(mixed),
    )


def notes_on_mixed(numbers):
    """Of pages with text beside a picture, as long as the picture added nothing to it."""
    return _sentence(numbers, "is mostly a picture", "are mostly pictures", "; only the text beside it was read")


def notes_on_recognition(recognised, empty, failed):
    """Where letters were looked for: on which pages they were found, on which not, and where that failed (numbers)."""
    return (
        *_sentence(recognised, "was recognised from a picture", "were recognised from pictures", DOUBT),
        *_sentence(empty, "is a picture in which no letters were found", "are pictures in which no letters were found"),
        *_sentence(failed, "could not be recognised", "could not be recognised", FAILURE),
    )


def notes_on_what_is_left(left, limits):
    return _sentence(left, "was left", "were left", f": recognition ends after {limits}. {WAY_ON}")


FAILURE = ": looking for letters failed there, or took too long"
DOUBT = ", so single letters may be wrong"
WAY_ON = "Attach what is left as a file of its own to have it read"


def _sentence(numbers, of_one, of_many, more=""):
    if not numbers:
        return ()
    subject, predicate = ("Page", of_one) if len(numbers) == 1 else ("Pages", of_many)
    return (f"{subject} {in_words(numbers)} {predicate}{more}.",)
