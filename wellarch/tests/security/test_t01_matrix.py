"""T01: every address of the site, asked and written to by everybody.

One row an address: what reading answers, then what an empty form answers, to owner, admin,
contributor, viewer, somebody of another organisation, and somebody not signed in. What each names
is at home in the organisation of the first four. A new address without a row fails.
"""

import re

import pytest

from wellarch.tests.security.world import MISSING, address, arguments, names_in, patterns

EVERYBODY = ("owner", "admin", "contributor", "viewer", "stranger", "anonymous")
EXPECTED = """
account_login                         302 302 302 302 302 200   302 302 302 302 302 200
account_logout                        200 200 200 200 200 302   302 302 302 302 302 302
account_inactive                      200 200 200 200 200 200   405 405 405 405 405 405
account_signup                        302 302 302 302 302 200   302 302 302 302 302 200
account_change_password               200 200 200 200 200 302   200 200 200 200 200 302
account_set_password                  302 302 302 302 302 302   302 302 302 302 302 302
account_reset_password                200 200 200 200 200 200   200 200 200 200 200 200
account_reset_password_done           200 200 200 200 200 200   405 405 405 405 405 405
account_reset_password_from_key       200 200 200 200 200 200   200 200 200 200 200 200
account_reset_password_from_key_done  200 200 200 200 200 200   405 405 405 405 405 405
sign_in_link                          410 410 410 410 410 410   405 405 405 405 405 405
invitation                            404 404 404 404 404 404   404 404 404 404 404 404
welcome                               200 200 200 200 200 302   405 405 405 405 405 302
profile                               200 200 200 200 200 302   422 422 422 422 422 302
set_reader_language                   405 405 405 405 405 405   400 400 400 400 400 400
start_organisation                    200 200 200 200 200 302   422 422 422 422 422 302
switch_organisation                   405 405 405 405 405 302   404 404 404 404 404 302
organisation_settings                 200 200 200 200 200 302   422 422 403 403 422 302
delete_organisation                   302 403 403 403 302 302   422 403 403 403 422 302
remove_example                        405 403 403 403 405 302   403 403 403 403 403 302
letterhead                            302 302 403 403 302 302   302 302 403 403 302 302
logo                                  404 404 404 404 404 302   405 405 405 405 405 302
leave_organisation                    405 405 405 405 405 302   302 302 302 302 302 302
audit_trail                           200 200 403 403 200 302   405 405 403 403 405 302
people                                200 200 200 200 200 302   405 405 405 405 405 302
invite                                302 302 403 403 302 302   422 422 403 403 422 302
change_role                           405 405 403 403 405 302   302 302 403 403 404 302
remove_member                         405 405 403 403 405 302   302 302 403 403 404 302
revoke_invitation                     405 405 403 403 405 302   302 302 403 403 404 302
lenses                                200 200 200 200 200 302   405 405 405 405 405 302
lens_import                           200 200 403 403 200 302   422 422 403 403 422 302
lens                                  200 200 200 200 404 302   405 405 405 405 405 302
lens_version                          200 200 200 200 404 302   405 405 405 405 405 302
lens_document                         200 200 200 200 404 302   405 405 405 405 405 302
questionnaire_pdf                     200 200 200 200 404 302   405 405 405 405 405 302
questionnaire_xlsx                    200 200 200 200 404 302   405 405 405 405 405 302
review_fill                           200 200 200 403 404 302   422 422 422 403 404 302
lens_publish                          405 405 403 403 405 302   302 302 403 403 404 302
calculators                           200 200 200 200 200 302   405 405 405 405 405 302
calculator                            200 200 200 200 200 302   405 405 405 405 405 302
home                                  302 302 302 302 302 302   405 405 405 405 405 302
workloads                             200 200 200 200 200 302   405 405 405 405 405 302
workload_new                          200 200 200 403 200 302   422 422 422 403 422 302
workload                              200 200 200 200 404 302   405 405 405 403 404 302
workload_edit                         200 200 200 403 404 302   422 422 422 403 404 302
workload_archive                      405 405 403 403 404 302   302 302 403 403 404 302
workload_summary                      200 200 200 403 404 302   422 422 422 403 404 302
review_start                          405 405 405 405 404 302   302 302 302 403 404 302
review                                302 302 302 302 404 302   405 405 405 403 404 302
review_pillar                         405 405 405 405 404 302   302 302 302 403 404 302
question                              200 200 200 200 404 302   409 409 409 403 404 302
question_undo                         405 405 405 405 404 302   409 409 409 403 404 302
question_flag                         405 405 405 405 404 302   302 302 302 403 404 302
question_side                         200 200 200 200 404 302   405 405 405 403 404 302
question_find_out                     405 405 405 405 404 302   302 302 302 403 404 302
question_plan                         405 405 405 405 404 302   422 422 422 403 404 302
inbox                                 405 405 405 405 404 302   302 302 302 403 404 302
budget                                200 200 200 200 404 302   302 302 302 403 404 302
inbox_settle                          405 405 405 405 404 302   302 302 302 403 404 302
review_tree                           200 200 200 200 404 302   405 405 405 403 404 302
review_search                         200 200 200 200 404 302   405 405 405 403 404 302
plan                                  200 200 200 200 404 302   405 405 405 403 404 302
plan_add                              200 200 200 200 404 302   422 422 422 403 404 302
plan_item                             200 200 200 200 404 302   422 422 422 403 404 302
plan_remove                           405 405 405 405 404 302   302 302 302 403 404 302
plan_accept                           405 405 405 405 404 302   302 302 302 403 404 302
plan_bulk                             405 405 405 405 404 302   422 422 422 403 404 302
plan_cap                              405 405 405 405 404 302   422 422 422 403 404 302
plan_move                             405 405 405 405 404 302   422 422 422 403 404 302
plan_done                             200 200 200 200 404 302   302 302 302 403 404 302
plan_split                            200 200 200 200 404 302   422 422 422 403 404 302
plan_risk                             200 200 200 200 404 302   422 422 422 403 404 302
plan_risk_decide                      405 405 403 403 404 302   302 302 403 403 404 302
plan_comment                          405 405 405 405 404 302   422 422 422 403 404 302
plan_uncomment                        405 405 405 405 404 302   302 302 403 403 404 302
found                                 405 405 405 405 404 302   302 302 302 403 404 302
milestones                            200 200 200 200 404 302   422 422 422 403 404 302
milestones_compare                    200 200 200 200 404 302   405 405 405 403 404 302
milestone                             200 200 200 200 404 302   405 405 405 403 404 302
report                                200 200 200 200 404 302   405 405 405 403 404 302
report_pdf                            200 200 200 200 404 302   405 405 405 403 404 302
report_xlsx                           200 200 200 200 404 302   405 405 405 403 404 302
report_csv                            200 200 200 200 404 302   405 405 405 403 404 302
report_json                           200 200 200 200 404 302   405 405 405 403 404 302
report_md                             200 200 200 200 404 302   405 405 405 403 404 302
remember_risk                         405 405 405 405 405 302   204 204 204 204 204 302
"""
ROWS = {
    row.split()[0]: [int(code) for code in row.split()[1:]] for row in EXPECTED.split("\n") if row
}


