from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from accounts.access import MemberRequest
from reviews import inbox
from reviews.access import review_page, workload_page
from reviews.forms import LooseNoteForm, SettleForm
from reviews.models import LensReview, LooseNote, Workload

SHOWN = 20


@review_page()
@require_POST
def capture(request: MemberRequest, review: LensReview) -> HttpResponse:
    form = LooseNoteForm(request.POST)
    if not form.is_valid():
        return _answer(request, review, " ".join(map(str, form.errors["text"])), 422)
    inbox.capture(review=review, text=form.cleaned_data["text"], by=request.user)
    return _answer(request, review, _("Kept in the inbox of this workload."), 204)


def _answer(request: MemberRequest, review: LensReview, said: str, status: int) -> HttpResponse:
    """Words for the live region where the page stays, a message where it is left."""
    if request.htmx:
        return trigger_client_event(HttpResponse(status=status), "announce", {"value": said})
    messages.info(request, said)
    return redirect("workload", review.workload.public_id)


@workload_page()
@require_POST
def settle(request: MemberRequest, workload: Workload, note_id: int) -> HttpResponse:
    notes = LooseNote.objects.waiting().filter(review__workload=workload)
    notes = notes.select_related("review__version").defer("review__version__document")
    note = get_object_or_404(notes, pk=note_id)
    form = settle_form(note, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the questions offered."))
    elif question_id := form.cleaned_data["question"]:
        _file(request, note, question_id)
    else:
        inbox.put_away(note=note, by=request.user)
    return redirect("workload", workload.public_id)


def _file(request: MemberRequest, note: LooseNote, question_id: str) -> None:
    try:
        inbox.file_to(note=note, question_id=question_id, by=request.user)
    except inbox.NoRoomError:
        messages.error(
            request, _("The notes of that question are full. Shorten them, or file it elsewhere.")
        )


def waiting(workload: Workload) -> list[tuple[LooseNote, SettleForm]]:
    """The notes that nobody filed yet, each with its form."""
    notes = LooseNote.objects.waiting().filter(review__workload=workload)
    notes = notes.select_related("written_by", "review__version")
    return [(note, settle_form(note)) for note in notes.defer("review__version__document")[:SHOWN]]


def settle_form(note: LooseNote, data: QueryDict | None = None) -> SettleForm:
    questions = note.review.questionnaire.questions
    return SettleForm(data, questions=questions, auto_id=f"note-{note.pk}-%s")
