/* The desk and the queue from the keyboard; the pin, the words of a text, and drafts. All of it works as plain forms too. */
(() => {
  const desk = document.getElementById("desk");
  const decide = document.getElementById("desk-decide");
  const fields = document.getElementById("fields");
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let move = null;

  const typing = (element) => element.matches?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  /* --- Keys --- */
  function step(by) {
    const all = rows();
    if (!all.length) return;
    if (desk) {
      const at = all.findIndex((row) => row.hasAttribute("aria-current"));
      all[at + by]?.click();
      return;
    }
    const at = all.indexOf(document.activeElement);
    all[Math.min(Math.max(at + by, 0), all.length - 1)].focus();
  }

  function open(id, focus) {
    const box = document.getElementById(id);
    if (!box) return;
    box.open = true;
    const target = box.querySelector(focus) || box;
    target.scrollIntoView({ block: "center" });
    target.focus();
  }

  /* A move waits for the letter of its reason; one that no reason fits is sent with the words that were typed. */
  function choose(button) {
    move = button;
    for (const label of decide.querySelectorAll(".check")) {
      label.classList.toggle("off", !label.dataset.for.split(" ").includes(button.value));
    }
    decide.querySelector(".reasons").scrollIntoView({ block: "nearest" });
    window.tracker.say(button.textContent);
  }

  function leave() {
    move = null;
    for (const label of decide?.querySelectorAll(".check.off") || []) label.classList.remove("off");
  }

  function reason(key) {
    const box = [...decide.querySelectorAll(".check")].find((label) => (
      label.dataset.for.split(" ").includes(move.value) && label.querySelector("input").dataset.key === key
    ))?.querySelector("input");
    if (!box) return false;
    box.checked = true;
    const words = decide.querySelector("textarea");
    if (box.value === "other" && !words.value.trim()) words.focus();
    else decide.requestSubmit(move);
    return true;
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    s: () => (document.getElementById("skip") || document.getElementById("start"))?.click(),
    e: () => fields?.querySelector("select, input:not([type=hidden])").focus(),
    g: () => fields?.elements.namedItem("lat").focus(),
    m: () => (document.getElementById("merge-first") || open("joining", "#j-number"))?.focus?.(),
    p: () => open("joining", "input[type=checkbox]"),
    d: () => open("more", "#w-why"),
    x: () => document.activeElement.closest("li")?.querySelector("input[type=checkbox]")?.click(),
    z: () => document.querySelector("[data-undo]")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      leave();
      if (typing(event.target)) event.target.blur();
      return;
    }
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (move && reason(key)) { event.preventDefault(); return; }
    const button = decide && [...decide.querySelectorAll("[data-move]")].find((one) => one.dataset.key.toLowerCase() === key);
    if (button) { event.preventDefault(); choose(button); return; }
    if (KEYS[key]) { event.preventDefault(); KEYS[key](); }
  });

  if (!desk) return;
  document.getElementById("desk-error")?.focus();

  /* --- A field's words in the text, and words of the text into a field --- */
  const text = document.getElementById("source-text");
  fields?.addEventListener("focusin", (event) => {
    const mark = event.target.closest("[data-mark]")?.dataset.mark;
    text?.classList.toggle("lit", Boolean(mark && text.querySelector(`.ev-${mark}`)));
    for (const one of text?.querySelectorAll("mark") || []) one.classList.toggle("on", one.classList.contains(`ev-${mark}`));
    text?.querySelector("mark.on")?.scrollIntoView({ block: "nearest" });
  });
  fields?.addEventListener("focusout", () => text?.classList.remove("lit"));

  const bar = document.createElement("div");
  bar.className = "pick-bar";
  bar.hidden = true;
  document.body.append(bar);
  const TARGETS = ["place_text", "accused", "target", "clock"];
  for (const name of TARGETS) {
    const label = fields?.querySelector(`label[for="${fields.elements.namedItem(name)?.id}"]`);
    if (!label) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn sm";
    button.textContent = label.textContent.replace(/^\s*\d/, "").trim();
    button.addEventListener("click", () => put(name, document.getSelection().toString().trim()));
    bar.append(button);
  }

  function put(name, words) {
    const field = fields.elements.namedItem(name);
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    bar.hidden = true;
    field.focus();
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const inside = text && selection.rangeCount && !selection.isCollapsed && text.contains(selection.anchorNode);
    bar.hidden = !inside;
    if (!inside) return;
    const at = selection.getRangeAt(0).getBoundingClientRect();
    bar.style.insetBlockStart = `${at.bottom + scrollY + 4}px`;
    bar.style.insetInlineStart = `${at.left + scrollX}px`;
  });

  /* Several parties in one field: what is offered begins with those that stand there already. */
  const list = document.getElementById("parties");
  const parties = [...(list?.options || [])].map((option) => option.value);
  fields?.addEventListener("input", (event) => {
    if (!event.target.matches("[data-several]")) return;
    const before = event.target.value.includes(";") ? event.target.value.replace(/[^;]*$/, "").trim() + " " : "";
    list.replaceChildren(...parties.map((name) => Object.assign(document.createElement("option"), { value: before + name })));
  });

  /* --- The pin --- */
  function pin(lat, lon) {
    fields.elements.namedItem("lat").value = Number(lat).toFixed(5);
    fields.elements.namedItem("lon").value = Number(lon).toFixed(5);
    fields.elements.namedItem("geo_precision").value = "1";
    fields.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("tracker:pin", (event) => pin(event.detail.lat, event.detail.lon));
  document.addEventListener("click", (event) => {
    const take = event.target.closest("[data-lat]");
    if (!take) return;
    pin(take.dataset.lat, take.dataset.lon);
    document.dispatchEvent(new CustomEvent("tracker:show-pin", { detail: { lat: Number(take.dataset.lat), lon: Number(take.dataset.lon) } }));
  });

  /* --- Drafts: what was typed survives a reload, and a session that ended. The key holds the breach's version, so a draft
     ends with what it was written for. --- */
  const KEPT_NOT = new Set(["csrfmiddlewaretoken", "version", "queue", "after"]);
  for (const form of document.querySelectorAll("[data-draft]")) {
    const key = `draft ${form.dataset.draft}`;
    const kept = sessionStorage.getItem(key);
    if (kept) {
      for (const [name, value] of Object.entries(JSON.parse(kept))) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
    }
    form.addEventListener("input", () => {
      const values = [...new FormData(form)].filter(([name]) => !KEPT_NOT.has(name));
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(values)));
    });
  }
})();
