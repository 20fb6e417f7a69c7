"""The charts say in pixels what the counts say in numbers."""

import datetime as dt
from types import SimpleNamespace

from tracker.outputs import charts

DAY = dt.date(2016, 12, 30)


def day(offset: int, *, before_effect: bool = False, **counts: int) -> dict:
    full = {kind: counts.get(kind, 0) for kind in charts.KINDS}
    return {"day": DAY + dt.timedelta(days=offset), "before_effect": before_effect, **full}


def timeline(*days: dict, chosen=(None, None), **more) -> dict:
    return charts.timeline({"days": list(days), "effect_day": DAY, **more}, chosen)


def test_a_bar_is_as_high_as_its_count_on_the_axis():
    chart = timeline(day(0, confirmed=10), day(1))
    (part,) = chart["bars"][0]["parts"]
    zero, top = chart["lines"][0], chart["lines"][-1]
    share = float(part["height"]) / (float(zero["y"]) - float(top["y"]))
    assert round(share * int(top["text"])) == 10


def test_the_parts_of_a_bar_stand_on_each_other_from_confirmed_up():
    bar = timeline(day(0, confirmed=2, unconfirmed=3))["bars"][0]
    sure, open_ = bar["parts"]
    assert (sure["kind"], open_["kind"]) == ("confirmed", "unconfirmed")
    assert float(open_["y"]) + float(open_["height"]) == float(sure["y"])


def test_days_before_effect_are_one_grey_bar_and_count_in_no_total():
    chart = timeline(day(-1, before_effect=True, confirmed=2, contested=1), day(0, contested=4))
    assert [part["kind"] for part in chart["bars"][0]["parts"]] == ["before"]
    assert chart["total"] == 4


def test_a_bar_may_be_stacked_by_other_kinds_and_its_cells_follow_them():
    series = [{"kind": "s1", "label": "Army"}, {"kind": "rest", "label": "Other"}]
    full = {"day": DAY, "before_effect": False, "s1": 2, "rest": 1, "total": 2}
    chart = charts.timeline({"days": [full], "series": series, "effect_day": DAY})
    (bar,) = chart["bars"]
    assert [part["kind"] for part in bar["parts"]] == ["s1", "rest"]
    assert (bar["cells"], bar["total"], chart["total"]) == ([2, 1], 2, 2)


def test_the_usual_rate_lies_in_its_band_and_the_axis_reaches_above_it():
    chart = timeline(day(0, confirmed=1), usual={"rate": 11, "low": 9, "high": 14})
    band = chart["usual"]
    assert float(band["y"]) < float(band["line"]) < float(band["y"]) + float(band["height"])
    assert float(band["y"]) >= charts.PLOT_TOP
    assert int(chart["lines"][-1]["text"]) >= 14
    assert timeline(day(0, confirmed=1))["usual"] is None


def test_an_extension_is_told_from_other_declarations():
    said = [{"day": DAY, "summary": "longer", "kind": "extends"}]
    assert timeline(day(0), declarations=said)["has_extension"]
    assert not timeline(day(0), declarations=[{**said[0], "kind": "warns"}])["has_extension"]


def test_the_day_on_which_it_ended_is_marked_where_it_is_shown():
    ends = [{"day": DAY, "words": "Ended"}, {"day": DAY + dt.timedelta(days=9), "words": "later"}]
    assert [one["words"] for one in timeline(day(0), ends=ends)["ends"]] == ["Ended"]


def test_the_line_of_effect_stands_where_its_day_begins():
    assert timeline(day(-1), day(0), day(1), day(2))["effect"] == "25.00%"


def test_an_effect_outside_the_shown_days_has_no_line():
    assert timeline(day(3), day(4))["effect"] is None


def test_the_chosen_days_are_shaded_to_the_end_of_the_last_one():
    chart = timeline(day(0), day(1), day(2), day(3), chosen=(DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)))
    assert chart["chosen"] == {"x": "25.00%", "width": "50.00%"}


