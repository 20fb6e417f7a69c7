/* The form for a new document: a text to try fills it. */
(() => {
  const form = document.getElementById("document-form");
  if (!form) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-example]");
    if (!button) return;
    const example = JSON.parse(document.getElementById(button.dataset.example).textContent);
    for (const [name, value] of Object.entries(example)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    const text = form.elements.namedItem("text");
    text.focus();
    text.scrollIntoView({ block: "center" });
  });
})();
