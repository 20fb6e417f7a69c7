/* The colour scheme that the reader chose, set before the first paint so that nothing flashes. */
(() => {
  const root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem("theme") || ""; } catch { return ""; }
  }

  function apply(scheme) {
    if (scheme) root.dataset.theme = scheme;
    else delete root.dataset.theme;
  }

  root.classList.add("js");
  apply(remembered());
  document.addEventListener("DOMContentLoaded", () => {
    for (const radio of document.querySelectorAll('input[name="theme"]')) {
      radio.checked = radio.value === remembered();
      radio.addEventListener("change", () => {
        apply(radio.value);
        try { localStorage.setItem("theme", radio.value); } catch { /* a private window forgets, and that is all */ }
      });
    }
  });
})();
