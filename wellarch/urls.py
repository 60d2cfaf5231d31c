from django.urls import include, path

from accounts.access import require_decorators

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("lenses/", include("pillars.urls")),
    path("calculators/", include("pillars.calculator_urls")),
    path("", include("reviews.urls")),
]

handler400 = "wellarch.errors.bad_request"
handler403 = "wellarch.errors.forbidden"
handler404 = "wellarch.errors.not_found"
handler429 = "wellarch.errors.too_many"  # for allauth, which counts
handler500 = "wellarch.errors.server_error"

require_decorators(urlpatterns)
