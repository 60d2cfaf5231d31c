from django.urls import path

from accounts import views

urlpatterns = [
    path("link/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("welcome/", views.welcome, name="welcome"),
]
