"""The faults. A new guard gets one here: what somebody might write by mistake, and the test that notices."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """In `file`, `before` becomes `after`; some of `tests` must fall. The control: with `before` they all stand."""

    name: str
    file: str
    before: str
    after: str
    tests: str


FAULTS = (
    # who sees what
    Fault(
        "reviews are everybody's",
        "reviews/models/review.py",
        "return self.filter(Q(requester=user) | self._with_a_part_for(user.teams))",
        "return self",
        "tests/reviews/test_visibility.py::test_review_is_seen_by_its_requester_both_functions_and_those_with_a_part",
    ),
    Fault(
        "a wall keeps nobody out",
        "reviews/models/review.py",
        'return self._in_reach_of(user).exclude(pk__in=walled_off.values("pk"))',
        "return self._in_reach_of(user)",
        "tests/reviews/walls/test_walls.py::test_wall_leaves_the_review_to_those_named_and_its_requester",
    ),
    Fault(
        "the queue forgets the wall",
        "reviews/models/wait.py",
        ".exclude(review__requester=user).not_walled_off(user)",
        ".exclude(review__requester=user)",
        "tests/reviews/walls/test_walls.py::test_wall_leaves_the_review_to_those_named_and_its_requester",
    ),
    Fault(
        "the check-in forgets the wall",
        "reviews/disagreements/policies.py",
        "own |= Q(wait__review__in=walled_off) | Q(disagreement__term__review__in=walled_off)",
        "pass",
        "tests/reviews/walls/test_everywhere.py -k talked_about",
    ),
    Fault(
        "outside counsel stays for ever",
        "reviews/models/review.py",
        "return self.filter(person=user, until__gte=timezone.localdate())",
        "return self.filter(person=user, until__isnull=False)",
        "tests/reviews/walls/test_outside_counsel.py::test_outside_counsel_sees_one_review_until_the_day",
    ),
    Fault(
        "a document through any review",
        "reviews/web/views/papers/documents.py",
        'review.documents.prefetch_related("versions")',
        'review.documents.model.objects.prefetch_related("versions")',
        "tests/test_fences.py -k through",
    ),
    Fault(
        "the vendor's page shows every contract",
        "vendors/views.py",
        'sight.narrowed(vendor.contracts.select_related("owner"), request.user)[:CONTRACTS_SHOWN]',
        'vendor.contracts.select_related("owner")[:CONTRACTS_SHOWN]',
        "tests/vendors/test_vendor_detail.py -k without_a_part",
    ),
    Fault(
        "names of vendors tell of walled reviews",
        "vendors/views.py",
        "known = Vendor.objects.known_to(request.user)",
        "known = Vendor.objects.all()",
        "tests/vendors/test_vendor_detail.py -k met_nowhere_else",
    ),
    Fault(
        "a term through its number alone",
        "reviews/models/term.py",
        "return self.filter(review__in=Review.objects.visible_to(user)).exclude(review__requester=user)",
        "return self.all()",
        "tests/reviews/test_visibility.py -k reads_answers_and_not",
    ),
    Fault(
        "reviewers read internal words about their own request",
        "reviews/models/comment.py",
        "Q(audience__in=AMONG_REVIEWERS) & ~Q(review__requester=user)",
        "Q(audience__in=AMONG_REVIEWERS)",
        "tests/reviews/test_visibility.py -k sits_on_a_desk",
    ),
    Fault(
        "a circle opens by role",
        "reviews/models/circle.py",
        "seats = CircleMember.objects.filter(person=user)",
        "seats = CircleMember.objects.all()",
        "tests/reviews/comments/test_privilege.py::test_what_is_inside_does_not_exist_outside",
    ),
    Fault(
        "drafts are everybody's",
        "intake/models/intake_request.py",
        "return self.filter(requester=user)",
        "return self.all()",
        "tests/test_routes.py -k intake:draft",
    ),
    Fault(
        "requesters read approvals over the API",
        "reviews/api/approvals.py",
        "approvals = approvals.exclude(review__requester=self.request.user)",
        "pass",
        "tests/test_routes.py -k api-approval-detail",
    ),
    Fault(
        "hand-over tells which addresses exist",
        "reviews/api/wait_serializers.py",
        'self.fields["to"].queryset = takers_of(wait)',
        'self.fields["to"].queryset = User.objects.filter(is_active=True)',
        "tests/reviews/api/test_waits.py -k which_addresses",
    ),
    Fault(
        "auditors write",
        "config/middleware.py",
        "if user.is_auditor and request.method not in READING:",
        "if False:",
        "tests/reviews/test_auditor.py",
    ),
    Fault(
        "auditors open papers",
        "reviews/spine/policies.py",
        "return not user.is_auditor",
        "return True",
        "tests/reviews/test_auditor.py",
    ),
    # told later
    Fault(
        "notices show what was lost",
        "notices/models/notice.py",
        "return self.filter(sight.seen_by(user), recipient=user)",
        "return self.filter(recipient=user)",
        "tests/notices/test_rights_again.py -k seat_lost",
    ),
    Fault(
        "mails go out to whoever has lost the right",
        "notices/tasks.py",
        "if isinstance(row, Notice) and not",
        "if False and not",
        "tests/notices/test_rights_again.py -k seat_lost",
    ),
    Fault(
        "the daily mail does not ask again",
        "notices/models/bundle.py",
        "self.notices.visible_to(self.recipient)",
        "self.notices",
        "tests/notices/test_rights_again.py -k daily_mail",
    ),
    Fault(
        "channels hear of what is walled",
        "notices/tasks.py",
        "if not Post.objects.seen_by_desk(post.webhook.team).filter(pk=post.pk).exists():",
        "if False:",
        "tests/notices/test_rights_again.py -k channel",
    ),
    # settings pages
    Fault(
        "types are deleted, with a list of what hangs on them",
        "people/admin_rights.py",
        "        return False\n\n    # --- nobody overwrites",
        "        return may_configure(request.user)\n\n    # --- nobody overwrites",
        "tests/people/test_admin_deletes.py -k types",
    ),
    Fault(
        "operators grant themselves roles",
        "people/policies.py",
        "return user.is_active and user.is_superuser and user != to",
        "return user.is_active and user.is_superuser",
        "tests/people/test_admin.py -k their_own_roles",
    ),
    Fault(
        "the settings pages show circles",
        "people/admin.py",
        "lines.exclude(audience=Audience.CIRCLE).exclude(walled)",
        "lines.exclude(walled)",
        "tests/reviews/comments/test_privilege.py::test_settings_pages_of_an_operator_hold_neither_words_nor_circles",
    ),
    Fault(
        "a profile takes more than a profile",
        "people/forms.py",
        'fields = ["name", "time_zone"]',
        'fields = ["name", "time_zone", "is_auditor"]',
        "tests/test_mass_assignment.py -k profile",
    ),
    # who may, and one after the other
    Fault(
        "people work on their own request",
        "reviews/spine/policies.py",
        "return user.is_on(desk) and user.pk != review.requester_id",
        "return user.is_on(desk)",
        "tests/reviews/test_policies.py",
    ),
    Fault(
        "whoever decided a deviation approves it",
        "reviews/approvals/separation.py",
        "    if terms := own_deviations(approval, people, acts):",
        "    if terms := []:",
        "tests/reviews/approvals/test_separation.py -k refused_to_the_lead",
    ),
    Fault(
        "the last one of a function is taken out",
        "reviews/walls/policies.py",
        "    return faults_of_names(review, others)",
        "    return []",
        "tests/reviews/walls/test_walls.py -k taken_out",
    ),
    Fault(
        "work is handed across a wall",
        "reviews/waits/hand_overs.py",
        " or wait.review.is_walled_from(to):",
        ":",
        "tests/reviews/walls/test_walls.py -k not_named",
    ),
    Fault(
        "the second person takes it too",
        "reviews/waits/policies.py",
        "    if wait.claimed_at:\n        return [",
        "    if False:\n        return [",
        "tests/reviews/waits/test_claims.py",
    ),
    Fault(
        "nothing is locked",
        "common/locks.py",
        'rows = row._meta.model.objects.select_for_update(of=("self",), no_key=no_key)',
        "rows = row._meta.model.objects.all()",
        "tests/reviews/test_races.py -k claim_by_two",
    ),
    Fault(
        "stages are skipped",
        "reviews/spine/policies.py",
        "    if may_follow(Stage(review.stage), stage):\n        return []",
        "    return []",
        "tests/reviews/test_who_may_what.py -k withdrawn",
    ),
    # what leaves the house
    Fault(
        "NAT64 hides a private address",
        "notices/networks.py",
        "if ip in MAPPED or ip in NAT64:\n        return _is_public_ipv4(_last_bits(ip))",
        "if ip in MAPPED or ip in NAT64:\n        return True",
        "tests/notices/test_networks.py -k are_not_public",
    ),
    Fault(
        "a name is not looked at when it is saved",
        "notices/destinations.py",
        "places_of(parse(address), seconds=SECONDS_WHEN_SAVED)",
        "parse(address)",
        "tests/notices/test_channels.py -k name_leads_into_a_private_network",
    ),
    Fault(
        "a dripping channel is listened to",
        "notices/channels.py",
        "timer.start()",
        "pass",
        "tests/notices/test_channels.py -k drips",
    ),
    Fault(
        "a report needs no signature",
        "notices/bounces.py",
        "if is_ours(name, signature):",
        "if name:",
        "tests/notices/test_bounces.py -k without_proof",
    ),
    # room for files
    Fault(
        "a refused upload leaves its file",
        "contracts/storing.py",
        "for name in set(names) - kept:",
        "for name in set():",
        "tests/contracts/test_storing.py -k fails_after",
    ),
    Fault(
        "the sweep trusts a wrong database",
        "contracts/disk.py",
        "if scan.may_remove:",
        "if True:",
        "tests/contracts/test_disk.py -k strangers",
    ),
    Fault(
        "a day has no limit",
        "contracts/actions/documents.py",
        "if blockers := quotas.blockers_to_keep(checked.size, by=by):",
        "if blockers := []:",
        "tests/contracts/test_quotas.py -k files_of_a_day",
    ),
    # maintenance
    Fault(
        "read-only lets the API write",
        "common/maintenance/middleware.py",
        "or name.startswith(GO_ON):",
        'or name.startswith((*GO_ON, "api-")):',
        "tests/operations/test_maintenance.py -k api_refuses",
    ),
    Fault(
        "workers go on while nothing may be changed",
        "common/maintenance/pausing.py",
        "if self.name not in GO_ON and is_read_only():",
        "if False:",
        "tests/operations/test_maintenance.py -k workers_pause",
    ),
    # signing in, and standing
    Fault(
        "strangers make the owner wait",
        "people/adapters.py",
        "    if device := devices.device_of(request, address):",
        "    if device := None:",
        "tests/people/test_sign_in.py::test_wrong_passwords_of_strangers_never_stop_the_owners_device",
    ),
    Fault(
        "passwords are tried without end",
        "people/adapters.py",
        "        (limits.WRONG_FOR_ACCOUNT, address.lower(), ACCOUNT_WAITS),\n",
        "",
        "tests/people/test_sign_in.py -k say_how_long",
    ),
    Fault(
        "a cookie that was taken works for ever",
        "people/devices.py",
        "    KnownDevice.objects.filter(digest__in=own).delete()\n",
        "",
        "tests/people/test_sign_in.py::test_device_gets_a_new_token_at_each_sign_in_and_the_old_one_is_worth_nothing",
    ),
    Fault(
        "a device outlives the password",
        "people/devices.py",
        " and device.password == password_mark(device.person)",
        "",
        "tests/people/test_sign_in.py -k an_operator_sets",
    ),
    Fault(
        "a link signs in twice",
        "people/models/sign_in_link.py",
        "self.filter(used_at=None, made_at__gt",
        "self.filter(made_at__gt",
        "tests/people/test_sign_in_link.py::test_link_signs_in_once_whoever_has_to_wait",
    ),
    Fault(
        "asking for a link looks the person up",
        "people/sign_in.py",
        '        return self.cleaned_data["email"].lower()',
        "        return super().clean_email()",
        "tests/people/test_sign_in_link.py -k asking_for_a_link_tells",
    ),
    Fault(
        "depth of JSON is not looked at",
        "common/guards/garbage.py",
        "        if depth > DEEPEST:",
        "        if False:",
        "tests/common/guards/test_garbage.py",
    ),
    Fault(
        "halves of files stay",
        "common/guards/whole_files.py",
        "            with suppress(OSError):\n                os.remove(self.path(draft))\n            logger",
        "            logger",
        "tests/common/guards/test_whole_files.py -k without_room_leaves_nothing",
    ),
)
