/* What every page does: words for scripts, failures said in words, lists that close, charts that show their end. */
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function say(text) {
    document.getElementById("said").textContent = text;
  }

  function failure(text) {
    const box = document.getElementById("failure");
    box.textContent = text;
    box.hidden = !text;
  }

  window.tracker = { words, fill, say, failure };

  document.addEventListener("htmx:responseError", (event) => {
    failure(fill(words.requestFailed, { status: event.detail.xhr.status }));
  });
  document.addEventListener("htmx:sendError", () => failure(words.offline));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) failure(""); });

  /* A chart that is broader than its place opens at what was chosen in it, else at its end. */
  function showEnds(root) {
    for (const box of (root || document).querySelectorAll("[data-scroll-end]")) {
      const chosen = box.querySelector(".chosen");
      const start = chosen ? chosen.getBoundingClientRect().left - box.getBoundingClientRect().left : box.scrollWidth;
      box.scrollLeft += chosen ? start - 8 : start;
    }
  }
  showEnds(document);
  document.addEventListener("htmx:oobAfterSwap", (event) => showEnds(document.getElementById(event.detail.target.id)));

  /* Whatever replaces a part of the page: what somebody opened in it stays open, and the focus stays where it was. */
  const held = new Map();
  function remember({ detail: { target } }) {
    const opened = [...target.querySelectorAll("details[open][id]")].map((box) => box.id);
    held.set(target.id, { opened, focused: target.contains(document.activeElement) ? document.activeElement.id : "" });
  }
  function restore({ detail: { target } }) {
    const { opened, focused } = held.get(target.id) || { opened: [], focused: "" };
    held.delete(target.id);
    for (const box of opened.map((id) => document.getElementById(id))) if (box) box.open = true;
    const there = focused && document.getElementById(focused);
    if (there && there !== document.activeElement) there.focus({ preventScroll: true });
  }
  for (const part of ["htmx:oobBeforeSwap", "htmx:beforeSwap"]) document.addEventListener(part, remember);
  for (const part of ["htmx:oobAfterSwap", "htmx:afterSwap"]) document.addEventListener(part, restore);

  /* A list of choices closes when one clicks elsewhere or presses Escape. */
  document.addEventListener("click", (event) => {
    for (const list of document.querySelectorAll("[data-pick][open]")) {
      if (!list.contains(event.target)) list.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const list = event.target.closest?.("[data-pick][open]");
    if (!list) return;
    list.open = false;
    list.querySelector("summary").focus();
  });
})();
