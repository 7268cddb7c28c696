"""Rows that the person may see; everything else does not exist."""

from django.shortcuts import get_object_or_404

from checkins.models import Item, Meeting, Remark, RemarkKind


def visible_meeting(request, pk):
    meetings = Meeting.objects.visible_to(request.user).select_related("series", "led_by")
    return get_object_or_404(meetings, pk=pk)


def visible_item(request, pk):
    items = Item.objects.visible_to(request.user).select_related("meeting__series")
    return get_object_or_404(items, pk=pk)


def visible_remark(request, pk):
    """A line to improve, of a meeting that is over."""
    meetings = Meeting.objects.visible_to(request.user).held()
    return get_object_or_404(Remark.objects.filter(kind=RemarkKind.IMPROVE, meeting__in=meetings), pk=pk)
