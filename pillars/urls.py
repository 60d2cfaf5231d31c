from django.urls import path

from pillars import views

urlpatterns = [
    path("", views.library, name="lenses"),
    path("import/", views.take_in, name="lens_import"),
    path("<slug:alias>/", views.lens, name="lens"),
    path("<slug:alias>/<int:number>/", views.lens, name="lens_version"),
    path("<slug:alias>/<int:number>.json", views.document, name="lens_document"),
    path("<slug:alias>/<int:number>/publish/", views.publish, name="lens_publish"),
]
