"""What officers and volunteers see on a phone."""

app_name = "patrol"

urlpatterns = []
