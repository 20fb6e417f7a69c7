/* Dragging over the timeline chooses its days: From and To are set, and the filter form is sent as after typing.
   A mouse drags at once; a finger scrolls, until the button says that it chooses. */
(() => {
  const form = document.getElementById("filters");
  const { words, fill, say } = window.tracker;
  const DAY = 86400000, SVG = "http://www.w3.org/2000/svg";
  let drag = null;

  const plotOf = (target) => target.closest?.("svg[data-first]");
  const isoDay = (plot, index) => new Date(Date.parse(plot.dataset.first) + index * DAY).toISOString().slice(0, 10);

  function dayAt(plot, x) {
    const box = plot.getBoundingClientRect(), days = Number(plot.dataset.days);
    return Math.min(Math.max(Math.floor((x - box.left) / box.width * days), 0), days - 1);
  }

  function draw() {
    const [first, last] = drag.days, share = 100 / Number(drag.plot.dataset.days);
    drag.mark.setAttribute("x", `${first * share}%`);
    drag.mark.setAttribute("width", `${(last - first + 1) * share}%`);
  }

  function stop() {
    drag?.mark.remove();
    drag = null;
  }

  document.addEventListener("pointerdown", (event) => {
    const plot = plotOf(event.target);
    if (!plot || !event.isPrimary || event.button !== 0) return;
    if (event.pointerType === "touch" && !plot.closest("#timeline").classList.contains("brushing")) return;
    event.preventDefault();
    const day = dayAt(plot, event.clientX), mark = document.createElementNS(SVG, "rect");
    mark.setAttribute("class", "brush");
    mark.setAttribute("y", "22");
    mark.setAttribute("height", "124");
    plot.append(mark);
    plot.setPointerCapture(event.pointerId);
    drag = { plot, mark, start: day, days: [day, day] };
    draw();
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const day = dayAt(drag.plot, event.clientX);
    drag.days = [Math.min(drag.start, day), Math.max(drag.start, day)];
    draw();
  });

  document.addEventListener("pointerup", () => {
    if (!drag) return;
    const [from, to] = drag.days.map((index) => isoDay(drag.plot, index));
    stop();
    form.elements.from.value = from;
    form.elements.to.value = to;
    say(fill(words.daysChosen, { from, to }));
    form.elements.to.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".brush-start");
    if (!button) return;
    const on = button.closest("#timeline").classList.toggle("brushing");
    button.setAttribute("aria-pressed", String(on));
  });
  document.documentElement.classList.add("can-brush");
})();
