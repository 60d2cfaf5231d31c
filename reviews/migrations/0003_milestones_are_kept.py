"""A milestone never changes: the database itself refuses it.

Only `taken_by` may be emptied, which happens when that person is deleted. A milestone has to go with
its workload, and not alone: on PostgreSQL a trigger looks at the end of the transaction whether the
workload is gone too. SQLite has no triggers at that moment, and none that could tell the one from the
other before; there the application refuses, and a number is missing where somebody went around it.

SQLite loses the triggers of a table that a later migration rebuilds (any change of a field does): such
a migration of `milestone` has to end with `keep`. A test fails otherwise.
"""

from django.db import migrations

FIXED = (
    "id",
    "organisation_id",
    "workload_id",
    "number",
    "name",
    "note",
    "snapshot",
    "digest",
    "taken_at",
)
CHANGES = "A milestone never changes."
GOES_ALONE = "A milestone goes with its workload only."


def forbidden(differs):
    fixed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)
    return f"{fixed} OR (NEW.taken_by_id IS NOT NULL AND NEW.taken_by_id {differs} OLD.taken_by_id)"


SQLITE = (
    [
        f"""
        CREATE TRIGGER milestone_never_changes BEFORE UPDATE ON reviews_milestone
        WHEN {forbidden("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{CHANGES}'); END
        """,
    ],
    ["DROP TRIGGER IF EXISTS milestone_never_changes"],
)
POSTGRESQL = (
    [
        f"""
        CREATE FUNCTION milestone_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{CHANGES}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER milestone_never_changes BEFORE UPDATE ON reviews_milestone
        FOR EACH ROW WHEN ({forbidden("IS DISTINCT FROM")})
        EXECUTE FUNCTION milestone_never_changes()
        """,
        f"""
        CREATE FUNCTION milestone_goes_with_its_workload() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM reviews_workload WHERE id = OLD.workload_id) THEN
                RAISE EXCEPTION '{GOES_ALONE}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE CONSTRAINT TRIGGER milestone_goes_with_its_workload
        AFTER DELETE ON reviews_milestone DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION milestone_goes_with_its_workload()
        """,
    ],
    [
        "DROP TRIGGER IF EXISTS milestone_goes_with_its_workload ON reviews_milestone",
        "DROP FUNCTION IF EXISTS milestone_goes_with_its_workload()",
        "DROP TRIGGER IF EXISTS milestone_never_changes ON reviews_milestone",
        "DROP FUNCTION IF EXISTS milestone_never_changes()",
    ],
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def keep(apps, schema_editor):
    _run(schema_editor, 0)


def let_go(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, which):
    # Straight through the cursor: the schema editor would take % and ; for its own.
    with schema_editor.connection.cursor() as cursor:
        for statement in STATEMENTS[schema_editor.connection.vendor][which]:
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0002_loose_notes"),
    ]

    operations = [
        migrations.RunPython(keep, let_go),
    ]
