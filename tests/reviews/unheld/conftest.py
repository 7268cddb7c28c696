from tests.reviews.few_terms import software

__all__ = ["software"]  # this room walks reviews of a few terms only
