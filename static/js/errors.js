// An error goes when its fault is gone, and comes back with it. What was refused stays refused; other text is judged by
// what the browser knows of the field (required, too short, out of range), or by the server where a page asks it while
// somebody types: an event "faults" on the form, {name: sentence} (static/js/draft.js). Without JavaScript the errors
// stand until the form is sent again.

(() => {
  const FIELDS = "input:not([type=hidden]), select, textarea";

  for (const moment of ["input", "change"]) {
    document.addEventListener(moment, (event) => {
      const place = event.target.closest?.("[id^=div_]");
      if (place && errorIn(place)) judge(place);
    });
  }

  document.addEventListener("faults", (event) => {
    for (const place of event.target.querySelectorAll("[id^=div_]")) {
      if (errorIn(place)) say(place, event.detail[fieldsOf(place)[0]?.name] ?? "");
    }
  }, true);

  function judge(place) {
    const fields = fieldsOf(place);
    if (fields.every(isAsRefused)) return say(place, errorIn(place).dataset.refused);
    const required = place.querySelector(".requiredField");
    if (required && fields.every(isEmpty)) return say(place, "Please fill this in.");
    say(place, fields.map((field) => field.validationMessage).find(Boolean) ?? "");
  }

  function fieldsOf(place) {
    return [...place.querySelectorAll(FIELDS)];
  }

  // The element with the sentence; it remembers the one that came with the page.
  function errorIn(place) {
    const error = place.querySelector(".invalid-feedback");
    if (error && error.dataset.refused === undefined) error.dataset.refused = error.textContent.trim();
    return error;
  }

  function isAsRefused(field) {
    if (["checkbox", "radio"].includes(field.type)) return field.checked === field.defaultChecked;
    if (field.matches("select")) return [...field.options].every((option) => option.selected === option.defaultSelected);
    return field.value === field.defaultValue;
  }

  function isEmpty(field) {
    return ["checkbox", "radio"].includes(field.type) ? !field.checked : !field.value.trim();
  }

  function say(place, sentence) {
    const error = errorIn(place);
    if (error.textContent.trim() !== sentence) error.textContent = sentence;
    error.hidden = !sentence;
    for (const field of fieldsOf(place)) {
      field.classList.toggle("is-invalid", Boolean(sentence));
      if (sentence) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    summarise(place, sentence);
  }

  // The lines above the form follow: without a fault they go, and with the last one the box.
  function summarise(place, sentence) {
    const summary = place.closest("form")?.querySelector(".error-summary");
    if (!summary) return;
    const ids = [place.id.replace(/^div_/, ""), ...fieldsOf(place).map((field) => field.id)];
    for (const link of summary.querySelectorAll("a[href^='#']")) {
      if (!ids.includes(link.hash.slice(1))) continue;
      link.parentElement.hidden = !sentence;
      if (sentence) link.nextSibling.textContent = `: ${sentence}`;
    }
    summary.hidden = ![...summary.querySelectorAll("li")].some((line) => !line.hidden);
  }
})();
