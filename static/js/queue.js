// Manners of lists of waits: ticking a stretch of rows, keys for several at once, the peek beside the list, and rows
// that somebody takes meanwhile. Nothing here is needed to do the work.
//
//   data-queue           the list with its peek; data-now: where to ask which rows have changed hands;
//                        data-columns: the columns that its rows show besides the usual ones
//   data-held="5"        on a row: who had it when it was drawn

(() => {
  const EVERY = 20000; // milliseconds between two questions, in tabs that are looked at
  const WALKING = 150; // a row that is only walked over is not peeked at

  const rows = () => [...document.querySelectorAll("#list [data-row]")];
  const boxOf = (row) => row?.querySelector(".row-tick");
  const ticked = () => [...document.querySelectorAll("#list .row-tick:checked")];
  const rowHere = () => document.activeElement.closest("#list [data-row]") ?? document.querySelector("#list [data-row][aria-current]");
  const pkOf = (row) => row.id.replace("wait-", "");
  const queue = () => document.querySelector("[data-queue]");

  // --- ticking -----------------------------------------------------------------------------------

  let last = null; // the row that was ticked last: Shift goes on from there

  function tick(row, on) {
    const box = boxOf(row);
    if (!box) return;
    box.checked = on;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function tickTo(row) {
    const all = rows();
    const from = Math.max(all.indexOf(last), 0);
    const to = all.indexOf(row);
    for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) tick(each, true);
    last = row;
  }

  document.addEventListener("click", (event) => {
    const row = event.target.closest("#list [data-row]");
    if (!row) return;
    if (event.target.matches(".row-tick")) {
      if (event.shiftKey && event.target.checked) tickTo(row);
      else last = row;
    } else if (!event.target.closest("a, button, input, label")) {
      row.tabIndex = -1;
      row.focus();
    }
  });

  // --- keys --------------------------------------------------------------------------------------

  const KEYS = {
    x: (row) => {
      tick(row, !boxOf(row)?.checked);
      last = row;
      return Boolean(boxOf(row));
    },
    X: (row) => tickTo(row),
    c: (row) => (ticked().length ? document.querySelector("[data-bulk-claim]")?.click() : claim(row)),
    h: (row) => handOver(row),
  };

  document.addEventListener("duet:key", (event) => {
    const row = rowHere();
    const means = row && KEYS[event.detail.key];
    if (!means) return;
    event.preventDefault();
    means(row);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !ticked().length || document.querySelector("dialog[open], details.menu[open]")) return;
    document.querySelector("[data-bulk-clear]")?.click();
    rowHere()?.focus();
  });

  function claim(row) {
    const values = { from: location.pathname + location.search, columns: queue()?.dataset.columns ?? "" };
    htmx.ajax("POST", `/waits/${pkOf(row)}/claim/`, { target: row, swap: "outerHTML", values });
  }

  function handOver(row) {
    if (!ticked().length) tick(row, true);
    const opener = document.querySelector("[data-bulk-hand-over]");
    if (!opener || !ticked().length) return;
    opener.parentElement.open = true;
    opener.parentElement.querySelector("select")?.focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-peek-claim]")) {
      event.preventDefault();
      claim(rowHere());
    }
    if (event.target.closest("[data-peek-hand-over]") && boxOf(rowHere())) {
      event.preventDefault();
      handOver(rowHere());
    }
  });

  // --- the peek ----------------------------------------------------------------------------------

  let waiting = null;
  let shown = null;

  function peekAt(row) {
    const peek = document.getElementById("peek");
    for (const other of document.querySelectorAll("#list [data-row][aria-current]")) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    clearTimeout(waiting);
    if (!peek?.checkVisibility() || shown === row.id + row.dataset.held) return;
    waiting = setTimeout(() => {
      shown = row.id + row.dataset.held;
      const from = encodeURIComponent(location.pathname + location.search);
      htmx.ajax("GET", `/waits/${pkOf(row)}/peek/?from=${from}`, { target: peek, swap: "innerHTML" });
    }, WALKING);
  }

  // The peek that could not be read says so in its place, instead of the last row's words.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target?.id === "peek") event.detail.target.replaceChildren(partOf("peek-loading"));
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (event.detail.target?.id !== "peek") return;
      shown = null;
      event.detail.target.replaceChildren(partOf("peek-failed"));
    });
  }

  const partOf = (id) => document.getElementById(id).content.cloneNode(true);

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("#list [data-row]");
    if (row) peekAt(row);
  });

  function begin() {
    const row = rowHere() ?? rows()[0];
    if (row && queue()) peekAt(row);
  }
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "peek") begin();
  });

  // --- rows that change hands meanwhile ----------------------------------------------------------

  async function ask() {
    const list = queue();
    if (!list || document.hidden) return;
    const asked = new URLSearchParams({
      held: rows().map((row) => `${pkOf(row)}:${row.dataset.held}`).join(","),
      columns: list.dataset.columns,
    });
    const answer = await fetch(`${list.dataset.now}?${asked}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const row of page.querySelectorAll("[data-row]")) replace(row);
  }

  function replace(row) {
    const old = document.getElementById(row.id);
    if (!old) return;
    const [had, current, checked] = [old.contains(document.activeElement), old.ariaCurrent, boxOf(old)?.checked];
    old.replaceWith(row);
    htmx.process(row);
    if (current) row.setAttribute("aria-current", current);
    if (checked && boxOf(row)) tick(row, true);
    if (!had) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  }

  setInterval(() => ask().catch(() => {}), EVERY);
})();
