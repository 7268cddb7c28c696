// A calendar beside fields for days: they take words (“next Friday”), the calendar writes the day that is chosen.

(() => {
  for (const field of document.querySelectorAll("[data-day]")) {
    const picker = document.createElement("input");
    picker.type = "date";
    picker.className = "day-picker";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet day-button";
    button.textContent = "Calendar";
    button.setAttribute("aria-label", `Calendar: ${field.labels[0]?.textContent.trim() ?? ""}`);
    const box = document.createElement("div");
    box.className = "day-field";
    field.before(box);
    box.append(field, button, picker);
    button.addEventListener("click", () => picker.showPicker());
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      field.value = picker.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }
})();
