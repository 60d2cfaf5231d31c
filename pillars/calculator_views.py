from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, organisation_page
from pillars.analysis.catalogue import CALCULATORS
from pillars.calculating import calculated, find, operations


@organisation_page()
@require_GET
def calculators(request: MemberRequest) -> HttpResponse:
    rows = [(one, operations(one)) for one in CALCULATORS.values()]
    return render(request, "pillars/calculators.html", {"rows": rows})


@organisation_page()
@require_GET
def calculator(request: MemberRequest, name: str, operation: str) -> HttpResponse:
    found = find(name, operation)
    if found is None:
        raise Http404
    page = calculated(*found, request.GET.dict())
    context = {"page": page, "operations": operations(page.calculator)}
    status = 200 if page.finding else 422
    return render(request, "pillars/calculator.html", context, status=status)
