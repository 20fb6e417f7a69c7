"""The map's shell: an empty Leaflet map, made by Folium, in parts that a page can take under a strict policy.

Folium writes the frame once a process; regions and breaches come as JSON and are drawn by static/js/map.js. One
Folium object per breach would cost seconds and megabytes, and its own page loads scripts from foreign hosts.
"""

from dataclasses import dataclass
from functools import lru_cache

import folium
from branca.element import CssLink, JavascriptLink
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from folium.template import Template

LEAFLET_SCRIPT = "vendor/leaflet/leaflet.js"
LEAFLET_STYLE = "vendor/leaflet/leaflet.css"
FARTHEST_ZOOM, CLOSEST_ZOOM = 3, 18


class OfflineMap(folium.Map):
    """A Folium map that asks nobody: Leaflet from our own files, no tiles, no style blocks, no plugins.

    `default_js` and `default_css` are replaced on the instance: links added to a Folium map by its own methods would
    stay on the class, and so on every later map of the process.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="map-shell" id="{{ this.get_name() }}" data-map="{{ this.get_name() }}"></div>
        {% endmacro %}

        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }},
                {center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}}
            );
            L.control.scale({imperial: false}).addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self):
        # Without tiles Leaflet knows no closest zoom, so it is passed as an option of the map itself.
        super().__init__(
            location=(0, 0),
            zoom_start=FARTHEST_ZOOM,
            tiles=None,
            zoom_control=False,
            control_scale=True,
            minZoom=FARTHEST_ZOOM,
            maxZoom=CLOSEST_ZOOM,
            zoomSnap=0.25,
            worldCopyJump=True,
        )
        self.default_js = [("leaflet", static(LEAFLET_SCRIPT))]
        self.default_css = [("leaflet_css", static(LEAFLET_STYLE))]


@dataclass(frozen=True)
class Shell:
    """Parts of a page: links to styles and scripts, the element, and the inline script that needs the page's nonce."""

    styles_html: SafeString
    scripts_html: SafeString
    html: SafeString
    script: SafeString

    @property
    def header_html(self) -> SafeString:
        return self.styles_html + self.scripts_html


@lru_cache(maxsize=1)
def shell() -> Shell:
    """The map's shell, rendered once a process. No value from outside goes into it."""
    figure = OfflineMap().get_root()
    figure.render()
    links = list(figure.header._children.values())
    return Shell(
        styles_html=_safe(link.render() for link in links if isinstance(link, CssLink)),
        scripts_html=_safe(link.render() for link in links if isinstance(link, JavascriptLink)),
        html=_safe([figure.html.render()]),
        script=_safe([figure.script.render()]),
    )


def _safe(parts) -> SafeString:
    return mark_safe("\n".join(part.strip() for part in parts))  # noqa: S308  (Folium's own output, nothing from outside)
