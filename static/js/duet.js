// What every page shares: menus, dialogs, messages, keyboard shortcuts, htmx manners. Nothing here is needed to do
// the work: without JavaScript the same pages work with plain links and forms.
//
// Attributes (docs/design-system.md):
//   data-shortcut="c"        this key (or two, one after the other: "g q") presses (or focuses) the element; inside a data-row only while that row has focus;
//                            on a summary it opens the fold and goes to its first field
//   data-shortcut-label="…"  what the help says about it, when its own text does not
//   data-shortcut-refused="a b"  in a data-row: its text says why these keys do nothing there
//   data-row                 j and k walk over these; Enter opens the row's data-row-link, or its first link
//   data-opens="id"          opens the dialog with this id
//   data-dismisses=".css"    closes the nearest such element
//   data-submits             a field whose change sends its form (filters)

(() => {
  const FIELDS = "input, select, textarea, [contenteditable]";
  const NOT_TYPED_IN = ["checkbox", "radio", "button", "submit", "reset"];
  const SWITCH = "duet-shortcuts";

  // --- menus, dialogs, messages ------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const opener = event.target.closest("[data-opens]");
    if (opener) openDialog(opener.dataset.opens);
    const dismisser = event.target.closest("[data-dismisses]");
    if (dismisser) dismiss(dismisser.closest(dismisser.dataset.dismisses));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
    if (event.target.matches("[data-shortcuts-switch]")) rememberSwitch(event.target.checked);
  });

  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (id === "shortcuts") listShortcuts(dialog);
    closeMenus();
    dialog.showModal();
  }

  function dismiss(element) {
    if (element.matches("dialog")) element.close();
    else element.remove();
  }

  function closeMenus() {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  }

  function closeMenuOnEscape() {
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  // --- keyboard ------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenuOnEscape();
    if (leavesSearch(event)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") || !shortcutsAreOn()) return;
    if (press(event.key)) event.preventDefault();
  });

  // A key led into the search field; Escape or the arrow down leads back to the rows. What was typed stays.
  function leavesSearch(event) {
    if (!["Escape", "ArrowDown"].includes(event.key) || !event.target.matches("input[type=search][data-shortcut]")) return false;
    event.target.blur();
    moveRow(1);
    return true;
  }

  function isTyping(element) {
    return element.matches(FIELDS) && !NOT_TYPED_IN.includes(element.type);
  }

  // True when the key meant something here.
  function press(key) {
    if (awaited) return follow(key);
    if (key === "g" && document.querySelector('[data-shortcut^="g "]')) return awaitPlace();
    if (key === "j") return moveRow(1);
    if (key === "k") return moveRow(-1);
    if (key === "Enter") return openRow();
    const target = shortcutTarget(key);
    if (!target) return pageMeans(key) || sayWhyNot(key);
    if (target.matches(FIELDS) && !NOT_TYPED_IN.includes(target.type)) target.focus();
    else target.click();
    if (target.matches("summary") && target.parentElement.open) target.parentElement.querySelector(FIELDS)?.focus();
    return true;
  }

  // "g" and a second key lead to a place: the page's own before those of the top bar.
  let awaited = null;

  function awaitPlace() {
    awaited = setTimeout(() => (awaited = null), 1500);
    return true;
  }

  function follow(key) {
    clearTimeout(awaited);
    awaited = null;
    const places = [...document.querySelectorAll(`[data-shortcut="g ${CSS.escape(key)}"]`)];
    const place = places.find((element) => element.closest("main")) ?? places[0];
    place?.click();
    if (place?.matches("summary")) place.focus();
    return true;
  }

  function shortcutTarget(key) {
    const selector = `[data-shortcut="${CSS.escape(key)}"]:not(:disabled, [aria-disabled="true"])`;
    const here = currentRow()?.querySelector(selector);
    return here ?? [...document.querySelectorAll(selector)].find((element) => !element.closest("[data-row]"));
  }

  // A script of the page's own may know what the key means: it stops the event.
  function pageMeans(key) {
    return !document.dispatchEvent(new CustomEvent("duet:key", { detail: { key }, cancelable: true }));
  }

  // The row with focus knows why this key does nothing there.
  function sayWhyNot(key) {
    const why = currentRow()?.querySelector(`[data-shortcut-refused~="${CSS.escape(key)}"]`);
    if (!why) return false;
    const toast = document.getElementById("refused-key").content.cloneNode(true);
    toast.querySelector("[data-words]").textContent = why.textContent;
    document.getElementById("messages").replaceChildren(toast);
    keepClear();
    return true;
  }

  function currentRow() {
    return document.activeElement.closest("[data-row]");
  }

  function moveRow(step) {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
    if (!rows.length) return false;
    const at = rows.indexOf(currentRow());
    const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  // Only when the row itself has focus: on a link or button inside it Enter keeps its own meaning.
  function openRow() {
    const row = document.activeElement;
    if (!row.matches("[data-row]")) return false;
    const link = row.querySelector("[data-row-link]") ?? row.querySelector("a[href]");
    link?.click();
    return Boolean(link);
  }

  function shortcutsAreOn() {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      return true;
    }
  }

  function rememberSwitch(on) {
    try {
      localStorage.setItem(SWITCH, on ? "on" : "off");
    } catch {
      // Storage is switched off; the shortcuts stay on.
    }
  }

  // One line for each key on this page, after the lines that the template brings.
  function listShortcuts(dialog) {
    const list = dialog.querySelector("[data-shortcut-list]");
    for (const line of list.querySelectorAll("[data-listed]")) line.remove();
    const hasRows = Boolean(document.querySelector("[data-row]"));
    for (const line of list.querySelectorAll("[data-needs-rows]")) line.hidden = !hasRows;
    const seen = new Set();
    for (const element of document.querySelectorAll("[data-shortcut]")) {
      if (seen.has(element.dataset.shortcut)) continue;
      seen.add(element.dataset.shortcut);
      list.append(shortcutLine(element));
    }
    dialog.querySelector("[data-shortcuts-switch]").checked = shortcutsAreOn();
  }

  function shortcutLine(element) {
    const line = document.createElement("div");
    const term = document.createElement("dt");
    const keys = document.createElement("dd");
    line.dataset.listed = "";
    term.textContent = element.dataset.shortcutLabel ?? element.textContent.trim();
    for (const name of element.dataset.shortcut.split(" ")) {
      const key = document.createElement("kbd");
      key.textContent = name;
      keys.append(key, " ");
    }
    line.append(term, keys);
    return line;
  }

  // --- messages --------------------------------------------------------------------------------------

  // A message in the corner must not cover the form that somebody is about to correct: it moves into the page then.
  // So it does where the message comes later, or the form is scrolled under it.
  function keepClear() {
    const region = document.getElementById("messages");
    const form = document.activeElement?.closest("main form");
    if (region?.childElementCount && form && overlap(region, form)) region.classList.add("toasts-in-page");
  }
  for (const event of ["focusin", "htmx:afterSettle"]) document.addEventListener(event, keepClear);
  for (const event of ["scroll", "resize"]) window.addEventListener(event, keepClear, { passive: true });

  function overlap(one, other) {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  // An offer to undo goes when it is over.
  const UNDO_FOR = 30000;

  function endOffers() {
    for (const button of document.querySelectorAll("[data-undo]:not([data-undo='ends'])")) {
      button.dataset.undo = "ends";
      setTimeout(() => button.closest("form")?.remove(), UNDO_FOR);
    }
  }
  for (const event of ["DOMContentLoaded", "htmx:afterSettle"]) document.addEventListener(event, endOffers);

  // --- offline, and left alone for long ------------------------------------------------------------

  const LONG = 10 * 60 * 1000; // milliseconds in a tab that nobody looked at

  function sayWhetherOnline() {
    const words = document.getElementById("offline");
    if (words) words.hidden = navigator.onLine;
  }
  for (const event of ["online", "offline", "DOMContentLoaded"]) window.addEventListener(event, sayWhetherOnline);

  let leftAt = null;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leftAt = Date.now();
    else if (leftAt && Date.now() - leftAt > LONG) sayThatItIsStale();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sayThatItIsStale(); // the browser kept it while another page was open
  });

  // At the top of the page, in its flow: it covers nothing, and what was typed stays.
  function sayThatItIsStale() {
    const words = document.getElementById("stale");
    const main = document.getElementById("main");
    if (words && main && !main.querySelector(":scope > .stale")) main.prepend(words.content.cloneNode(true));
  }

  // --- htmx ------------------------------------------------------------------------------------------

  // A session that ended answers a fragment with the sign-in page: show that page, not a piece of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const signIn = document.body.dataset.signIn;
    const answeredBy = new URL(event.detail.xhr.responseURL || location.href).pathname;
    if (!signIn || answeredBy !== signIn) return;
    event.detail.shouldSwap = false;
    location.reload();
  });

  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, () => {
      const toast = document.getElementById("unreachable").content.cloneNode(true);
      document.getElementById("messages").append(toast);
      keepClear();
    });
  }
})();
