"""Imports: choose a file, watch it being checked, look at what would happen, then have it done or drop it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from core.admin import PortalAdmin
from core.keys import key_from
from core.monday import needs_filter
from core.spreadsheets import csv_response, xlsx_response
from programs.admin.import_forms import FILE_FORMS
from programs.admin.import_page import page_of
from programs.enums import ImportKind
from programs.imports import runs
from programs.imports.kinds import KINDS
from programs.models import ImportRun
from programs.monday import NEEDS

# While a worker has it in hand the page looks again by itself.
LOOK_AGAIN = 2  # seconds


@admin.register(ImportRun)
class ImportRunAdmin(PortalAdmin):
    list_display = ["filename", "kind", "goes_to", "how_it_stands", "rows_total", "created_at", "created_by"]
    list_filter = [needs_filter(NEEDS), "kind", "state"]
    sortable_by = []
    list_per_page = 50
    show_full_result_count = False

    # What came in by a file is on record; it ends by being imported or dropped.
    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        runs_ = super().get_queryset(request).select_related("program", "offering__program", "created_by")
        return runs_.defer("content", "rows", "problems")

    @admin.display(description="goes to")
    def goes_to(self, run):
        return run.offering or run.program

    @admin.display(description="state")
    def how_it_stands(self, run):
        return run.get_state_display().partition(":")[0]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("template/<str:kind>.<str:ending>", view(self.template_file), name="programs_importrun_template"),
            path("<int:run_id>/problems.csv", view(self.problems_file), name="programs_importrun_problems"),
            path("<int:run_id>/import/", view(self.approve), name="programs_importrun_approve"),
            path("<int:run_id>/drop/", view(self.drop), name="programs_importrun_drop"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        kind = request.GET.get("kind", "")
        if kind not in KINDS:
            kinds = [(value, label, KINDS[value].columns) for value, label in ImportKind.choices]
            return self._page(request, "choose.html", "Import a file: what is in it?", kinds=kinds)
        initial = {name: request.GET.get(name, "") for name in ("program", "offering")}
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = FILE_FORMS[kind](*sent, initial=initial, most_rows=KINDS[kind].most_rows)
        if form.is_valid():
            program, offering = form.target()
            run = runs.start(
                kind=kind,
                program=program,
                offering=offering,
                filename=form.filename,
                content=form.content,
                by=request.user,
            )
            self.log_addition(request, run, "File chosen.")
            return self._to(run)
        label = ImportKind(kind).label
        return self._page(
            request, "upload.html", f"Import: {label.lower()}", form=form, kind=kind, columns=KINDS[kind].columns
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The run as it stands. It is not edited: it goes on by its buttons, and by the worker."""
        run = self._run(object_id, self.has_view_permission(request))
        context = page_of(run, may_act=self.has_change_permission(request, run))
        is_still = "still" in request.GET
        response = self._page(request, "run.html", str(run), run=run, is_still=is_still, **context)
        if context["is_working"] and not is_still:
            response["Refresh"] = str(LOOK_AGAIN)
        return response

    def approve(self, request, run_id):
        return self._act(request, run_id, runs.approve, "Import approved.")

    def drop(self, request, run_id):
        return self._act(request, run_id, runs.drop, "Dropped.")

    def _act(self, request, run_id, verb, done):
        run = self._run(run_id, self.has_change_permission(request))
        if request.method == "POST" and verb(run):
            self.log_change(request, run, done)
        return self._to(run)

    def problems_file(self, request, run_id):
        run = self._run(run_id, self.has_view_permission(request))
        rows = [(found["row"], found["column"], found["text"]) for found in run.problems]
        return csv_response(f"import-{run.pk}-problems", ["Row", "Column", "What is wrong"], rows)

    def template_file(self, request, kind, ending):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if kind not in KINDS or ending not in {"csv", "xlsx"}:
            raise Http404
        columns = KINDS[kind].columns
        header, example = [column.label for column in columns], [column.example for column in columns]
        if ending == "csv":
            return csv_response(kind, header, [example])
        return xlsx_response(kind, header, [example], title=ImportKind(kind).label)

    @staticmethod
    def _run(pk, is_allowed):
        if not is_allowed:
            raise PermissionDenied
        runs_ = ImportRun.objects.select_related("program", "offering__program").defer("content")
        return get_object_or_404(runs_, pk=key_from(str(pk)))

    @staticmethod
    def _to(run):
        return redirect(reverse("admin:programs_importrun_change", args=[run.pk]))

    def _page(self, request, template, title, **context):
        page = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/programs/importrun/{template}", page)