def test_every_address_has_one_name_and_one_row():
    names = [pattern.name for pattern in patterns()]
    assert sorted(names) == sorted(ROWS)
    assert {len(row) for row in ROWS.values()} == {12}


def test_everybody_gets_what_the_table_says(world, cast, unharmed):
    found = {
        name: [
            unharmed(cast[part], method, where).status_code
            for method in ("get", "post")
            for part in EVERYBODY
        ]
        for name, where in world.addresses().items()
    }
    assert found == ROWS


@pytest.mark.parametrize("part", ["owner", "viewer", "stranger"])
def test_what_is_foreign_is_answered_as_what_is_missing(part, world, cast, unharmed):
    """Byte by byte, whatever the method and whatever is sent."""
    here = world.foreign if part == "stranger" else world.home
    there = world.home if part == "stranger" else world.foreign
    seen = 0
    for pattern in patterns():
        named = [name for name in names_in(pattern) if name in MISSING]
        if not named:
            continue
        foreign = address(pattern, arguments(there))
        missing = [
            address(pattern, arguments(there) | {named[0]: MISSING[named[0]]}),
            address(pattern, arguments(here) | {named[-1]: MISSING[named[-1]]}),
        ]
        for method, sent in (("get", {}), ("post", {}), ("post", {"title": "x"})):
            answers = [bare(unharmed(cast[part], method, it, sent)) for it in [foreign, *missing]]
            assert answers[0] == answers[1], (pattern.name, method)
            if answers[0][0] == answers[2][0] == 404:
                assert answers[0] == answers[2], (pattern.name, method)
                seen += 1
    assert seen > 15


def bare(reply):
    """Everything a reader can tell two answers apart by, the token of the form left out."""
    page = re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', b"", reply.content)
    return reply.status_code, page, sorted(reply.headers.items()), sorted(reply.cookies)


@pytest.mark.parametrize("part", ["owner", "admin", "contributor", "viewer"])
def test_nothing_foreign_is_ever_shown(part, world, cast, unharmed):
    """Two organisations use the same words, so a name tells which one a page is from."""
    world.foreign.workload.name = "THEIRS ALONE"
    world.foreign.workload.save()
    for where in world.addresses().values():
        assert b"THEIRS ALONE" not in unharmed(cast[part], "get", where).content
    assert "THEIRS ALONE" in cast.stranger.get("/workloads/").text


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "head", "trace"])
def test_other_methods_open_nothing(method, world, cast, unharmed):
    for name, where in world.addresses().items():
        code = unharmed(cast.anonymous, method, where).status_code
        assert code in (302, 405, 404, 410, 400) or name in PUBLIC, (name, code)
        code = unharmed(cast.stranger, method, where).status_code
        if "/workloads/" in where and world.home.workload.public_id in where:
            assert code == 404, (name, code)


PUBLIC = {name for name, row in ROWS.items() if 200 in (row[5], row[11])}


def test_without_organisation_there_is_only_oneself(world, cast, person, unharmed):
    loner = type(cast.owner)().signs_in(person("Loner"))
    for name, where in world.addresses().items():
        reply = unharmed(loner, "get", where)
        if world.home.workload.public_id in where:
            assert reply.status_code == 404, name
        elif ROWS[name][4] == 200 and ROWS[name][5] == 302 and name not in OF_ONESELF:
            assert (reply.status_code, reply["Location"]) == (302, "/accounts/welcome/"), name


OF_ONESELF = {"account_logout", "account_change_password", "welcome", "profile",
              "start_organisation"}  # fmt: skip
