from django.urls import path

from programs import views

app_name = "programs"

urlpatterns = [
    path("", views.program_list, name="programs"),
    # Personal pages: the mailed link is exchanged for a short session and a clean address.
    path("open/<str:token>/", views.open_registration, name="open_registration"),
    path("open/<str:token>/packet/", views.open_registration, {"page": "packet"}, name="open_packet"),
    path("miss/<str:token>/", views.open_absence, name="open_absence"),
    path("next-class/<str:token>/", views.open_interest, name="open_interest"),
    path("next-class/", views.interest, name="interest_wish"),
    path("survey/<str:token>/", views.open_survey, name="open_survey"),
    path("survey/", views.survey, name="survey"),
    path("registrations/<str:reference>/", views.registration, name="registration"),
    path("registrations/<str:reference>/confirm/", views.confirm, name="confirm"),
    path("registrations/<str:reference>/code/", views.confirm_with_code, name="confirm_with_code"),
    path("registrations/<str:reference>/accept/", views.accept, name="accept"),
    path("registrations/<str:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("registrations/<str:reference>/details/", views.details, name="details"),
    path("registrations/<str:reference>/absence/<int:session_id>/", views.absence, name="absence"),
    path("registrations/<str:reference>/packet/", views.packet, name="packet"),
    path("registrations/<str:reference>/packet/photos/", views.packet_photos, name="packet_photos"),
    path("check-in/<str:token>/", views.check_in, name="check_in"),
    path("registrations/<str:reference>/alumni/", views.alumni, name="alumni"),
    path("registrations/<str:reference>/certificate.pdf", views.certificate_pdf, name="certificate_pdf"),
    path("registrations/<str:reference>/survey/", views.own_survey, name="own_survey"),
    path("<slug:program_slug>/", views.program, name="program"),
    path("<slug:program_slug>/tell-me/", views.tell_me, name="tell_me"),
    path("<slug:program_slug>/<int:number>/", views.class_page, name="class"),
    path("<slug:program_slug>/<int:number>/sessions.ics", views.class_calendar_file, name="calendar"),
    path("<slug:program_slug>/<int:number>/register/", views.register, name="register"),
]
