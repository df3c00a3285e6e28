"""The pages of a school's counselors."""

from programs.views.counselors.home import home

__all__ = ["home"]
