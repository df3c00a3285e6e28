"""The pages on which staff bring in files, as the tests use them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.pages import words
from tests.programs.admin.helpers import coordinator
from tests.programs.builders import make_program

ADD = reverse("admin:programs_importrun_add")
LIST = reverse("admin:programs_importrun_changelist")


def page(run, name="change"):
    return reverse(f"admin:programs_importrun_{name}", args=[run.pk])


def upload(content, name="graduates.csv", kind="graduates", client=None, **fields):
    fields = fields or {"program": make_program().pk}
    file = SimpleUploadedFile(name, content)
    return (client or coordinator()).post(f"{ADD}?kind={kind}", {"file": file, **fields})


def html(run, client=None, query=""):
    return words((client or coordinator()).get(page(run) + query))
