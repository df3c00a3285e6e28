"""What anybody may read, and the form."""

app_name = "vacation"

urlpatterns = []
