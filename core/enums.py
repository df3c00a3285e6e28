"""Words that every room shares."""

from django.db import models


class Language(models.TextChoices):
    """The six languages of the Torrance Unified School District, each by its own name."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"
    JAPANESE = "ja", "日本語"
    KOREAN = "ko", "한국어"
    CHINESE = "zh-hans", "简体中文"
    VIETNAMESE = "vi", "Tiếng Việt"
