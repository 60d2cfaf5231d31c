"""Invents believable workloads from their numbers: the same number gives the same workload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from pillars.questionnaire.content import Choice, Lens, Question, Risk, Severity
from reviews.outcome.answers import Practice, Sheet, Status

SUBJECTS = (
    ("Invoice archive", "Keeps invoices for ten years and finds them again."),
    ("Price feed", "Collects prices from suppliers and hands them to the shop pages."),
    ("Parcel tracking", "Tells customers and carriers where a parcel is."),
    ("Returns desk", "Takes returns in, decides on refunds and books them."),
    ("Warehouse picking", "Gives pickers their routes through the warehouse."),
    ("Product search", "Finds products by word, picture and number."),
    ("Payment gateway", "Authorises payments and settles them at night."),
    ("Supplier portal", "Suppliers announce deliveries and read their figures."),
    ("Gift cards", "Sells, checks and redeems gift cards."),
    ("Store tills", "Serves the tills of all branches, also without network."),
    ("Recommendations", "Suggests what else a customer could like."),
    ("Customer letters", "Writes and sends order mails and letters."),
)
TEAMS = ("orders", "catalogue", "payments", "logistics", "field-tools", "platform")
REGIONS = ("eu-west-1", "eu-central-1", "us-east-1", "ap-northeast-2")
CRITICALITIES = ("high", "medium", "low")
SHARES_ANSWERED = (1.0, 1.0, 0.95, 0.9, 0.6, 0.3, 0.0)
NOTES = (
    "Seen in the last test; the result is in the team's log.",
    "Said from memory. Nobody has tested it this year.",
    "Works for the main flow. The nightly jobs were not looked at.",
    "The platform team does this for us; their page says how.",
    "Planned twice and moved twice. It needs an owner.",
    "Measured in May: within the target, with little to spare.",
)
PARTLY = (
    "In place for new parts only.",
    "Done once by hand; not repeated since.",
    "Two of three teams have it.",
)
REASONS = (
    "The platform team answers this question for all workloads.",
    "This workload keeps no data of its own.",
)
WHOM = ("Platform team", "Database team", "Security team", "Former owner of the service")
PROOFS = (
    "A record of the last test, with its date and its time.",
    "The setting in the deployment file.",
    "One page that the owner has confirmed.",
)
MORE_LIKELY = {Severity.HIGH: 0.15, Severity.MEDIUM: 0.05, Severity.LOW: -0.1}
EFFORTS = (1, 2, 3, 5, 8, 13)


@dataclass(frozen=True, slots=True)
class Work:
    title: str
    question_id: str
    choice_id: str
    due_in_days: int
    effort_days: float


@dataclass(frozen=True, slots=True)
class Ask:
    question_id: str
    whom: str
    proof: str
    in_days: int


@dataclass(frozen=True, slots=True)
class Invented:
    name: str
    description: str
    tags: Mapping[str, str]
    is_production: bool
    region: str
    account_id: str
    priorities: tuple[str, ...]
    next_review_in_days: int
    sheets: Mapping[str, Sheet]
    risks: Mapping[str, Risk]
    work: tuple[Work, ...]
    asks: tuple[Ask, ...]


def name(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)][0]} {number:05d}"


def invent(number: int, lens: Lens) -> Invented:
    rng = Random(number)  # noqa: S311 - a seed that everybody may know is the point
    sheets = dict(_sheets(rng, lens))
    risks = {id: sheet.rating(_question(lens, id)).risk for id, sheet in sheets.items()}
    return Invented(
        name=name(number),
        description=SUBJECTS[number % len(SUBJECTS)][1],
        tags={"team": rng.choice(TEAMS), "criticality": rng.choice(CRITICALITIES)},
        is_production=rng.random() < 0.8,
        region=rng.choice(REGIONS),
        account_id=f"{rng.randrange(10**12):012d}",
        priorities=tuple(rng.sample([pillar.id for pillar in lens.pillars], k=2)),
        next_review_in_days=rng.randrange(-60, 300),
        sheets=sheets,
        risks=risks,
        work=tuple(_work(rng, lens, sheets, risks)),
        asks=tuple(_asks(rng, lens, sheets)),
    )


def _question(lens: Lens, question_id: str) -> Question:
    question = lens.question(question_id)
    assert question is not None
    return question


def _sheets(rng: Random, lens: Lens) -> Iterator[tuple[str, Sheet]]:
    # A team is good or bad at most things at once: its maturity makes rows that look like teams.
    maturity, answered = rng.betavariate(2, 1.4), rng.choice(SHARES_ANSWERED)
    for question in lens.questions:
        if rng.random() < answered:
            yield question.id, _sheet(rng, question, maturity)


def _sheet(rng: Random, question: Question, maturity: float) -> Sheet:
    if rng.random() < 0.03:
        return Sheet(not_applicable=True, reason=rng.choice(REASONS))
    selected = {c.id for c in question.practices if _is_there(rng, c, maturity)}
    missing = [c.id for c in question.practices if c.id not in selected]
    practices = {}
    if missing and rng.random() < 0.2:
        practices[rng.choice(missing)] = Practice(Status.PARTLY, rng.choice(PARTLY))
    notes = rng.choice(NOTES) if rng.random() < 0.25 else ""
    if not selected and not practices and question.none_choice:
        selected = {question.none_choice.id}
    return Sheet(
        selected=frozenset(selected),
        none=not selected and not practices,
        notes=notes,
        practices=practices,
    )


def _is_there(rng: Random, choice: Choice, maturity: float) -> bool:
    return rng.random() < maturity + MORE_LIKELY[choice.severity]


def _work(
    rng: Random, lens: Lens, sheets: Mapping[str, Sheet], risks: Mapping[str, Risk]
) -> Iterator[Work]:
    at_risk = [id for id, risk in risks.items() if risk is Risk.HIGH]
    for question_id in rng.sample(at_risk, k=min(len(at_risk), rng.randrange(4))):
        here = sheets[question_id].selected
        missing = [c for c in _question(lens, question_id).practices if c.id not in here]
        if missing:
            choice = rng.choice(missing)
            due, effort = rng.randrange(-30, 180), choice.effort or rng.choice(EFFORTS)
            yield Work(choice.title, question_id, choice.id, due, effort)


def _asks(rng: Random, lens: Lens, sheets: Mapping[str, Sheet]) -> Iterator[Ask]:
    unanswered = [question.id for question in lens.questions if question.id not in sheets]
    if sheets:
        for question_id in rng.sample(unanswered, k=min(len(unanswered), rng.randrange(3))):
            yield Ask(question_id, rng.choice(WHOM), rng.choice(PROOFS), rng.randrange(5, 60))
