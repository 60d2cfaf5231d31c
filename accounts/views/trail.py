from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, organisation_page
from accounts.models import Role

PAGE = 100


@organisation_page(reads=Role.ADMIN)
@require_GET
def audit_trail(request: MemberRequest) -> HttpResponse:
    entries = request.membership.organisation.audit_entries.select_related("actor")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit_trail.html", {"page_obj": page})
