/* The map: takes the empty Leaflet map that Folium made, draws our base, and loads what the filter shows for the view. */
(() => {
  const shell = document.querySelector("[data-map]");
  const settings = document.getElementById("map-config");
  const map = shell && window[shell.dataset.map];
  if (!map || !settings) return;
  const { words, fill, marks, mapBase } = window.tracker;
  const config = JSON.parse(settings.textContent);
  const frame = shell.closest(".map");
  const note = frame.querySelector(".map-note");
  const RETRY_AFTER = 20, SINGLE_ZOOM = 12;
  /* A popup keeps clear of the zoom buttons. */
  const POPUP = { autoPanPaddingTopLeft: [56, 12], autoPanPaddingBottomRight: [12, 12], maxWidth: 280 };
  const shown = new Map();
  let regions = null, states = {}, loading = null, retry = null, loadedAt = null;

  function prepare() {
    map.attributionControl.setPrefix(false).addAttribution(frame.clientWidth > 500 ? words.boundaries : words.boundariesShort);
    map.scrollWheelZoom.disable();
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur mouseout", () => map.scrollWheelZoom.disable());
    home(false);
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(shell);
    frame.querySelector(".mapctl").addEventListener("click", (event) => {
      const what = event.target.closest("[data-zoom]")?.dataset.zoom;
      if (what === "in") map.zoomIn(1);
      else if (what === "out") map.zoomOut(1);
      else if (what === "all") home(true);
    });
  }

  function home(animate) {
    const bounds = regions?.bounds(config.region) || config.bounds;
    if (config.focus?.lat !== undefined) map.setView([config.focus.lat, config.focus.lon], 9, { animate });
    else if (bounds) map.fitBounds(bounds, { animate, padding: [10, 10] });
  }

  async function json(url, signal) {
    const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /* The form on the page is the filter; without one the address of the data holds it. */
  function dataUrl() {
    const url = new URL(`${config.data}?${config.query || ""}`, location.href);
    const form = document.getElementById("filters");
    if (form) {
      for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
    }
    const view = map.getBounds().pad(0.1);
    url.searchParams.set("bbox", [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((one) => one.toFixed(4)).join(","));
    url.searchParams.set("zoom", Math.round(map.getZoom()));
    return url;
  }

  async function load() {
    loading?.abort();
    clearTimeout(retry);
    const mine = loading = new AbortController();
    frame.classList.add("loading-data");
    try {
      draw(await json(dataUrl(), mine.signal));
      loadedAt = new Date();
    } catch (error) {
      if (error.name === "AbortError") return;
      complain(load);
    }
    if (loading === mine) frame.classList.remove("loading-data");
  }

  function tell(tone, text) {
    note.replaceChildren(marks.html("p", { class: `alert ${tone}` }, text));
  }

  function complain(again) {
    const text = loadedAt ? words.mapFailed : words.mapNotLoaded;
    tell("danger", fill(text, { time: loadedAt?.toLocaleTimeString(), n: RETRY_AFTER }));
    retry = setTimeout(again, RETRY_AFTER * 1000);
  }

  function draw(data) {
    states = data.regions;
    regions.show(states);
    countStates();
    const wanted = config.focus ? (config.focus.lat === undefined ? [] : [focusMark()]) : [...data.clusters.map(clusterMark), ...spread(data.points).map(pointMark)];
    const keys = new Set(wanted.map((mark) => mark.key));
    for (const [key, layer] of shown) if (!keys.has(key)) { layer.remove(); shown.delete(key); }
    for (const mark of wanted) if (!shown.has(mark.key)) shown.set(mark.key, mark.make().addTo(map));
    if (wanted.length) note.replaceChildren();
    else tell("info", words.mapEmpty);
    regions.place([...frame.querySelectorAll(".point, .cluster, .mapctl, .legend")]);
    frame.classList.add("ready");
  }

  function countStates() {
    const counts = {};
    for (const { state } of Object.values(states)) counts[state] = (counts[state] || 0) + 1;
    for (const cell of frame.querySelectorAll("[id^=key-]")) cell.textContent = counts[cell.id.slice(4)] || 0;
  }

  /* A mark's key holds all that it draws: what has not changed stays as it is, with its focus and its popup. */
  function clusterMark(cluster) {
    return {
      key: `cluster ${JSON.stringify(cluster)}`,
      make() {
        const marker = L.marker([cluster.lat, cluster.lon], { icon: marks.clusterIcon(cluster), title: fill(words.cluster, cluster), riseOnHover: true });
        marker.on("click", () => approach(cluster));
        marker.on("keypress", ({ originalEvent: { key } }) => {
          if (key !== "Enter" && key !== " ") return;
          map.getContainer().focus({ preventScroll: true });  // the mark goes, and would take the focus along
          approach(cluster);
        });
        return marker;
      },
    };
  }

  function approach(cluster) {
    const bounds = L.latLngBounds(cluster.bounds);
    const zoom = bounds.getSouthWest().distanceTo(bounds.getNorthEast()) < 500 ? SINGLE_ZOOM : map.getBoundsZoom(bounds.pad(0.2));
    map.setView(bounds.getCenter(), Math.min(Math.max(zoom, map.getZoom() + 1), map.getMaxZoom()));
  }

  function pointMark(point) {
    return {
      key: `point ${JSON.stringify(point)} ${point.at ? map.getZoom() : ""}`,
      make() {
        const marker = L.marker(point.at || [point.lat, point.lon], { icon: marks.pointIcon(point), title: `${point.label}: ${point.title}`, riseOnHover: true });
        marker.bindPopup(() => marks.pointPopup(point), POPUP);
        const parts = [marker];
        if (point.precision > 1 && point.radius_km && !point.follows) parts.push(area(point));
        if (point.at) parts.push(L.polyline([[point.lat, point.lon], point.at], { className: "lead", pane: "areas", renderer: renderers.areas, interactive: false }));
        return L.layerGroup(parts);
      },
    };
  }

  function area(point) {
    return L.circle([point.lat, point.lon], { radius: point.radius_km * 1000, className: "place-area", pane: "areas", renderer: renderers.areas, interactive: false });
  }

  function focusMark() {
    /* The page's own breach: what it is now stands on the part of the page that refreshes itself. */
    const focus = { ...config.focus, ...document.getElementById("breach")?.dataset };
    return {
      key: `focus ${focus.verification} ${focus.lat} ${focus.lon}`,
      make() {
        const marker = L.marker([focus.lat, focus.lon], { icon: marks.pointIcon(focus), title: focus.label, interactive: Boolean(focus.pin), draggable: Boolean(focus.pin), autoPan: true, keyboard: false });
        marker.on("dragend", () => movePin(marker.getLatLng()));
        return L.layerGroup(focus.radius_km ? [marker, area(focus)] : [marker]);
      },
    };
  }

  /* On the desk the pin can be set: by dragging it, by a click on the map, or by taking a candidate. */
  function movePin({ lat, lng }) {
    showPin(lat, lng);
    document.dispatchEvent(new CustomEvent("tracker:pin", { detail: { lat, lon: lng } }));
  }

  function showPin(lat, lon) {
    Object.assign(config.focus, { lat, lon, radius_km: 0 });
    load();
  }

  if (config.focus?.pin) {
    map.on("click", (event) => movePin(event.latlng));
    document.addEventListener("tracker:show-pin", ({ detail }) => {
      map.panTo([detail.lat, detail.lon]);
      showPin(detail.lat, detail.lon);
    });
  }

  /* Points at one place stand in a ring around it, each with a line to the place. */
  function spread(points) {
    const places = new Map();
    for (const point of points) {
      const key = `${point.lat.toFixed(4)} ${point.lon.toFixed(4)}`;
      places.set(key, [...(places.get(key) || []), point]);
    }
    return [...places.values()].flatMap((group) => (group.length === 1 ? group : ring(group)));
  }

  function ring(group) {
    const centre = map.latLngToLayerPoint([group[0].lat, group[0].lon]);
    const radius = Math.max(16, group.length * 3.6);
    return group.map((point, index) => {
      const turn = (2 * Math.PI * index) / group.length - Math.PI / 2;
      const at = map.layerPointToLatLng(centre.add([radius * Math.cos(turn), radius * Math.sin(turn)]));
      return { ...point, at: [at.lat, at.lng], follows: index > 0 };
    });
  }

  function openRegion(code, at) {
    const region = states[code];
    const box = document.querySelector(`#filters input[name="region"][value="${CSS.escape(code)}"]`);
    if (!region) return;
    const only = box && (() => {
      for (const other of box.form.elements) if (other.name === "region") other.checked = other === box;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      map.closePopup();
    });
    map.openPopup(L.popup(POPUP).setLatLng(at).setContent(marks.regionPopup(region, only)));
  }

  /* From the keyboard a popup is entered when it opens and left by Escape, back to its mark. */
  map.on("popupopen", ({ popup }) => {
    const from = document.activeElement, element = popup.getElement();
    if (from?.matches?.(".point")) element.querySelector("a[href]:not(.leaflet-popup-close-button)")?.focus();
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      map.closePopup(popup);
      from?.focus?.();
    });
  });

  async function drawBase() {
    const [land, shapes] = await Promise.all([json(config.land), json(config.regions)]);
    regions = new mapBase.Regions(map, renderers, shapes, openRegion, config.focus ? null : config.region);
    mapBase.drawLand(map, renderers, land, regions);
    home(false);
  }

  async function start() {
    try {
      await drawBase();
    } catch {
      complain(start);
      return;
    }
    let soon = null;
    map.on("moveend", () => { clearTimeout(soon); soon = setTimeout(load, 120); });
    document.body.addEventListener("tracker:filters", load);
    /* A breach's own page refreshes first: what it is now is read from there. */
    if (!config.focus) document.body.addEventListener("tracker:change", load);
    document.body.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "breach") load(); });
    load();
  }

  prepare();
  const renderers = mapBase.panes(map);
  start();
})();
