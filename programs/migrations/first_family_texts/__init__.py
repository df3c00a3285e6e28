"""The first texts for families, a module a language. They belong to one migration, and never change."""

from programs.migrations.first_family_texts.en import TEXTS as english
from programs.migrations.first_family_texts.es import TEXTS as spanish
from programs.migrations.first_family_texts.ja import TEXTS as japanese
from programs.migrations.first_family_texts.ko import TEXTS as korean
from programs.migrations.first_family_texts.vi import TEXTS as vietnamese
from programs.migrations.first_family_texts.zh_hans import TEXTS as chinese

in_other_languages = {"es": spanish, "ja": japanese, "ko": korean, "zh-hans": chinese, "vi": vietnamese}

__all__ = ["english", "in_other_languages"]
