"""Material that is unlike that of the fit is warned of, signal by signal."""

from __future__ import annotations

from random import Random

import pytest

from autocut.learning.drift import shifts, spreads
from autocut.model.weighting import Spread

USUAL = {"hook": Spread(0.5, 0.1), "faces": Spread(0.3, 0.2), "music": Spread(0.1, 0.1)}


def test_a_mean_that_is_off_by_more_than_a_deviation_is_far() -> None:
    hook, faces = shifts([{"hook": 0.3, "faces": 0.4}, {"hook": 0.4, "faces": 0.5}], USUAL)
    assert (hook.name, faces.name) == ("hook", "faces"), "the furthest first"
    assert hook.deviations == pytest.approx(-1.5)
    assert hook.is_far
    assert faces.deviations == pytest.approx(0.75)
    assert not faces.is_far


def test_what_is_not_measured_or_has_no_usual_spread_is_passed_over() -> None:
    assert [shift.name for shift in shifts([{"hook": 0.5, "pace": 0.9}], USUAL)] == ["hook"]
    assert shifts([], USUAL) == ()


def test_a_signal_counts_where_it_is_measured() -> None:
    (hook,) = shifts([{"hook": 0.5}, {"pace": 0.1}, {"hook": 0.7}], USUAL)
    assert hook.count == 2
    assert hook.mean == pytest.approx(0.6)


def test_a_signal_that_never_varied_is_far_as_soon_as_it_does() -> None:
    (shift,) = shifts([{"hook": 0.6}], {"hook": Spread(0.5, 0.0)})
    assert shift.is_far


def test_material_is_like_itself() -> None:
    chance = Random(1)
    measured = [{"hook": chance.random(), "faces": chance.random()} for _ in range(50)]
    usual = spreads(measured)
    assert usual["hook"].deviation == pytest.approx(0.29, abs=0.05)
    assert all(abs(shift.deviations) < 0.01 for shift in shifts(measured, usual))
