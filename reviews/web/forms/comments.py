"""What people type when they say something. The audience is chosen before a word is typed (reviews.web.cards.composer),
so the form carries it along and never offers to change it."""

from django import forms

from reviews.comments import audiences
from reviews.models import Circle, Comment, CommentAudience, seers_of
from reviews.web.forms.review import PageForm, lines

LENGTH = Comment._meta.get_field("body").max_length


class CommentForm(PageForm):
    """One comment to one audience; `people` are ticked when a lawyer opens a new circle."""

    kind = "comment"
    audience = forms.ChoiceField(choices=CommentAudience, required=False, widget=forms.HiddenInput)
    circle = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)
    people = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label="Who reads it, besides you",
        widget=forms.CheckboxSelectMultiple,
        help_text="Only the people ticked, and nobody because of their role. You can add people later.",
    )
    body = forms.CharField(label="Comment", max_length=LENGTH, widget=lines(3))

    def __init__(self, *args, about, writer, **kwargs):
        super().__init__(*args, about=about, **kwargs)
        review = getattr(about, "review", about)
        self.fields["circle"].queryset = Circle.objects.visible_to(writer).filter(review=review)
        self.fields["people"].queryset = self._candidates(review, writer)

    def _candidates(self, review, writer):
        seen = seers_of(review).exclude(pk=writer.pk)
        return seen if audiences.may_open_circle(writer, review) else seen.none()

    def clean_audience(self):
        """Left out, it is the narrowest that everybody on the desks has."""
        return self.cleaned_data["audience"] or CommentAudience.INTERNAL


class TermCommentForm(CommentForm):
    """The same about one term."""

    kind = "comment-on"


class EditCommentForm(PageForm):
    """Other words for a comment; `version` says which ones the person saw."""

    kind = "edit-comment"
    version = forms.CharField(widget=forms.HiddenInput)
    body = forms.CharField(label="What it should say", max_length=LENGTH, widget=lines(5))

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, about=about, initial={"body": about.body, "version": about.version}, **kwargs)


class AddToCircleForm(PageForm):
    """One more person to read what is said inside."""

    kind = "add-to-circle"
    person = forms.ModelChoiceField(None, label="Let one more person read this", empty_label="Choose a person")

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, about=about, **kwargs)
        inside = about.readers().values("pk")
        self.fields["person"].queryset = seers_of(about.review).exclude(pk__in=inside)
