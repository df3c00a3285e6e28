from django.urls import path

from programs.views import counselors

app_name = "counselors"

urlpatterns = [
    path("", counselors.home, name="home"),
    path("code/", counselors.sign_in.code, name="code"),
    path("link/<str:token>/", counselors.sign_in.link, name="link"),
    path("open/", counselors.sign_in.open, name="open"),
    path("sign-out/", counselors.sign_out, name="sign_out"),
    path("nominate/<int:quota_id>/", counselors.nominate, name="nominate"),
    path("nominee/<str:reference>/", counselors.nominee, name="nominee"),
    path("nominee/<str:reference>/details/", counselors.correct, name="correct"),
    path("nominee/<str:reference>/withdraw/", counselors.withdraw, name="withdraw"),
    path("nominee/<str:reference>/promote/", counselors.promote, name="promote"),
    path("nominee/<str:reference>/link/<str:role>/", counselors.aim, name="aim"),
    path("nominee/<str:reference>/code/<str:role>/", counselors.party_code, name="party_code"),
    path("paper/<int:quota_id>/", counselors.paper, name="paper"),
    path("paper/withdraw/<int:invitation_id>/", counselors.withdraw_paper, name="withdraw_paper"),
    path("reports/<int:pk>/", counselors.report, name="report"),
    path("reports/<int:pk>/pdf/", counselors.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/csv/", counselors.report_csv, name="report_csv"),
]
