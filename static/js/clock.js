/* The map's slider: moves the dates of the filter (as it happened) or the data cut-off (as known on), a day at a step.

   It only sets fields of the filter form and says that they changed, so that board, chart, list and map follow as after
   any other filter. While it moves, the address is replaced, not added to the history. */
(() => {
  const bar = document.getElementById("clock");
  const form = document.getElementById("filters");
  if (!bar || !form) return;
  const { words, fill } = window.tracker;
  const DAY = 86400000, WINDOW = 7, STEP_EVERY = 700, SETTLE = 120;
  const slider = bar.querySelector("input"), output = bar.querySelector("output"), play = bar.querySelector("[data-play]");
  const clocks = [...bar.querySelectorAll("[data-clock]")];
  const field = (name) => form.elements[name];
  const parse = (iso) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  const iso = (time) => new Date(time).toISOString().slice(0, 10);
  const first = parse(bar.dataset.first), last = parse(bar.dataset.last);
  const shown = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  let playing = null, settling = null, mine = false;

  const isKnown = () => clocks.find((one) => one.getAttribute("aria-pressed") === "true").dataset.clock === "known";

  function press(name) {
    for (const one of clocks) one.setAttribute("aria-pressed", String(one.dataset.clock === name));
  }

  function tell() {
    const time = first + slider.value * DAY;
    const text = fill(isKnown() ? words.clockKnown : words.clockDay, { day: shown.format(time), n: Number(slider.value) + 1 });
    output.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }

  /* The slider stands where the filter does. */
  function follow() {
    const known = field("known").value;
    press(known ? "known" : "day");
    const at = known || field("to").value || bar.dataset.day;
    slider.value = Math.round((Math.min(Math.max(parse(at), first), last) - first) / DAY);
    tell();
  }

  function apply() {
    const day = first + slider.value * DAY;
    if (isKnown()) {
      field("known").value = `${iso(day)}T23:59`;
    } else {
      const [from, to] = [field("from").value, field("to").value];
      const span = from && to ? parse(to) - parse(from) : (WINDOW - 1) * DAY;
      field("known").value = "";
      field("to").value = iso(day);
      field("from").value = iso(day - span);
    }
    mine = true;
    form.removeAttribute("hx-push-url");
    form.setAttribute("hx-replace-url", "true");
    window.htmx.trigger(form, "submit");
  }

  function stop() {
    clearTimeout(playing);
    playing = null;
    play.textContent = words.clockPlay;
    play.removeAttribute("aria-pressed");
  }

  /* The next day comes when the one before it is drawn. */
  function next() {
    if (Number(slider.value) >= Number(slider.max)) return stop();
    slider.value = Number(slider.value) + 1;
    tell();
    apply();
  }

  play.addEventListener("click", () => {
    if (playing) return stop();
    if (Number(slider.value) >= Number(slider.max)) slider.value = 0;
    else slider.value = Number(slider.value) - 1;
    play.textContent = words.clockPause;
    play.setAttribute("aria-pressed", "true");
    playing = setTimeout(next, 0);
  });
  slider.addEventListener("input", () => {
    stop();
    tell();
    clearTimeout(settling);
    settling = setTimeout(apply, SETTLE);
  });
  bar.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-clock]");
    if (!chosen) return;
    stop();
    press(chosen.dataset.clock);
    tell();
    apply();
  });
  /* Only an answer ends a step: a request that a newer one replaced has none. */
  form.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.xhr.status) return;
    form.removeAttribute("hx-replace-url");
    form.setAttribute("hx-push-url", "true");
    if (!mine) { stop(); follow(); }
    mine = false;
    if (playing) playing = setTimeout(next, STEP_EVERY);
  });

  slider.max = Math.round((last - first) / DAY);
  bar.hidden = false;
  follow();
})();
