"""The demo mailbox. torrance_pd/urls.py wires it in the demo alone."""

from django.urls import path

from mailroom import views

app_name = "demo_mailbox"
urlpatterns = [
    path("", views.mail_list, name="list"),
    path("<str:name>/", views.mail_detail, name="mail"),
    path("<str:name>/html/", views.mail_html, name="html"),
    path("<str:name>/attachments/<int:number>/", views.attachment, name="attachment"),
]