def test_a_choice_of_all_days_shades_nothing():
    assert timeline(day(0), day(1), chosen=(DAY, None))["chosen"] is None


def test_days_that_may_still_change_are_hatched_to_the_end():
    chart = timeline(day(0), day(1), incomplete_from=DAY + dt.timedelta(days=1))
    assert chart["incomplete"] == {"x": "50.00%", "width": "50.00%"}


def test_a_declaration_outside_the_shown_days_is_left_out():
    said = [{"day": DAY, "summary": "in"}, {"day": DAY + dt.timedelta(days=9), "summary": "out"}]
    assert [one["summary"] for one in timeline(day(0), day(1), declarations=said)["said"]] == ["in"]


def test_no_days_draw_nothing():
    chart = timeline()
    assert (chart["bars"], chart["labels"], chart["effect"], chart["total"]) == ([], [], None, 0)


def test_days_without_any_breach_are_said_in_words_instead():
    assert not timeline(day(0), day(1))["has_counts"]
    assert timeline(day(0), day(1, contested=1))["has_counts"]


def test_a_long_time_is_labelled_on_some_days_only():
    chart = timeline(*(day(offset) for offset in range(90)))
    assert len(chart["labels"]) <= charts.MOST_LABELS
    assert chart["is_long"]


def test_lines_of_the_axis_are_round_numbers():
    assert [line["text"] for line in timeline(day(0, confirmed=37))["lines"]] == ["0", "10", "20", "30", "40"]


def test_a_sparkline_reaches_the_top_at_the_board_s_highest_count():
    drawing = charts.spark([{"day": DAY, "confirmed": 3, "other": 5}], top=8)
    tops = [float(path.split()[1].partition("h")[0]) for path in drawing["paths"].values()]
    assert min(tops) == 2.0
    assert (drawing["confirmed"], drawing["other"]) == (3, 5)


def test_the_bars_of_a_sparkline_are_one_path_a_kind():
    days = [{"day": DAY + dt.timedelta(days=offset), "confirmed": 2, "other": offset} for offset in range(3)]
    drawing = charts.spark(days, top=8)
    assert {kind: path.count("M") for kind, path in drawing["paths"].items()} == {"confirmed": 3, "unconfirmed": 2}


def test_a_sparkline_without_breaches_has_no_bars():
    paths = charts.spark([{"day": DAY, "confirmed": 0, "other": 0}], top=4)["paths"]
    assert paths == {"confirmed": "", "unconfirmed": ""}


def test_a_sparkline_marks_the_effect_between_two_of_its_days_only():
    days = [{"day": DAY + dt.timedelta(days=offset), "confirmed": 0, "other": 0} for offset in range(4)]
    assert charts.spark(days, 4, DAY + dt.timedelta(days=2))["effect"] == "M38.3 2V24"
    assert charts.spark(days, 4, DAY)["effect"] == ""


def test_the_last_cell_of_a_history_always_has_its_day():
    cells = charts.strip([SimpleNamespace(day=DAY + dt.timedelta(days=offset)) for offset in range(40)])
    assert cells[-1]["is_labelled"]
    assert sum(cell["is_labelled"] for cell in cells) <= charts.MOST_LABELS


def test_a_ratio_stands_between_the_ends_of_its_interval():
    drawing = charts.interval(0.68, 0.38, 1.08, 0.75)
    low, value, line, high = (float(drawing[name].rstrip("%")) for name in ("low", "value", "line", "high"))
    assert low < value < line < high <= 100
    assert drawing["ticks"][0] == {"x": "0.00%", "text": "0"}


def test_a_very_high_ratio_still_fits_its_axis():
    drawing = charts.interval(40, 12, 90, 0.75)
    assert float(drawing["high"].rstrip("%")) <= 100
    assert len(drawing["ticks"]) <= 7
