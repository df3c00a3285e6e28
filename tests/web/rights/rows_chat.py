"""What the pages of CHAT answer, and who may do what with its records. See rows.py."""

CHAT_PAGES = """
# GET by anonymous, owner, other resident | POST by them
chat:chat               200         | 405
chat:tell_me            200         | 200
chat:session            200         | 405
chat:calendar           200         | 405
chat:new_sign_up        200         | 200
chat:open               302         | 405
chat:open_interest      302         | 405
chat:interest           410 200 410 | 410 302 410
chat:sign_up            my 200 my   | 405
chat:confirm            405         | my 302 my
chat:confirm_with_code  my 302 my   | my 200 my
chat:accept             405         | my 302 my
chat:give_up            my 200 my   | my 302 my
chat:prove              my 200 my   | my 302 my
chat:join               my 302 my   | my 302 my     # back to a step before the door: this browser is not known yet
chat:questions          200         | 302
chat:answers            200         | 405
chat:ask                200         | 403 200 200   # who is not signed up in this session asks nothing
chat:open_question      302         | 405
chat:question           my 200 my   | 405
chat:change_question    my 302 my   | my 200 my     # was not given back: there is nothing to change
chat:withdraw_question  my 200 my   | my 302 my
chat:open_survey        302         | 405
chat:survey             my 200 my   | my 200 my
"""

# Who looks, and after a stroke who sends, where that is not the same.
MODERATORS_PAGES = """
# page                        who               GET  POST
question_approve              moderator         200  302
question_review               moderator         200  302
question_queue                moderator         200  200   # not approved yet
question_unqueue              moderator         200  200
question_merge                moderator         200  200
question_translate            moderator         200  302
question_return               moderator         200  200
question_redirect             moderator         200  200
question_decline              moderator         200  200
question_confirm              moderator         200  200
question_refuse               moderator         200  302
chatsession_publish           moderator         200  302
chatsession_move              moderator         200  200
chatsession_places            moderator         200  200
chatsession_cancel            moderator         200  200
chatsession_door              moderator         200  200
chatsession_needs             moderator         200  200
chatsession_reports           readers           200  200
chatsession_reports_csv       readers           200  200
chatsession_report            readers           200  200
chatsession_report_csv        readers           200  200
chatsession_close             moderator         200  200
chatsession_reopen            moderator         302  302
chatsession_afterwards        readers           200  200
chatsession_publish_answers   moderator         302  302
chatsession_answer            readers           200  200
chatsession_briefing          readers           pdf  pdf
chatsession_board             readers           200  200
chatsession_live              readers/moderator 200  302
chatsession_presenter         readers           200  200
chatsession_answered_live     moderator         200  200
signup_accept                 moderator         200  302
signup_remove                 moderator         200  200
"""

CHAT_MODELS = """
# model                        look           add            change         delete
chat_sessions.chatsession      readers        moderator      moderator      nobody
chat_sessions.question         readers        moderator      readers        nobody   # a page without a form
chat_sessions.signup           moderator      moderator      moderator      nobody
chat_sessions.host             moderator      moderator      moderator      nobody
chat_sessions.chatrules        moderator      nobody         moderator      nobody
chat_sessions.sessioninterest  moderator      nobody         nobody         nobody
chat_sessions.surveyanswer     moderator      nobody         nobody         nobody   # figures; see below
"""

# Nobody reads what one person said.
NEVER_SHOWN = """
surveyanswer_change   nobody 200 200
surveyanswer_history  nobody 200 200
"""
