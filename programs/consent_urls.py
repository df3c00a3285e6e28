from django.urls import path

from programs.views import families

app_name = "consent"

urlpatterns = [
    path("", families.paper_code, name="code"),
    path("paper/", families.paper, name="paper"),
    path("open/<str:token>/", families.open_party, name="open"),
    path("<str:reference>/", families.party_page, name="part"),
    path("<str:reference>/certificate/", families.certificate_pdf, name="certificate"),
    path("<str:reference>/who/", families.who, name="who"),
    path("<str:reference>/language/", families.set_language, name="language"),
    path("<str:reference>/answer/", families.answer, name="answer"),
    path("<str:reference>/consents/", families.consents, name="consents"),
    path("<str:reference>/take-back/<slug:kind>/", families.take_back, name="take_back"),
    path("<str:reference>/not-taking-part/", families.not_taking_part, name="not_taking_part"),
]
