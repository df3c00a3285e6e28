"""What anybody may read, and the form."""

from django.urls import path

from vacation_checks.views import again, asking, saving

app_name = "vacation"

urlpatterns = [
    path("", asking.about, name="about"),
    path("request/", asking.eligibility, name="eligibility"),
    path("request/go-on/", asking.go_on, name="go_on"),
    path("request/save/", saving.save, name="save"),
    path("request/saved/", saving.saved, name="saved"),
    path("request/close/", saving.close, name="close"),
    path("request/check/", asking.check, name="check"),
    path("request/<str:step>/", asking.step, name="step"),
    path("again/<str:reference>/", again.again, name="again"),
]
