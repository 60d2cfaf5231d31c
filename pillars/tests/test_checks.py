import json
from pathlib import Path

import pytest
from django.core.checks import registry, run_checks
from django.core.management import call_command

from pillars import checks, library
from pillars.questionnaire.reading import read


@pytest.fixture
def lens() -> dict:
    return json.loads(library.bundled("cloud-native"))


def saved(lens: dict, folder: Path) -> Path:
    (folder / "broken.json").write_text(json.dumps(lens))
    return folder


def test_all_is_well_with_what_is_bundled():
    assert checks.bundled_lenses() == []
    call_command("check", tags=["content"])


def test_the_check_runs_with_every_other_one():
    assert checks.bundled_lenses in registry.registry.get_checks()
    assert run_checks(tags=["content"]) == []


def test_it_looks_where_the_library_looks():
    assert checks.CONTENT == library.CONTENT


def test_an_empty_folder_is_an_error(tmp_path):
    assert [message.id for message in checks.check_folder(tmp_path)] == ["pillars.E001"]


def test_a_file_that_is_no_lens(tmp_path):
    (tmp_path / "broken.json").write_text('{"name": "Half a le')
    (message,) = checks.check_folder(tmp_path)
    assert message.id == "pillars.E002"
    assert message.msg.startswith("broken.json, line 1: ")
    assert message.hint


def test_a_rule_that_names_a_choice_which_is_not_there(tmp_path, lens):
    question = lens["pillars"][0]["questions"][0]
    question["riskRules"][0]["condition"] = "REL1_99"
    messages = checks.check_folder(saved(lens, tmp_path))
    assert "pillars.E002" in [message.id for message in messages]
    assert any(message.obj.startswith("/pillars/0/questions/0") for message in messages)


def test_what_publishing_only_warns_of_is_a_warning(tmp_path, lens):
    lens["schemaVersion"] = "2020-01-01"
    messages = checks.check_folder(saved(lens, tmp_path))
    assert [(message.id, message.is_serious()) for message in messages] == [("pillars.W001", False)]


def test_a_selection_that_no_rule_rates(tmp_path, lens):
    question = lens["pillars"][0]["questions"][0]
    everything = " && ".join(choice["id"] for choice in question["choices"])
    question["riskRules"] = [{"condition": everything, "risk": "NO_RISK"}]
    messages = checks.check_folder(saved(lens, tmp_path))
    (message,) = [message for message in messages if message.id == "pillars.E003"]
    assert message.obj == question["id"]
    assert message.msg.endswith("rates the selection of nothing.")


def test_every_selection_is_tried_once(lens):
    question = read(json.dumps(lens).encode()).lens.questions[0]
    selections = list(checks._selections(question))
    assert len(set(selections)) == len(selections) == 2 ** len(question.choices)
