"""A second admin beside ours, at /stock/: every list as Django makes it, with every known setting for speed."""

from django.contrib import admin
from django.db import models
from django.urls import include, path

from core.admin import CappedPaginator

site = admin.AdminSite(name="stock")


def tuned(mine):
    """The stock list of the same model: as many columns, plain ones; the same search; the filters that are fields."""
    columns = plain_columns(mine)

    class Tuned(admin.ModelAdmin):
        list_display = columns
        list_filter = [name for name in mine.list_filter if isinstance(name, str)]
        list_select_related = [name for name in columns if mine.opts.get_field(name).remote_field]
        search_fields = mine.search_fields
        list_per_page = mine.list_per_page
        date_hierarchy = mine.date_hierarchy
        show_full_result_count = False
        show_facets = admin.ShowFacets.NEVER
        paginator = CappedPaginator
        ordering = mine.ordering or mine.opts.ordering or ["-pk"]

        def get_urls(self):
            # The tools above a list are a template of ours, found for this one too: they lead to pages of ours.
            return [*super().get_urls(), *mine.get_urls()]

    return Tuned


def plain_columns(mine):
    """The same column where ours is a field; where ours is made up, a field that ours does not show."""
    long = (models.TextField, models.JSONField, models.BinaryField)
    plain = [field.name for field in mine.opts.concrete_fields if not isinstance(field, long)]
    others = iter([name for name in plain if name not in mine.list_display])
    columns = [name if name in plain else next(others, None) for name in mine.list_display]
    return [name for name in columns if name]


admin.autodiscover()
for _model, _mine in admin.site._registry.items():
    site.register(_model, tuned(_mine))

urlpatterns = [path("stock/", site.urls), path("", include("torrance_pd.urls"))]
