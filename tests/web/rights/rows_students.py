"""What the pages of Teens and Policing answer, and who may do what with its records. See rows.py.

"noted" is a 200 that names students to staff: exactly one line in the history says who looked, and nothing else
is written. "school" leads to the counselors' first page, where one signs in.
"""

COUNSELOR_PAGES = """
# GET by everybody else, the counselor, one of another school | POST by them
counselors:home            200              | 200
counselors:code            school           | school
counselors:link            302              | 405
counselors:open            school 200 school | school school school
counselors:sign_out        405              | school
counselors:nominate        school 200 404   | 403 200 404
counselors:nominee         school 200 404   | 405
counselors:correct         school 200 404   | 403 200 404
counselors:withdraw        school 200 404   | 403 200 404
counselors:promote         405              | 403 302 404
counselors:aim             school 200 404   | 403 200 404
counselors:party_code      school 200 404   | 403 302 404
counselors:paper           school 200 404   | 403 200 404
counselors:withdraw_paper  school 200 404   | 403 school 404
counselors:report          school 200 404   | 403 302 404
counselors:report_pdf      405              | 403 pdf 404
counselors:report_csv      405              | 403 200 404
"""

FAMILY_PAGES = """
# GET by everybody else, the guardian (whose pages they are), the student | POST by them
consent:code             200          | 200
consent:paper            302 200 302  | 302 200 302   # this guardian typed the code of a paper, too
consent:open             302          | 405
consent:part             my 200 my    | 405
consent:certificate      my pdf my    | 405
consent:who              my 200 my    | my 200 my
consent:language         405          | my 302 my
consent:answer           my 200 my    | my 200 my
consent:consents         my 200 my    | my 200 my
consent:take_back        my 200 my    | my 302 my
consent:not_taking_part  my 200 my    | my 302 my
"""

# The same with the student's reference.
STUDENT_PAGES = """
# GET by everybody else, the guardian, the student | POST by them
consent:part             my my 200    | 405
consent:certificate      my my pdf    | 405
consent:who              my my 302    | my my 302
consent:language         405          | my my 302
consent:answer           my my 200    | my my 200
consent:consents         my my 302    | my my 302     # a minor's guardian decides
consent:take_back        my my 302    | my my 302
consent:not_taking_part  my my 200    | my my 302
"""

YOUTH_PAGES = """
# page                       who           GET   POST
classoffering_semester       youth         200   200
classoffering_nominees       youth         noted 302
classoffering_publish_roster youth         noted 302
classoffering_credits        youth         noted 404    # which school?
classoffering_credits_open   youth         302   404
classoffering_credits_pdf    youth         302   404
classoffering_credits_csv    youth         302   404
classoffering_lights         instructors   noted noted
classoffering_sign_out       youth         200   302
nomination_change            youth         noted noted
nomination_do                youth         200   200
nomination_health            youth         200   noted
nomination_paper             youth         noted 200
counselor_invite_again       youth         200   302
counselor_leave              youth         200   302
counselor_come_back          youth         200   302
"""

STUDENT_MODELS = """
# model               look   add     change   delete
programs.nomination   youth  nobody  youth    nobody
programs.semester     youth  nobody  nobody   nobody
programs.counselor    youth  youth   youth    nobody
programs.school       youth  youth   youth    nobody
programs.familytext   youth  youth   nobody   nobody
"""
