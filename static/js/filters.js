/* The filter form: short addresses, buttons that say what is chosen, and one event when the filter has changed. */
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { words, fill, say } = window.tracker;

  /* Empty fields are left out, so that the address holds what was chosen and nothing else. */
  document.body.addEventListener("htmx:configRequest", (event) => {
    const values = event.detail.formData;
    for (const [name, value] of [...values.entries()]) if (value === "") values.delete(name);
  });

  function summarise(list) {
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    const taken = boxes.filter((box) => box.checked);
    let text = fill(words.someOf, { n: taken.length, total: boxes.length });
    if (taken.length === 0 || taken.length === boxes.length) text = words.any;
    else if (taken.length === 1) text = taken[0].parentElement.textContent.trim();
    list.querySelector("summary span").textContent = text;
  }

  form.addEventListener("change", (event) => {
    const list = event.target.closest("[data-pick]");
    if (list) summarise(list);
  });
  /* The map asks for its part at the same moment as the page for the others, and not after it. */
  form.addEventListener("htmx:beforeRequest", () => {
    say(words.updating);
    document.body.dispatchEvent(new CustomEvent("tracker:filters"));
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) say(words.updated);
  });

  /* New reports never move a row that somebody is reading: while the list is pointed at, they wait behind a button. */
  const rows = (list) => new Set([...list.querySelectorAll("[data-report]")].map((row) => row.dataset.report));
  let isLive = false, before = new Set();
  document.body.addEventListener("htmx:beforeSwap", (event) => { isLive = event.detail.requestConfig.elt.id === "refresher"; });

  function isNew(list) {
    return [...list.querySelectorAll("[data-report]")].filter((row) => !before.has(row.dataset.report));
  }

  function hold(list, fresh) {
    list.querySelector(".newbar")?.remove();
    const button = document.createElement("button");
    button.className = "newbar";
    button.textContent = words.newReports;
    button.addEventListener("click", () => {
      list.replaceWith(fresh);
      window.htmx.process(fresh);
      for (const row of isNew(fresh)) row.classList.add("new");
    });
    list.querySelector("header").after(button);
  }

  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (target.id !== "latest" || !isLive) return;
    before = rows(target);
    const fresh = fragment.firstElementChild;
    if (!target.matches(":hover, :focus-within") || !fresh || isNew(fresh).length === 0) return;
    event.detail.shouldSwap = false;
    hold(target, fresh);
  });
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id !== "latest" || !isLive) return;
    for (const row of isNew(document.getElementById("latest"))) row.classList.add("new");
  });
})();
