// Manners of the pages of reviews. Nothing here is needed to do the work.
//
//   data-tidy            a form of filters: what is empty stays out of the address
//   data-copies="id"     copies the text of the element with this id, without what is only for us
//   data-prints          prints the page
//   data-ticks="id"      ticks every box of the form with this id (data-ticks-to="off": none), instead of following its link
//   data-ticked="id"     says how many boxes of that form are ticked

(() => {
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches("[data-tidy]")) return;
    for (const [name, value] of [...event.detail.formData.entries()]) {
      if (value === "") event.detail.formData.delete(name);
    }
  });

  // A part of the page that was swapped keeps the keyboard: j, k and the next key go on from there.
  let held = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target; // another answer may come before this one has settled: it takes nothing away
    if (target.contains(document.activeElement)) held = target.closest("[id]")?.id;
  });

  document.addEventListener("htmx:afterSettle", () => {
    const part = held && document.getElementById(held);
    held = null;
    if (!part || document.activeElement !== document.body) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  });

  const boxesOf = (id) => [...document.querySelectorAll(`input[type="checkbox"][form="${CSS.escape(id)}"]`)];

  function tellHowManyAreTicked() {
    for (const place of document.querySelectorAll("[data-ticked]")) {
      const ticked = boxesOf(place.dataset.ticked).filter((box) => box.checked).length;
      place.textContent = ticked ? `${ticked} selected` : "";
    }
  }

  for (const moment of ["change", "htmx:afterSettle", "DOMContentLoaded"]) {
    document.addEventListener(moment, tellHowManyAreTicked);
  }

  function tickAll(link) {
    const boxes = boxesOf(link.dataset.ticks);
    const off = link.dataset.ticksTo === "off" || boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !off;
    tellHowManyAreTicked();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-prints]")) window.print();
    const ticker = event.target.closest("[data-ticks]");
    if (ticker) {
      event.preventDefault();
      tickAll(ticker);
    }
    const copier = event.target.closest("[data-copies]");
    if (copier) copy(copier);
  });

  async function copy(button) {
    await navigator.clipboard.writeText(textOf(document.getElementById(button.dataset.copies)));
    const words = button.querySelector("span");
    const before = words.textContent;
    words.textContent = "Copied";
    setTimeout(() => (words.textContent = before), 2000);
  }

  function textOf(element) {
    const copied = element.cloneNode(true);
    for (const ours of copied.querySelectorAll(".only-us")) ours.remove();
    const lines = [...copied.querySelectorAll("h2, h3, p")].map((part) => {
      for (const br of part.querySelectorAll("br")) br.replaceWith("\n");
      const text = part.textContent.trim();
      return part.matches("h2") ? `\n${text.toUpperCase()}\n` : part.matches("h3") ? `\n${text}` : text;
    });
    return lines.join("\n").trim();
  }
})();
