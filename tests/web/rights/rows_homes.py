"""What the pages about homes answer, and who may do what with their records. See rows.py.

"seen" is a 200 that shows somebody of the department a request or a list: exactly one row says
who looked, and nothing else is written.
"""

RESIDENT_PAGES = """
# GET by anonymous, owner (a draft is open there, too), other resident | POST by them
vacation:about              200         | 405
vacation:eligibility        200         | 200
vacation:go_on              302         | 405
vacation:save               302 200 302 | 302 200 302
vacation:saved              302 200 302 | 405
vacation:close              405         | 302
vacation:check              302         | 302
vacation:step               302 200 302 | 302 200 302
vacation:again              405         | my 302 my
requests:open               302         | 405
requests:resume_open        302         | 302
requests:resume             302         | 405
requests:request            my 200 my   | 405
requests:confirm            405         | my 302 my
requests:confirm_with_code  my 302 my   | my 302 my
requests:answer             405         | my 200 my
requests:dates              my 200 my   | my 200 my
requests:extend             my 200 my   | my 200 my
requests:end                my 200 my   | my 302 my
"""

PATROL_PAGES = """
# GET by visitors, staff who may not patrol, an administrator without a tour, officer, volunteer | POST by them
patrol:start     302 403 200 302 302   | 302 403 200 302 302
patrol:sign_in   200                   | 200
patrol:sign_out  405                   | 302
patrol:end       405                   | 302 403 302 302 302
patrol:homes     302 403 302 seen seen | 405
patrol:home      302 403 302 seen seen | 405
patrol:log       302 403 302 seen seen | 302 403 200 seen seen
patrol:addendum  302 403 302 seen 404  | 302 403 302 seen 404   # to one's own check alone
patrol:sheet     302 403 302 seen seen | 405
"""

# The same pages about a home of the other beat: a volunteer finds nothing there, an officer does.
ANOTHER_BEAT = """
patrol:home      302 403 302 seen 404  | 405
patrol:log       302 403 302 seen 404  | 302 403 200 seen 404
"""

DESK_PAGES = """
# page                              who     GET  POST
tour_end                            desk    200  302
housecheck_addendum                 desk    seen seen
vacationcheckrequest_approve        desk    seen seen
vacationcheckrequest_ask            desk    seen seen
vacationcheckrequest_information    desk    seen seen
vacationcheckrequest_decline        desk    seen seen
vacationcheckrequest_wish           desk    seen seen
vacationcheckrequest_identity       desk    seen seen
vacationcheckrequest_beat           desk    seen seen
vacationcheckrequest_restrict       desk    seen 302
vacationcheckrequest_unrestrict     desk    seen 302
vacationcheckrequest_pause          desk    seen seen
vacationcheckrequest_resume         desk    seen seen
vacationcheckrequest_dates          desk    seen seen
vacationcheckrequest_back_known     desk    seen 302
vacationcheckrequest_cancel         desk    seen seen
vacationcheckrequest_back           desk    seen seen
vacationcheckrequest_sealed         sealed  seen seen
vacationcheckrequest_open_sealed    sealed  200  200    # asks for the reason first
"""

# With a star: its list and the page of a record are looks.
HOME_MODELS = """
# model                               look  add            change         delete
vacation_checks.vacationcheckrequest* desk  desk           desk           nobody
vacation_checks.alert*                desk  nobody         desk           nobody
vacation_checks.housecheck*           desk  nobody         nobody         nobody
vacation_checks.tour*                 desk  nobody         nobody         nobody
vacation_checks.viewrecord            desk  nobody         nobody         nobody
vacation_checks.checkrules            desk  nobody         desk           nobody
vacation_checks.beat                  desk  desk           desk           nobody
vacation_checks.shift                 desk  desk           desk           nobody
vacation_checks.resultcode            desk  desk           desk           administrator
vacation_checks.streetrange           desk  desk           desk           desk
vacation_checks.acknowledgementtext   desk  desk           nobody         nobody
"""
