"""Who may do what on the staff side. Superusers (administrators) may do everything.

Roles are Django groups; a migration makes them from this table, and a change of the
table comes with a migration that applies it.
"""

COORDINATOR = "program coordinator"
RECORDS = "records"

_READ_PROGRAMS = [
    "programs.view_program",
    "programs.view_classoffering",
    "programs.view_classsession",
    "programs.view_registration",
    "programs.view_registrationevent",
    "programs.view_classinterest",
]

PERMISSIONS = {
    COORDINATOR: [
        *_READ_PROGRAMS,
        "programs.change_program",
        "programs.add_classoffering",
        "programs.change_classoffering",
        "programs.add_classsession",
        "programs.change_classsession",
        "programs.add_registration",
        "programs.change_registration",
        "programs.overbook_registration",
        "core.view_closureday",
        "core.add_closureday",
        "core.change_closureday",
        "core.view_departmentprofile",
        "mailroom.view_message",
        "mailroom.change_message",
    ],
    RECORDS: [*_READ_PROGRAMS, "mailroom.view_message"],
}
