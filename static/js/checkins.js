// Manners of a meeting under way: two quiet clocks, keys, and other people's steps. Nothing here is needed: every step
// is a form.
//
//   data-room         the part of the page that asks for a newer step
//   data-item         which item it shows
//   data-since        since when the item is on the screen; data-usual: for how many seconds one usually is
//   data-left-until   when the meeting should be over
//   data-key          the key that presses this link or button

(() => {
  const KINDS = { d: "decision", a: "action", i: "information", o: "carry_over" };
  const room = () => document.querySelector("[data-room]");
  const note = () => document.querySelector("[data-note]");
  const itemIn = (root) => root?.querySelector("[data-item]")?.dataset.item;

  // --- clocks --------------------------------------------------------------------------------------

  const inWords = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  function tick() {
    const now = Date.now();
    for (const clock of document.querySelectorAll("[data-since]")) {
      const seconds = Math.max(0, (now - Date.parse(clock.dataset.since)) / 1000);
      clock.textContent = `${inWords(seconds)} of ${inWords(Number(clock.dataset.usual))}`;
      clock.classList.toggle("is-over", seconds > Number(clock.dataset.usual));
    }
    for (const clock of document.querySelectorAll("[data-left-until]")) {
      const seconds = (Date.parse(clock.dataset.leftUntil) - now) / 1000;
      clock.textContent = seconds > 0 ? `${inWords(seconds)} left` : `${inWords(-seconds)} over`;
      clock.classList.toggle("is-over", seconds < 0);
    }
  }
  setInterval(tick, 1000);
  tick();

  // --- keys ----------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !room()) return;
    const isTyping = event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
    if (isTyping) return;
    const kind = KINDS[event.key];
    const radio = kind && note()?.querySelector(`input[name=result][value=${kind}]`);
    if (radio) {
      event.preventDefault();
      event.stopImmediatePropagation();
      radio.click();
      note().querySelector(kind === "carry_over" ? "button[type=submit]" : "input[name=outcome]").focus();
      return;
    }
    const pressed = document.querySelector(`[data-key="${event.key}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  }, true);

  // --- other people's steps ------------------------------------------------------------------------

  const hasTyped = () => Boolean(note()?.querySelector("input[name=outcome]")?.value.trim());

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== room() || event.detail.xhr.status !== 200) return;
    const next = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    if (!hasTyped()) return;
    event.detail.shouldSwap = false; // what is being written stays
    if (itemIn(next) === itemIn(document)) keepAsking(next);
    else document.querySelector("#room-moved").hidden = false;
  });

  // Somebody came in or confirmed: everything but the form is drawn anew.
  function keepAsking(next) {
    for (const part of [".mt-here", ".mt-clock"]) document.querySelector(part).replaceWith(next.querySelector(part));
  }

  document.addEventListener("htmx:afterSwap", tick);
})();
