"""A code on paper is shown once; only its keyed hash is stored."""

import re

from programs.services.nominations.paper_codes import hash_of, make_code


def test_three_blocks_that_can_be_typed_as_one_likes():
    shown, stored = make_code()
    assert re.fullmatch(r"([2-9A-HJKMNP-TV-Z]{4}-){2}[2-9A-HJKMNP-TV-Z]{4}", shown)
    assert shown.replace("-", "") not in stored
    assert hash_of(f" {shown.lower().replace('-', ' ')} ") == stored
    assert hash_of("Ａ" + shown[1:]) == hash_of("A" + shown[1:])


def test_another_code_has_another_hash(settings):
    (shown, stored), (_, other) = make_code(), make_code()
    assert stored != other
    settings.SECRET_KEY = "another key of at least fifty letters, so that it is accepted"
    assert hash_of(shown) != stored
