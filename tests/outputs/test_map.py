"""The map's shell asks nobody outside, and fits a page with a strict policy."""

import re

from tracker.outputs.map import OfflineMap, shell


def test_every_link_of_the_shell_is_our_own_file():
    addresses = re.findall(r'(?:src|href)="([^"]+)"', shell().header_html)
    assert len(addresses) == 2
    assert all(address.startswith("/static/vendor/leaflet/") for address in addresses)


def test_no_part_of_the_shell_names_a_foreign_host():
    parts = shell()
    assert "//" not in parts.header_html + parts.html + parts.script


def test_the_element_carries_no_style_and_no_handler():
    assert re.search(r"\s(style|on\w+)=", shell().html) is None
    assert "<style" not in shell().header_html + shell().html


def test_the_script_makes_the_map_that_the_element_names():
    name = re.search(r'data-map="(\w+)"', shell().html).group(1)
    assert f"var {name} = L.map(" in shell().script
    assert f'id="{name}"' in shell().html


def test_the_script_is_bare_so_that_the_page_can_give_it_its_nonce():
    assert "<" not in shell().script


def test_the_map_may_be_zoomed_though_it_has_no_tiles():
    assert '"maxZoom": 18' in shell().script
    assert "tileLayer" not in shell().script


def test_the_shell_is_made_once():
    assert shell() is shell()


def test_links_of_one_map_do_not_reach_the_next():
    OfflineMap().add_js_link("extra", "/static/extra.js")
    assert "extra.js" not in OfflineMap().get_root().render()
