// A document beside its passages: choosing one shows the other, and the list goes on by itself. Without this the same
// links jump to each other, and the buttons work as forms.
//
//   data-document       the frame; data-shown says which part a small screen shows
//   data-part="found"   a link that shows this part on a small screen
//   data-passage="c-3"  on a row of the list: the clause that it is about
//   data-clause="row-7" on a clause: the rows about it
//   data-mark="row-7"   on a mark in the text: its row
//   data-quoted="q-9-20" a link to quoted words
//   data-quote="q-9-20"  on each piece of these words in the text; among pictures, on the page they stand on
//   data-closes-form    closes the form in a row again

(() => {
  const frame = document.querySelector("[data-document]");
  if (!frame) return;

  let chosen = null; // the id of the row, which survives that the list is drawn again

  const rows = () => [...document.querySelectorAll(".found-row")];
  const isOpen = (row) => !row.classList.contains("found-done");

  function choose(row, { scrollText = true } = {}) {
    chosen = row.id;
    deselect();
    row.classList.add("is-selected");
    const clause = document.getElementById(row.dataset.passage);
    if (!clause) return;
    clause.classList.add("is-selected");
    if (scrollText) bringIntoView(clause);
  }

  function deselect() {
    for (const each of document.querySelectorAll(".is-selected")) each.classList.remove("is-selected");
  }

  const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  function bringIntoView(place) {
    const page = place.closest(".page-place");
    if (page) page.scrollIntoView({ block: "start" });
    else place.scrollIntoView({ block: "center" });
  }

  // The quoted words alone, not their clause. False where they are not in the text.
  function showQuote(name) {
    const pieces = document.querySelectorAll(`[data-quote="${CSS.escape(name)}"]`);
    if (!pieces.length) return false;
    show("text");
    deselect();
    for (const piece of pieces) piece.classList.add("is-selected");
    const words = pieces[0].closest(".page-place")?.querySelector("figure") ?? pieces[0];
    words.tabIndex = -1;
    words.focus({ preventScroll: true });
    bringIntoView(words);
    return true;
  }

  // A passage that was corrected just now may quote words that the text did not mark: the text alone is fetched anew,
  // and a form that is open in the list stays.
  async function fetchText() {
    await htmx.ajax("GET", location.pathname + location.search, { target: "#text", select: "#text", swap: "outerHTML" });
  }

  async function followQuote(link) {
    const name = link.dataset.quoted;
    history.replaceState({ ...history.state, left: name }, "");
    history.pushState(null, "", link.hash);
    if (showQuote(name)) return;
    await fetchText();
    showQuote(name);
  }

  // Back from a quote leads to the link that was followed, also on a small screen, which shows one part at a time.
  function returnTo(name) {
    show("found");
    const link = document.querySelector(`a[data-quoted="${CSS.escape(name)}"]`);
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: "nearest" });
  }

  function focusRow(row) {
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function show(part) {
    frame.dataset.shown = part;
    for (const link of document.querySelectorAll("[data-part]")) {
      if (link.dataset.part === part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // --- from the list to the text ------------------------------------------------------------------

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest(".found-row");
    if (row && row.id !== chosen) choose(row);
  });

  document.addEventListener("click", (event) => {
    if (opensElsewhere(event)) return;
    const part = event.target.closest("[data-part]");
    if (part) {
      event.preventDefault();
      show(part.dataset.part);
    }
    const closer = event.target.closest("[data-closes-form]");
    if (closer) {
      event.preventDefault();
      const row = closer.closest(".found-row");
      closer.closest("[data-found-form]").remove();
      focusRow(row);
    }
    const toText = event.target.closest(".found-row a[data-row-link]");
    if (toText) {
      event.preventDefault();
      show("text");
      choose(toText.closest(".found-row"));
    }
    const toQuote = event.target.closest("a[data-quoted]");
    if (toQuote) {
      event.preventDefault();
      followQuote(toQuote);
    }
  });

  // --- from the text to the list ------------------------------------------------------------------

  frame.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]");
    const clause = event.target.closest("[data-clause]");
    if (!clause || opensElsewhere(event) || event.target.closest(".clause-add") || String(getSelection())) return;
    if (mark) event.preventDefault();
    const row = document.getElementById(mark ? mark.dataset.mark : nextOf(clause));
    if (!row) return;
    choose(row, { scrollText: false });
    if (mark) show("found");
    focusRow(row);
  });

  // Of several rows about one clause, the one after the row that is chosen.
  function nextOf(clause) {
    const ids = clause.dataset.clause.split(" ");
    return ids[(ids.indexOf(chosen) + 1) % ids.length];
  }

  // --- after something was said about a passage -----------------------------------------------------

  // What comes next is looked up before the list is drawn again: a passage that was rejected moves to its end.
  let following = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "found") return;
    const all = rows();
    const at = all.findIndex((row) => row.id === chosen);
    const after = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
    following = after.find((row) => isOpen(row) && row.querySelector("[data-shortcut]"))?.id;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "found") return;
    const here = chosen && document.getElementById(chosen);
    if (!here) return;
    const next = isOpen(here) ? here : (document.getElementById(following) ?? here);
    choose(next);
    focusRow(next);
  });

  document.addEventListener("htmx:load", (event) => {
    event.target.querySelector?.("[data-found-form] select")?.focus();
    if (event.target.matches?.("[data-found-form]")) event.target.querySelector("select")?.focus();
  });

  // --- an address that names a passage --------------------------------------------------------------

  function followAddress() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.matches(".found-row")) choose(target);
    if (target.matches("[data-quote]")) showQuote(target.id);
    if (target.matches("[data-clause]")) {
      show("text");
      const row = document.getElementById(nextOf(target));
      if (row) choose(row);
    }
  }

  window.addEventListener("popstate", () => history.state?.left && returnTo(history.state.left));
  window.addEventListener("hashchange", () => history.state?.left || followAddress());
  followAddress();
})();
