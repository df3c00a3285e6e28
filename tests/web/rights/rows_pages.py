"""What the pages of ours answer. See rows.py."""

PUBLIC_PAGES = """
# GET by anonymous, owner, other resident | POST by them
portal:home                 200         | 405
portal:privacy              200         | 405
portal:accessibility        200         | 405
portal:my                   200         | 200
portal:my_code              my          | my
portal:my_link              302         | 405
portal:my_open              my          | my
portal:my_sign_out          405         | 302
portal:healthz              200         | 405
portal:readyz               200         | 405
programs:programs           200         | 405
programs:open_registration  302         | 405
programs:open_packet        302         | 405
programs:open_absence       302         | 405
programs:open_interest      302         | 405
programs:interest_wish      410 200 410 | 410 302 410
programs:open_survey        302         | 405
programs:survey             410 200 410 | 410 200 410
programs:registration       my 200 my   | 405
programs:confirm            405         | my 302 my
programs:confirm_with_code  my 302 my   | my 200 my
programs:accept             405         | my 302 my
programs:withdraw           my 200 my   | my 302 my
programs:details            my 200 my   | my 200 my
programs:absence            my 200 my   | my 302 my
programs:packet             my 200 my   | my 200 my
programs:packet_photos      405         | my 302 my
programs:check_in           200         | 200
programs:alumni             405         | my 302 my
programs:certificate_pdf    my pdf my   | 405
programs:own_survey         my 302 my   | 405
programs:program            200         | 405
programs:tell_me            200         | 200
programs:class              200         | 405
programs:calendar           200         | 405
programs:register           200         | 200
certificates:check          200         | 405
certificates:certificate    200         | 405
demo_mailbox:list           200         | 405
demo_mailbox:mail           200         | 405
demo_mailbox:html           200         | 405
demo_mailbox:attachment     200         | 405
no_detour                   404         | 404
"""

STAFF_PAGES = """
# GET by staff without a role, records, coordinator, administrator | POST by them
admin:index                                             200             | 200
admin:login   200 200 200 302 302 302 302 302 302 200 200 | 200 200 200 200 200 200 200 200 200 200 200
admin:logout   302 302 302 405 405 405 405 405 405 302 302 | 302 302 302 200 200 200 200 200 200 302 302
admin:password_change                                   200             | 200
admin:password_change_done                              200             | 405
admin:autocomplete                                      403 200 200 200 | 405
admin:core_closureday_school_break                      403 403 200 200 | 403 403 200 200
admin:jsi18n                                            200             | 405
admin:view_on_site   404 404 404 404 404 404 404 404 404 404 404 | 404 404 404 404 404 404 404 404 404 404 404
admin:auth_user_password_change                         403 403 403 200 | 403 403 403 200
admin:programs_certificate_pdf                          403 pdf pdf pdf | 403 pdf pdf pdf
admin:programs_certificate_reissue                      403 403 200 200 | 403 403 200 200
admin:programs_certificate_undo                         403 403 200 200 | 403 403 200 200
admin:programs_classoffering_publish                    403 403 200 200 | 403 403 302 302
admin:programs_classoffering_capacity                   403 403 200 200 | 403 403 200 200
admin:programs_classoffering_cancel                     403 403 200 200 | 403 403 200 200
admin:programs_classoffering_next_class                 403 403 302 302 | 403 403 302 302
admin:programs_classoffering_session                    403 403 200 200 | 403 403 200 200
admin:programs_classoffering_session_cancel             403 403 200 200 | 403 403 200 200
admin:programs_classoffering_session_restore            403 403 302 302 | 403 403 200 200
admin:programs_classoffering_postpone                   403 403 200 200 | 403 403 200 200
admin:programs_classoffering_packets                    403 403 200 200 | 403 403 200 200
admin:programs_classoffering_packet                     403 403 200 200 | 403 403 200 200
admin:programs_classoffering_packet_photos              403 403 200 200 | 403 403 302 302
admin:programs_classoffering_packet_notes               403 403 200 200 | 403 403 200 200
admin:programs_classoffering_csv                        403 200 200 200 | 403 200 200 200
admin:programs_classoffering_xlsx                       403 200 200 200 | 403 200 200 200
admin:programs_classoffering_paper                      403 200 200 200 | 403 200 200 200
admin:programs_classoffering_sign_in_sheet              403 pdf pdf pdf | 403 pdf pdf pdf
admin:programs_classoffering_name_badges                403 pdf pdf pdf | 403 pdf pdf pdf
admin:programs_classoffering_emergency_list             403 403 pdf pdf | 403 403 pdf pdf
admin:programs_classoffering_emergency_list_with_notes  403 403 302 302 | 403 403 pdf pdf
admin:programs_classoffering_consent_lights             403 403 pdf pdf | 403 403 pdf pdf
admin:programs_classoffering_certificates               403 pdf pdf pdf | 403 pdf pdf pdf
admin:programs_classoffering_attendance                 403 200 200 200 | 403 200 200 200
admin:programs_classoffering_exempt                     403 403 200 200 | 403 403 200 200
admin:programs_classoffering_follow_up                  403 403 302 302 | 403 403 302 302
admin:programs_classoffering_evening                    403 200 200 200 | 403 403 302 302
admin:programs_classoffering_door                       403 403 200 200 | 403 403 302 302
admin:programs_classoffering_wall                       403 403 200 200 | 403 403 200 200
admin:programs_classoffering_graduation                 403 200 200 200 | 403 403 200 200
admin:programs_classoffering_survey                     403 200 200 200 | 403 200 200 200
admin:programs_classoffering_alumni_csv                 403 200 200 200 | 403 200 200 200
admin:programs_classoffering_alumni_xlsx                403 200 200 200 | 403 200 200 200
admin:programs_classoffering_letter                     403 403 200 200 | 403 403 200 200
admin:programs_classoffering_letters                    403 200 200 200 | 403 200 200 200
admin:programs_classoffering_duplicates                 403 200 200 200 | 403 403 302 302
admin:programs_classoffering_merge                      403 403 200 200 | 403 403 302 302
admin:programs_classoffering_merge_undo                 403 403 302 302 | 403 403 302 302
admin:programs_importrun_template                       403 403 200 200 | 403 403 200 200
admin:programs_importrun_problems                       403 403 200 200 | 403 403 200 200
admin:programs_importrun_approve                        403 403 302 302 | 403 403 302 302
admin:programs_importrun_drop                           403 403 302 302 | 403 403 302 302
admin:programs_registration_act                         403 403 302 302 | 403 403 302 302
admin:app_list                                          404 200 200 200 | 404 200 200 200
admin/(?P<url>.*)$                                      404             | 404
"""

# A mail of a class. Who reads only mails of other rooms finds none: 302 leads back. See tests/mailroom/test_readers.py.
MAIL_PAGES = """
# GET by no role, records, coordinator, watch desk, moderator, administrator | POST by them
admin:mailroom_message_changelist     403 200 200 200 200 200 | 403 200 200 200 200 200
admin:mailroom_message_add            403                 | 403
admin:mailroom_message_change         403 200 200 302 302 200 | 403
admin:mailroom_message_history        302 200 200 302 302 200 | 302 200 200 302 302 200
admin:mailroom_message_delete         403                 | 403
admin:mailroom_message_fix_address    403 403 200 404 404 200 | 403 403 200 404 404 200
admin/mailroom/message/<path:object_id>/  302             | 302
"""
