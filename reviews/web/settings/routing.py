"""Routing one review anew: what today's rules would change, and naming somebody by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.models import User
from reviews.models import Review, Slot
from reviews.pure.verbs import Verb
from reviews.rounds import rerouting
from reviews.rounds.rerouting import plan_by_rules
from reviews.rules import policies as rule_policies
from reviews.rules.fields import all_fields
from reviews.rules.slots import fault_of
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.web.settings.forms import NameForm, people_of_desks


@require_GET
def routing(request, pk):
    """What is in place, what the rules say today, and a form for each question."""
    return _page(request, _review(request, pk))


@require_POST
def routing_apply(request, pk):
    review = _review(request, pk)
    with refusals_as_messages(request):
        rerouting.rerun_routing(review, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, "The review is routed anew. Everybody concerned has been told.")
    return redirect("settings:routing", review.pk)


@require_POST
def routing_name(request, pk):
    review = _review(request, pk)
    if request.POST.get("slot") not in Slot.values:
        raise Http404
    slot = Slot(request.POST["slot"])
    form = NameForm(request.POST, people=people_of_desks(), prefix=slot.value)
    with unless_changed(request, lambda: _form_of(slot, locked(review)), last=lambda: _last_answer(review)):
        return _named(request, review, slot, form)


def _named(request, review, slot, form):
    if form.is_valid():
        people = User.objects.in_bulk(filter(None, (form.cleaned_data["person"], form.cleaned_data["backup"])))
        data = form.cleaned_data
        data |= {"person": people.get(data["person"]), "backup": people.get(data["backup"])}
        with refusals_as_messages(request):
            rerouting.name_somebody(review, slot, **data, by=request.user)
            messages.success(request, f"{slot.label}: noted. Everybody concerned has been told.")
            return redirect("settings:routing", review.pk)
    return _page(request, review, {slot: form}, status=422)


def _form_of(slot, review):
    """The form as it shows who answers this question now."""
    answer = review.responsible(slot)
    initial = answer and {"desk": answer.desk_id, "person": answer.person_id, "backup": answer.backup_id}
    return NameForm(people=people_of_desks(), prefix=slot.value, initial=initial)


def _last_answer(review):
    return last_change(review, Verb.SPLIT_ANSWERED, Verb.REROUTED)


def _review(request, pk):
    """The review, for those who may work on it. Colleagues who are no leads are told why the page is closed."""
    reviews = Review.objects.visible_to(request.user).select_related("vendor", "requester")
    review = get_object_or_404(reviews, pk=pk)
    if not policies.may_work_on(request.user, review):
        raise Http404
    if not rule_policies.may_reroute(request.user, review):
        raise PermissionDenied("Only leads of procurement or legal can route a review anew.")
    return review


def _page(request, review, forms=None, status=200):
    blockers, forms, people = rule_policies.blockers_to_reroute(review), forms or {}, people_of_desks()
    answers = {answer.slot: answer for answer in review.responsibilities.select_related("desk", "person", "backup")}
    lines = []
    for slot in Slot:
        answer = answers.get(slot)
        initial = answer and {"desk": answer.desk_id, "person": answer.person_id, "backup": answer.backup_id}
        form = forms.get(slot) or NameForm(people=people, prefix=slot.value, initial=initial)
        lines.append({"slot": slot, "answer": answer, "fault": fault_of(slot, answer), "form": answer and form})
    plan = None if blockers else plan_by_rules(review)
    facts = _facts_in_words(plan.new_facts) if plan else []
    context = {"review": review, "blockers": blockers, "plan": plan, "lines": lines, "new_facts": facts}
    return render(request, "settings/routing/routing.html", context, status=status)


def _facts_in_words(facts):
    fields = all_fields() if facts else {}
    return [f"{fields[key].label}: {fields[key].words(value)}" for key, value in facts.items()]
