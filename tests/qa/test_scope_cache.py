from __future__ import annotations

from qa.scope_cache import ScopeCache


def test_what_was_put_is_had_at_the_same_revision_only() -> None:
    cache: ScopeCache[str, str] = ScopeCache(2)
    cache.put("inn", 1, "beds")
    assert cache.get("inn", 1) == "beds"
    assert cache.get("inn", 2) is None
    assert cache.get("lamp", 1) is None


def test_a_later_revision_drops_everything_and_an_earlier_one_is_not_kept() -> None:
    cache: ScopeCache[str, str] = ScopeCache(2)
    cache.put("inn", 1, "beds")
    cache.put("lamp", 2, "shade")
    cache.put("inn", 1, "late")
    assert (cache.get("lamp", 2), cache.get("inn", 2), cache.get("inn", 1)) == ("shade", None, None)


def test_what_was_not_used_for_longest_makes_room() -> None:
    cache: ScopeCache[str, str] = ScopeCache(2)
    for name in ("inn", "lamp"):
        cache.put(name, 1, name)
    cache.get("inn", 1)
    cache.put("desk", 1, "desk")
    assert [cache.get(name, 1) for name in ("inn", "lamp", "desk")] == ["inn", None, "desk"]


def test_sizes_are_what_the_capacity_counts() -> None:
    cache: ScopeCache[str, str] = ScopeCache(5, len)
    cache.put("inn", 1, "1234")
    cache.put("lamp", 1, "12")
    assert (cache.get("inn", 1), cache.get("lamp", 1)) == (None, "12")
    assert cache.fits(5) and not cache.fits(6)
