/* What lies under the breaches: neighbouring land, regions by state, their labels. */
(() => {
  const { words, fill, marks } = window.tracker;
  /* Where a label may stand when its own place is taken, in pixels from it; the first free place is used. */
  const OFFSETS = [[0, 0], [0, -30], [0, 30], [48, 0], [-48, 0], [48, -30], [-48, 30], [-48, -30], [48, 30], [0, 40], [0, -42], [34, 20], [-34, 20], [34, -34], [-34, -34], [0, 54], [0, -54]];
  const PANES = { land: 210, regions: 220, edges: 230, countries: 240, areas: 250 };

  function panes(map) {
    const renderers = {};
    for (const [name, height] of Object.entries(PANES)) {
      map.createPane(name).style.zIndex = height;
      renderers[name] = L.svg({ pane: name, padding: 0.5 });
    }
    map.getPane("countries").style.pointerEvents = "none";
    map.getPane("edges").style.pointerEvents = "none";
    map.getPane("areas").style.pointerEvents = "none";
    return renderers;
  }

  /* A country that the regions belong to needs no name: they have theirs. */
  function drawLand(map, renderers, land, regions) {
    L.geoJSON(land, { pane: "land", renderer: renderers.land, interactive: false, style: { className: "country" } }).addTo(map);
    for (const { properties } of land.features) {
      if (!properties.label || regions.cover(properties.label)) continue;
      const icon = L.divIcon({ className: "label country-name", html: marks.html("span", {}, properties.name) });
      L.marker(properties.label, { icon, pane: "countries", interactive: false, keyboard: false }).addTo(map);
    }
  }

  /* The dashed edge of the possible state lies inside the region: a thick line, clipped by the region's own path. */
  function clip(path, code, owner) {
    path.id = `region-${code}`;
    const clipPath = marks.svg("clipPath", { id: `clip-${code}` }, marks.svg("use", { href: `#region-${code}` }));
    owner.append(clipPath);
  }

  class Regions {
    constructor(map, renderers, shapes, onClick, chosen) {
      this.map = map;
      this.layers = {};
      this.edges = {};
      this.labels = {};
      const defs = marks.svg("defs", {});
      for (const feature of shapes.features) {
        const { code } = feature.properties;
        this.layers[code] = L.geoJSON(feature, { pane: "regions", renderer: renderers.regions, style: { className: "region" } }).addTo(map).getLayers()[0];
        this.edges[code] = L.geoJSON(feature, { pane: "edges", renderer: renderers.edges, interactive: false, style: { className: "possible", fill: false } }).addTo(map).getLayers()[0];
        this.layers[code].on("click", (event) => onClick(code, event.latlng));
        clip(this.layers[code].getElement(), code, defs);
        this.edges[code].getElement().setAttribute("clip-path", `url(#clip-${code})`);
        if (code === chosen) this.chosen = code;
      }
      renderers.regions._container.append(defs);
    }

    show(regions) {
      for (const [code, region] of Object.entries(regions)) {
        const path = this.layers[code]?.getElement();
        if (path) path.setAttribute("class", `region leaflet-interactive st-${region.state}${code === this.chosen ? " chosen" : ""}`);
        const edge = this.edges[code]?.getElement();
        const differs = region.possible && region.possible !== region.state;
        if (edge) edge.setAttribute("class", differs ? `possible st-${region.possible}` : "possible none");
        if (region.label?.[0] != null) this.label(code, region);
      }
      if (this.chosen) this.layers[this.chosen]?.bringToFront();
    }

    label(code, region) {
      const box = marks.html("span", { class: `st-${region.state} ring` }, marks.icon(`i-${region.state}`, 12));
      const parts = [box, marks.html("a", { href: region.url }, region.name)];
      if (region.region_only) parts.push(marks.html("small", {}, fill(words.regionOnly, { n: region.region_only })));
      const icon = L.divIcon({ className: "label", html: marks.html("div", { class: "label-in" }, ...parts) });
      if (this.labels[code]) this.labels[code].setIcon(icon);
      else this.labels[code] = L.marker(region.label, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(this.map);
    }

    bounds(code) {
      return this.layers[code]?.getBounds();
    }

    cover(position) {
      return this.at(this.map.latLngToLayerPoint(position)) !== undefined;
    }

    /* The code of the region at a point of the drawing. */
    at({ x, y }) {
      const found = Object.entries(this.layers).find(([, layer]) => layer.getElement().isPointInFill(new DOMPoint(x, y)));
      return found?.[0];
    }

    /* Whether the label of a region may stand at an offset: in the region itself, or, where that is too small for the
       label, on no region. Never in another one, and never cut by the frame. */
    fits(code, home, [x, y], frame) {
      const there = this.at(this.map.latLngToLayerPoint(this.labels[code].getLatLng()).add([x, y + 8]));
      const isSmall = this.layers[code].getElement().getBoundingClientRect().width < 1.4 * home.width;
      const isWhole = home.left + x > frame.left && home.right + x < frame.right && home.top + y > frame.top;
      return (there === code || (there === undefined && isSmall)) && isWhole;
    }

    /* Move labels off points and off each other; one that finds no place is not shown. */
    place(obstacles) {
      const taken = obstacles.map((element) => element.getBoundingClientRect());
      const frame = this.map.getContainer().getBoundingClientRect();
      for (const [code, marker] of Object.entries(this.labels)) {
        const element = marker.getElement();
        element.style.margin = "0";
        element.classList.remove("covered");
        const home = element.getBoundingClientRect();
        if (home.right < frame.left || home.left > frame.right || home.bottom < frame.top || home.top > frame.bottom) continue;
        const free = OFFSETS.find(([x, y]) => this.fits(code, home, [x, y], frame) && !taken.some((other) => overlaps(home, x, y, other)));
        if (!free) { element.classList.add("covered"); continue; }
        element.style.margin = `${free[1]}px 0 0 ${free[0]}px`;
        taken.push(element.getBoundingClientRect());
      }
      for (const name of this.map.getPane("countries").children) {
        const box = name.getBoundingClientRect();
        const isCut = box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
        name.classList.toggle("covered", isCut || taken.some((other) => overlaps(box, 0, 0, other)));
      }
    }
  }

  function overlaps(home, x, y, other) {
    return home.left + x < other.right && home.right + x > other.left && home.top + y < other.bottom && home.bottom + y > other.top;
  }

  window.tracker.mapBase = { panes, drawLand, Regions };
})();
