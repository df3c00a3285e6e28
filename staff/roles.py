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
    "programs.view_attendance",
    "programs.view_letter",
    "programs.view_letterrecipient",
    "programs.view_lettertemplate",
    "programs.view_certificate",
    "programs.view_surveyanswer",
    "programs.view_merge",
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
        "programs.add_attendance",
        "programs.change_attendance",
        "programs.view_acceptancepacket",
        "programs.add_acceptancepacket",
        "programs.change_acceptancepacket",
        "programs.view_medical_notes",
        "programs.view_agreementtext",
        "programs.add_agreementtext",
        "programs.add_letter",
        "programs.add_lettertemplate",
        "programs.change_lettertemplate",
        "programs.delete_lettertemplate",
        "programs.add_certificate",
        "programs.change_certificate",
        "programs.view_importrun",
        "programs.add_importrun",
        "programs.change_importrun",
        "programs.add_merge",
        "programs.change_merge",
        "core.view_closureday",
        "core.add_closureday",
        "core.change_closureday",
        "core.view_departmentprofile",
        "mailroom.view_message",
        "mailroom.change_message",
    ],
    RECORDS: [*_READ_PROGRAMS, "mailroom.view_message"],
}
