"""What changes people, organisations, memberships and ways in.

Every door owns its transaction, writes its audit entry in it, and reads the role of who acts anew,
under the lock of the organisation: what the page knew may have changed since.
"""

from accounts.doors.invitations import (
    accept_invitation,
    invite,
    join_by_invitation,
    revoke_invitation,
)
from accounts.doors.letterheads import change_letterhead
from accounts.doors.members import LastOwnerError, change_role, leave, remove_member
from accounts.doors.organisations import (
    delete_organisation,
    remove_example,
    rename_organisation,
    start_organisation,
)
from accounts.doors.people import create_person, edit_profile, set_language
from accounts.doors.signing_in import make_sign_in_link, use_sign_in_link

__all__ = [
    "LastOwnerError",
    "accept_invitation",
    "change_letterhead",
    "change_role",
    "create_person",
    "delete_organisation",
    "edit_profile",
    "invite",
    "join_by_invitation",
    "leave",
    "make_sign_in_link",
    "remove_example",
    "remove_member",
    "rename_organisation",
    "revoke_invitation",
    "set_language",
    "start_organisation",
    "use_sign_in_link",
]
