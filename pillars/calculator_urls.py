from django.urls import path

from pillars import calculator_views as views

urlpatterns = [
    path("", views.calculators, name="calculators"),
    path("<slug:name>/<slug:operation>/", views.calculator, name="calculator"),
]
