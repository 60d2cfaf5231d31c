from allauth.account import views as allauth
from django.urls import path, re_path

from accounts.views import invitation, organisations, people, profile, signing_in, trail

# Of allauth's pages only these: nobody signs up from outside, and an address is not changed by
# whoever holds a session.
ways_in = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", signing_in.sign_out, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("link/<str:token>/", signing_in.sign_in_link, name="sign_in_link"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
]

urlpatterns = [
    *ways_in,
    path("welcome/", organisations.welcome, name="welcome"),
    path("profile/", profile.profile, name="profile"),
    path("language/", profile.set_reader_language, name="set_reader_language"),
    path("organisations/start/", organisations.start_organisation, name="start_organisation"),
    path("organisations/switch/", organisations.switch_organisation, name="switch_organisation"),
    path("organisation/", organisations.organisation_settings, name="organisation_settings"),
    path("organisation/delete/", organisations.delete_organisation, name="delete_organisation"),
    path("organisation/remove-example/", organisations.remove_example, name="remove_example"),
    path("organisation/letterhead/", organisations.letterhead, name="letterhead"),
    path("organisation/logo/", organisations.logo, name="logo"),
    path("organisation/leave/", people.leave_organisation, name="leave_organisation"),
    path("organisation/audit/", trail.audit_trail, name="audit_trail"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:member_id>/role/", people.change_role, name="change_role"),
    path("people/<int:member_id>/remove/", people.remove_member, name="remove_member"),
    path(
        "people/invitations/<int:invitation_id>/revoke/",
        people.revoke_invitation,
        name="revoke_invitation",
    ),
]
