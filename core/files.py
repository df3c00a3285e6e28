"""Files that somebody downloads."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(filename, content_type, content):
    """The file as a download that no cache keeps: it is about people."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["Cache-Control"] = "no-store, private"
    return response
