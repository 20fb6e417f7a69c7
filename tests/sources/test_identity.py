from tracker.sources.identity import Marks, names


def item(guid="", link="", title="", day="", text=""):
    return Marks(guid, link, title, day, text)


CLASHES = item("g1", "http://o.example/clashes", "Clashes in Hama", "2016-12-30")
CALM = item("g1", "http://o.example/calm", "Calm in Homs", "2016-12-31")


def polls(*fetches):
    """The external ids of each fetch, one after the other."""
    memory, found = {}, []
    for items in fetches:
        ids, memory = names(items, memory)
        found.append(ids)
    return found


def test_an_item_is_named_by_its_guid_else_its_address_else_its_content():
    assert polls([item("g", "http://o.example/a")]) == [["g"]]
    assert polls([item("", "http://o.example/a")]) == [["http://o.example/a"]]
    (first,), (second,) = polls([item(title="A", text="x")], [item(title="A", text="y")])
    assert first.startswith("sha256:")
    assert first != second


def test_a_guid_given_to_a_new_story_names_two_items_ever_after():
    first, second, third = polls([CLASHES], [CALM], [CALM, CLASHES])
    assert first == ["g1"]
    assert second[0].startswith("g1#")
    assert third == [second[0], "g1"]


def test_one_guid_for_all_items_of_a_fetch_names_each_apart_and_the_same_next_time():
    first, second = polls([CLASHES, CALM], [CALM])
    assert len(set(first)) == 2
    assert second == [first[1]]


def test_an_edited_title_or_a_moved_page_is_the_same_item():
    edited = item("g1", "http://o.example/clashes", "Clashes in Hama and Idlib", "2016-12-30")
    moved = item("g1", "https://o.example/2016/clashes", "Clashes in Hama", "2016-12-30")
    assert polls([CLASHES], [edited], [edited]) == [["g1"]] * 3
    assert polls([CLASHES], [moved]) == [["g1"]] * 2


def test_a_daily_report_under_one_guid_and_title_is_new_each_day():
    first = item("report", "http://o.example/30", "Daily report", "2016-12-30")
    second = item("report", "http://o.example/31", "Daily report", "2016-12-31")
    assert polls([first], [second])[1] != ["report"]


def test_tracking_in_an_address_changes_nothing():
    plain, tracked = (item("g", f"http://o.example/a?id=1{mark}", "T") for mark in ("", "&utm_source=feed"))
    assert polls([plain], [tracked]) == [["g"], ["g"]]


def test_entries_of_a_live_page_without_guids_are_told_apart_and_none_is_taken_for_an_edit():
    nine, ten, eleven = (item("", "http://o.example/live", f"{hour}:00 update") for hour in (9, 10, 11))
    first, second, third = polls([nine], [ten, nine], [eleven, ten])
    assert first == ["http://o.example/live"]
    assert second[1] == first[0]
    assert third[1] == second[0]
    assert len({first[0], second[0], third[0]}) == 3


def test_an_edit_of_the_only_item_at_an_address_is_the_same_item():
    before, after = (item("", "http://o.example/a", title) for title in ("Two killed", "Three killed"))
    assert polls([before], [after]) == [["http://o.example/a"]] * 2


def test_without_an_address_a_guid_is_new_when_title_and_day_both_changed():
    first = item("1", "", "Clashes in Hama", "2016-12-30")
    assert polls([first], [item("1", "", "Clashes in Hama, two dead", "2016-12-30")])[1] == ["1"]
    assert polls([first], [item("1", "", "Calm in Homs", "2016-12-31")])[1] != ["1"]


def test_the_memory_forgets_the_oldest_names_first():
    items = [item(f"g{number}") for number in range(2500)]
    _, memory = names(items, {})
    assert len(memory) == 2000
    assert names(items[-1:], memory)[1].keys() == memory.keys()
