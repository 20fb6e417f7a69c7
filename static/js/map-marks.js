/* Marks of the map as elements: points by verification, clusters, popups. Text goes in as text, never as HTML. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const RING = ["confirmed", "corroborated", "unconfirmed", "contested", "refuted", "unverifiable"];
  const { words, fill } = window.tracker;

  function svg(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function html(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function icon(id, size) {
    return svg("svg", { width: size, height: size, "aria-hidden": "true" }, svg("use", { href: `#${id}` }));
  }

  function pointIcon(point) {
    return L.divIcon({ className: `point v-${point.verification}`, iconSize: [20, 20], html: icon(`v-${point.verification}`, 20) });
  }

  /* A part of a ring between two shares of a turn, clockwise from the top. */
  function arc(from, to, outer, inner) {
    const at = (share, radius) => {
      const turn = 2 * Math.PI * share - Math.PI / 2;
      return `${(radius * Math.cos(turn)).toFixed(2)} ${(radius * Math.sin(turn)).toFixed(2)}`;
    };
    const end = Math.min(to, from + 0.9999), large = end - from > 0.5 ? 1 : 0;
    return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(end, outer)}L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
  }

  function clusterIcon(cluster) {
    const radius = Math.min(9.4 + 1.73 * Math.sqrt(cluster.n), 26);
    const drawing = svg("svg", { viewBox: `${-radius} ${-radius} ${2 * radius} ${2 * radius}`, "aria-hidden": "true" },
      svg("circle", { class: "halo", r: radius }));
    let from = 0;
    for (const verification of RING) {
      const share = (cluster.by[verification] || 0) / cluster.n;
      if (share) drawing.append(svg("path", { class: verification, d: arc(from, from + share, radius - 1.8, radius - 5.6) }));
      from += share;
    }
    drawing.append(svg("text", {}, String(cluster.n)));
    return L.divIcon({ className: "cluster", iconSize: [2 * radius, 2 * radius], html: drawing });
  }

  function verificationBadge(verification) {
    return html("span", { class: `v v-${verification}` }, icon(`v-${verification}`, 14), words.verifications[verification]);
  }

  function stateBadge(state, size) {
    return html("span", { class: `st st-${state}` }, icon(`i-${state}`, size), words.states[state]);
  }

  function pointPopup(point) {
    const facts = [point.when, fill(words.claims, point)];
    if (point.precision > 1 && point.radius_km) facts.push(fill(words.withinKm, { n: point.radius_km }));
    return html("div", {},
      html("strong", {}, point.title),
      html("div", { class: "row" }, verificationBadge(point.verification), html("span", {}, fill(words.severity, { n: point.severity }))),
      html("p", { class: "soft small" }, facts.filter(Boolean).join(" · ")),
      html("p", { class: "small" }, html("a", { href: point.url }, fill(words.open, point))));
  }

  function regionPopup(region, onOnly) {
    const state = html("div", { class: "row" }, stateBadge(region.state, 14));
    if (region.possible && region.possible !== region.state) {
      state.append(html("span", { class: "poss" }, words.possibly, " ", stateBadge(region.possible, 11)));
    }
    const box = html("div", {},
      html("strong", {}, region.name), state,
      html("p", { class: "soft small" }, [fill(words.confirmed, { n: region.confirmed }), fill(words.other, { n: region.other })].join(" · ")),
      html("p", { class: "small" }, html("a", { href: region.url }, fill(words.openRegion, region))));
    if (onOnly) {
      const button = html("button", { type: "button", class: "btn sm" }, fill(words.onlyRegion, region));
      button.addEventListener("click", onOnly);
      box.append(html("p", {}, button));
    }
    return box;
  }

  window.tracker.marks = { svg, html, icon, pointIcon, clusterIcon, pointPopup, regionPopup };
})();
