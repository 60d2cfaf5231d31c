from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import organisation_page
from accounts.models import Role
from pillars import library as books
from pillars.forms import ImportForm
from pillars.models import Lens


@organisation_page()
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    lenses = Lens.objects.in_library_of(request.membership.organisation).order_by("name")
    return render(request, "pillars/library.html", {"lenses": lenses})


@organisation_page()
@require_GET
def lens(request: HttpRequest, alias: str, number: int | None = None) -> HttpResponse:
    lenses = Lens.objects.in_library_of(request.membership.organisation)
    found = get_object_or_404(lenses, alias=alias)
    versions = found.versions.defer("document")
    version = get_object_or_404(versions, number=number) if number else versions.first()
    context = {"lens": found, "version": version, "questionnaire": books.questionnaire(version)}
    return render(request, "pillars/lens.html", context)


@organisation_page(reads=Role.ADMIN)
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    problems = ()
    if request.method == "POST" and form.is_valid():
        organisation = request.membership.organisation
        try:
            version = books.take_in(
                data=form.cleaned_data["file"].read(), organisation=organisation, by=request.user
            )
        except books.NotReadable as unreadable:
            problems = unreadable.problems
        else:
            if form.cleaned_data["publish"]:
                try:
                    books.publish(version=version, by=request.user)
                except books.NotReadable:
                    pass
            return redirect("lens", version.lens.alias)
    context = {"form": form, "problems": problems}
    return render(request, "pillars/import.html", context, status=422 if problems else 200)


@organisation_page(reads=Role.ADMIN)
@require_POST
def publish(request: HttpRequest, alias: str, number: int) -> HttpResponse:
    lenses = Lens.objects.filter(organisation=request.membership.organisation)
    found = get_object_or_404(lenses, alias=alias)
    books.publish(version=get_object_or_404(found.versions, number=number), by=request.user)
    return redirect("lens", alias)
