"""The defaults of intake: request types, their questions, and the terms each one looks at.

What exists is left alone, so running this again never undoes an admin's work.
"""

from intake.kinds import Choice, Choices, Day, LongText, Text, WholeNumber, YesNo
from intake.models import Question, RequestType
from reviews.models import TermType
from reviews.pure.flags import Flag


def when(field, comparison="equals", value="yes"):
    """One structured condition, as questions store it."""
    return [{"field": field, "comparison": comparison, "value": value}]


PERSONAL_DATA = [
    # key, text, help, kind, choices, conditions
    (
        "personal_data",
        "Will the vendor see data about people?",
        "Names, e-mail addresses, customer or employee data count.",
        YesNo,
        [],
        [],
    ),
    (
        "data_about",
        "About whom?",
        "",
        Choices,
        ["Customers", "Employees", "Applicants", "Somebody else"],
        when("personal_data"),
    ),
    (
        "data_outside_eea",
        "Will that data be kept or seen outside the European Economic Area?",
        "Ask the vendor where its servers and its support people are. “Don't know” is a fine answer.",
        Choice,
        ["No", "Yes", "Don't know"],
        when("personal_data"),
    ),
]

BUDGET = (
    "budget_approved",
    "Has the budget holder agreed to the cost?",
    "",
    YesNo,
    [],
    when("value", "at_least", 10000),
)

ENTITY = (
    "entity",
    "Which of our companies will sign?",
    "Leave it empty if you do not know.",
    Choice,
    ["The parent company", "A company in Europe", "A company outside Europe"],
    [],
)
"""The region or entity that rules of the split may look at. Put your companies' names in its choices."""

CONTRACT = (
    "contract",
    "Which contract is it about?",
    "Its title or number, or what it covers and since when. Attach it below if you have it.",
    Text,
    [],
    [],
)

QUESTIONS = {
    "software": [
        ("users", "How many people will use it?", "A rough number is enough.", WholeNumber, [], []),
        *PERSONAL_DATA,
        (
            "systems",
            "Which of our systems will it connect to?",
            "For example single sign-on, the accounting system. Leave empty if none.",
            Text,
            [],
            [],
        ),
        (
            "uses_ai",
            "Does it use artificial intelligence on our data?",
            "",
            Choice,
            ["No", "Yes", "Don't know"],
            [],
        ),
        (
            "alternatives",
            "Which other vendors did you look at?",
            "One is a weak position to negotiate from; tell us if there really is no other.",
            LongText,
            [],
            when("value", "at_least", 25000),
        ),
        BUDGET,
        ENTITY,
    ],
    "services": [
        ("deliverables", "What will you get at the end?", "", LongText, [], []),
        (
            "on_site",
            "Will their people work in our offices or with our accounts?",
            "",
            YesNo,
            [],
            [],
        ),
        (
            "access",
            "Which rooms or accounts do they need?",
            "",
            Text,
            [],
            when("on_site"),
        ),
        (
            "creates_ip",
            "Will they make something that we want to own?",
            "Texts, designs, code.",
            YesNo,
            [],
            [],
        ),
        *PERSONAL_DATA,
        BUDGET,
        ENTITY,
    ],
    "renewal": [
        CONTRACT,
        (
            "ends_on",
            "When does the present contract end?",
            "It is on the contract or on the last invoice.",
            Day,
            [],
            [],
        ),
        ("still_used", "Is it used as much as before?", "", Choice, ["As much", "More", "Less"], []),
        (
            "use_changed",
            "What has changed?",
            "Less use is a good reason for a smaller contract.",
            LongText,
            [],
            when("still_used", "one_of", ["More", "Less"]),
        ),
        ("happy", "Are you content with the vendor?", "", YesNo, [], []),
        ("complaint", "What should be better?", "", LongText, [], when("happy", value="no")),
        BUDGET,
        ENTITY,
    ],
    "nda": [
        (
            "direction",
            "Who tells whom something confidential?",
            "",
            Choice,
            ["Both sides", "We tell them", "They tell us"],
            [],
        ),
        ("subject", "What will be talked about?", "", Text, [], []),
        ("their_paper", "Do they insist on their own text?", "", YesNo, [], []),
        ENTITY,
    ],
    "amendment": [
        CONTRACT,
        ("changes", "What should change?", "", LongText, [], []),
        ("price_changes", "Does the price change?", "", YesNo, [], []),
        (
            "price_why",
            "Why, and by how much?",
            "",
            Text,
            [],
            when("price_changes"),
        ),
        ("dates_change", "Do dates or the length of the contract change?", "", YesNo, [], []),
        ENTITY,
    ],
}

FLAGS = {
    "personal_data": Flag.PERSONAL_DATA,
    "uses_ai": Flag.AI,
    "creates_ip": Flag.IP,
}
"""{key of a question: the early flag that answers it with yes}."""

OPTIONAL = {"systems", "alternatives", "entity"}
WITHOUT_COST = {"nda"}

REQUEST_TYPES = [
    # slug, name, description, icon, numbers of the term types
    (
        "software",
        "New software vendor",
        "A tool or online service that we do not have yet.",
        "app-window",
        [1, 2, 3, 6, 7, 11, 12, 13, 14, 15, 19, 21, 22, 23, 27, 29, 30, 31, 32, 33, 34, 41, 44],
    ),
    (
        "services",
        "Professional services",
        "People who work for us: consultants, agencies, trainers.",
        "users",
        [1, 3, 5, 8, 9, 10, 18, 19, 22, 23, 25, 26, 29, 30, 37, 38, 40, 44],
    ),
    (
        "renewal",
        "Renewal",
        "A contract that ends, or renews itself, and that you want to keep.",
        "refresh-cw",
        [1, 2, 3, 6, 11, 13, 14, 15, 19, 22, 30, 33],
    ),
    ("nda", "Confidentiality agreement (NDA)", "You want to talk before you buy.", "lock", [29, 41, 42, 43, 44]),
    (
        "amendment",
        "Amendment",
        "Something changes in a contract that we have.",
        "file-pen-line",
        [1, 3, 6, 8, 13, 22, 46],
    ),
]


def seed():
    """Create what is missing. Term types must exist (reviews.seeds)."""
    for position, (slug, name, description, icon, numbers) in enumerate(REQUEST_TYPES, 1):
        request_type, is_new = RequestType.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "description": description,
                "icon": icon,
                "position": position,
                "asks_cost": slug not in WITHOUT_COST,
            },
        )
        if is_new:
            request_type.term_types.set(TermType.objects.filter(number__in=numbers))
            _ask(request_type, QUESTIONS[slug])


def _ask(request_type, questions):
    Question.objects.bulk_create(
        Question(
            request_type=request_type,
            key=key,
            text=text,
            help=hint,
            kind=kind.key,
            choices=choices,
            conditions=conditions,
            flag=FLAGS.get(key, ""),
            required=key not in OPTIONAL,
            position=position,
        )
        for position, (key, text, hint, kind, choices, conditions) in enumerate(questions, 1)
    )
