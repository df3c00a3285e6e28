"""Who may do what with the records of each model: the least role that may. See rows.py."""

MODELS = """
# model                       look           add            change         delete
core.departmentprofile        coordinator+desk+moderator nobody administrator nobody
core.closureday               coordinator+moderator coordinator    coordinator    nobody
programs.agreementtext        coordinator    coordinator    nobody         nobody
programs.program              records        administrator  coordinator    nobody
programs.classinterest        records        nobody         nobody         nobody
programs.certificate          records        nobody         nobody         nobody
programs.classoffering        records        coordinator    coordinator    nobody
programs.importrun            coordinator    coordinator    coordinator    nobody
programs.registration         records        coordinator    coordinator    nobody
programs.letter               records        nobody         nobody         nobody
programs.lettertemplate       records        coordinator    coordinator    coordinator
auth.user                     administrator  administrator  administrator  administrator
auth.group                    administrator  administrator  administrator  administrator
axes.accessattempt            administrator  nobody         nobody         administrator
"""
