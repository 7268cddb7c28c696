// Going from change to change on the comparison of two versions. Nothing here is needed to read it.
//
//   data-jump="1"    goes to the next data-change, "-1" to the one before

(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-jump]");
    if (button) jump(Number(button.dataset.jump));
  });

  function jump(step) {
    const changes = [...document.querySelectorAll("[data-change]")];
    if (!changes.length) return;
    const next = changes[placeAfter(changes, step)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }

  // From the change that has the keyboard; from what is on the screen when none has.
  function placeAfter(changes, step) {
    const held = changes.indexOf(document.activeElement.closest("[data-change]"));
    if (held >= 0) return Math.min(Math.max(held + step, 0), changes.length - 1);
    const below = changes.findIndex((change) => change.getBoundingClientRect().top >= 0);
    if (below < 0) return changes.length - 1;
    return step > 0 ? below : Math.max(below - 1, 0);
  }
})();
