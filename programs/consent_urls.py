from django.urls import path

from programs.views import families

app_name = "consent"

urlpatterns = [
    path("open/<str:token>/", families.open_party, name="open"),
    path("<str:reference>/", families.party_page, name="part"),
    path("<str:reference>/certificate/", families.certificate_pdf, name="certificate"),
]
