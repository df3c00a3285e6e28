"""The first texts for families, a module a language. They belong to one migration, and never change."""

from programs.migrations.first_rows.families.en import TEXTS as english
from programs.migrations.first_rows.families.es import TEXTS as spanish
from programs.migrations.first_rows.families.ja import TEXTS as japanese
from programs.migrations.first_rows.families.ko import TEXTS as korean
from programs.migrations.first_rows.families.vi import TEXTS as vietnamese
from programs.migrations.first_rows.families.zh_hans import TEXTS as chinese

in_other_languages = {"es": spanish, "ja": japanese, "ko": korean, "zh-hans": chinese, "vi": vietnamese}

__all__ = ["english", "in_other_languages"]
