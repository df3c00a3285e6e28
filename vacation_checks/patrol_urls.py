"""What officers and volunteers see on a phone."""

from django.urls import path

from vacation_checks.views import patrol_access, patrol_home, patrol_tour

app_name = "patrol"

urlpatterns = [
    path("", patrol_tour.start, name="start"),
    path("sign-in/", patrol_access.SignIn.as_view(), name="sign_in"),
    path("sign-out/", patrol_access.sign_out, name="sign_out"),
    path("end/", patrol_tour.end, name="end"),
    path("homes/", patrol_tour.homes, name="homes"),
    path("homes/<str:reference>/", patrol_home.home, name="home"),
    path("homes/<str:reference>/log/", patrol_home.log, name="log"),
    path("checks/<int:check_id>/addendum/", patrol_home.addendum, name="addendum"),
    path("sheet/", patrol_tour.sheet, name="sheet"),
]
