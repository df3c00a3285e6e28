"""What the pages about homes answer, and who may do what with their records. See rows.py."""

HOME_PAGES = """
# by: anonymous owner other | no role, records, coordinator, watch desk, administrator | officer volunteer
requests:open      404 | 404
requests:resume    404 | 404
requests:request   404 | 404
"""

HOME_MODELS = """
# model                       look           add            change         delete
"""
