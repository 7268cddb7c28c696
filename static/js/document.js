// A document beside its points: choosing one shows the other, the text comes in parts as one scrolls, and the list goes
// on by itself. Without this the same links jump to each other and fetch pages, and the buttons work as forms.
//
//   data-document        the frame; data-shown says which part a small screen shows
//   data-part="found"    a link that shows this part on a small screen
//   data-waiting         a part of the text that was not sent yet: data-clauses and data-letters say which ones it holds
//   data-point           a point of the list; data-passages="c-3 c-9" the clauses that it is about
//   data-opens-point     the link that opens a point in its place; pressed again it closes it
//   data-clause="point-t-7"  on a clause: the points about it
//   data-mark="point-t-7"    on a mark beside the text: its point
//   data-to-clause="c-3" a link to a clause
//   data-quoted="q-9-20" a link to quoted words
//   data-quote="q-9-20"  on each piece of these words in the text; among pictures, on the page they stand on
//   data-closes-form     closes the form below a passage again
//   data-back            the link that Escape follows, once nothing is open

(() => {
  const frame = document.querySelector("[data-document]");
  if (!frame) return;

  const OPENS_AFTER = 150; // milliseconds on a point before it opens by itself: walking past opens nothing
  let chosen = null; // the id of the point, which survives that the list is drawn again

  const points = () => [...document.querySelectorAll("[data-point]")].filter((point) => point.checkVisibility());
  const isOpen = (point) => point.classList.contains("is-open");
  const linkOf = (point) => point.querySelector("[data-opens-point]");

  async function choose(point, { scrollText = true, clause = null } = {}) {
    chosen = point.id;
    deselect();
    point.classList.add("is-selected");
    const name = clause ?? point.dataset.passages?.trim().split(" ")[0];
    const place = scrollText ? await fetched(name) : document.getElementById(name);
    if (chosen !== point.id || !place) return;
    for (const other of point.dataset.passages.trim().split(" ")) document.getElementById(other)?.classList.add("is-selected");
    if (scrollText) bringIntoView(place);
  }

  function deselect() {
    for (const element of document.querySelectorAll(".is-selected")) element.classList.remove("is-selected");
  }

  const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  function bringIntoView(place) {
    if (!place.checkVisibility()) return;
    const page = place.closest(".page-place");
    if (page) page.scrollIntoView({ block: "start" });
    else place.scrollIntoView({ block: "center" });
  }

  // --- parts of the text that were not sent yet -----------------------------------------------------

  // The element with this id; its part of the text is fetched first where it was not sent yet.
  async function fetched(name) {
    const there = name && document.getElementById(name);
    if (there || !name) return there;
    const part = waitingPart(name);
    if (!part) return null;
    await htmx.ajax("GET", part.getAttribute("hx-get"), { target: part, swap: "outerHTML" });
    return document.getElementById(name);
  }

  function waitingPart(name) {
    const [kind, number] = name.split("-");
    const key = { c: "clauses", q: "letters" }[kind];
    return [...document.querySelectorAll("[data-waiting]")].find((part) => {
      const [first, last] = (part.dataset[key] ?? "1 0").split(" ").map(Number);
      return Number(number) >= first && Number(number) < last;
    });
  }

  // --- quoted words ---------------------------------------------------------------------------------

  // The quoted words alone, not their clause. False where they are not in the text.
  async function showQuote(name) {
    show("text");
    await fetched(name);
    const pieces = document.querySelectorAll(`[data-quote="${CSS.escape(name)}"]`);
    if (!pieces.length) return false;
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
  async function fetchText(name) {
    const address = new URL(location.href);
    address.searchParams.set("at", name);
    await htmx.ajax("GET", address.pathname + address.search, { target: "#text", select: "#text", swap: "outerHTML" });
  }

  async function followQuote(link) {
    const name = link.dataset.quoted;
    history.replaceState({ ...history.state, left: name }, "");
    history.pushState(null, "", link.hash);
    if (await showQuote(name)) return;
    await fetchText(name);
    showQuote(name);
  }

  // Back from a quote leads to the link that was followed, also on a small screen, which shows one part at a time.
  function returnTo(name) {
    show("found");
    const link = document.querySelector(`a[data-quoted="${CSS.escape(name)}"]`);
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: "nearest" });
  }

  function focusPoint(point) {
    point.tabIndex = -1;
    point.focus({ preventScroll: true });
    point.scrollIntoView({ block: "nearest" });
  }

  function show(part) {
    frame.dataset.shown = part;
    for (const link of document.querySelectorAll("[data-part]")) {
      if (link.dataset.part === part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // --- opening and closing points -------------------------------------------------------------------

  function close(point) {
    point.querySelector("[data-point-body]")?.remove();
    point.classList.remove("is-open");
    linkOf(point).setAttribute("aria-expanded", "false");
  }

  // Before htmx sees it: a point that is open closes without asking anybody.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("[data-opens-point]");
      if (!link || opensElsewhere(event)) return;
      const point = link.closest("[data-point]");
      if (!isOpen(point)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      close(point);
      focusPoint(point);
    },
    true,
  );

  // One is open at a time, unless somebody is writing in it.
  function closeOthers(point) {
    for (const other of points()) {
      if (other !== point && isOpen(other) && !isWrittenIn(other)) close(other);
    }
  }

  const isWrittenIn = (point) => [...point.querySelectorAll("textarea, select")].some((field) => field.value && field.checkVisibility());

  let opening;
  function openSoon(point) {
    clearTimeout(opening);
    if (isOpen(point)) return;
    opening = setTimeout(() => document.activeElement === point && !isOpen(point) && linkOf(point).click(), OPENS_AFTER);
  }

  // --- from the list to the text ------------------------------------------------------------------

  document.addEventListener("focusin", (event) => {
    const point = event.target.closest("[data-point]");
    if (!point) return;
    if (point.id !== chosen) choose(point, { scrollText: event.target === point });
    if (event.target === point) openSoon(point);
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
      closeForm(closer.closest("[data-found-form]"));
    }
    const opener = event.target.closest("[data-opens-point]");
    if (opener) {
      const point = opener.closest("[data-point]");
      closeOthers(point);
      choose(point);
    }
    const toClause = event.target.closest("[data-to-clause]");
    if (toClause) {
      event.preventDefault();
      showClause(toClause);
    }
    const toQuote = event.target.closest("a[data-quoted]");
    if (toQuote) {
      event.preventDefault();
      followQuote(toQuote);
    }
  });

  async function showClause(link) {
    const point = link.closest("[data-point]");
    const name = link.dataset.toClause;
    show("text");
    if (point) return choose(point, { clause: name });
    deselect();
    const clause = await fetched(name);
    clause?.classList.add("is-selected");
    if (clause) bringIntoView(clause);
  }

  function closeForm(form) {
    const home = form.closest("[data-point]") ?? form.closest("details")?.querySelector("summary");
    form.remove();
    if (home?.matches("[data-point]")) focusPoint(home);
    else home?.focus();
  }

  // --- from the text to the list ------------------------------------------------------------------

  frame.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]");
    const clause = event.target.closest("[data-clause]");
    if (!clause || opensElsewhere(event) || event.target.closest(".clause-add") || String(getSelection())) return;
    if (mark) event.preventDefault();
    const point = document.getElementById(mark ? mark.dataset.mark : nextOf(clause));
    if (!point) return;
    if (mark) show("found");
    if (point.matches("details")) return unfold(point);
    if (!point.checkVisibility()) point.closest("details")?.setAttribute("open", "");
    choose(point, { scrollText: false, clause: clause.id });
    focusPoint(point);
  });

  function unfold(fold) {
    fold.open = true;
    fold.querySelector("summary").focus();
    fold.scrollIntoView({ block: "nearest" });
  }

  // Of several points about one clause, the one after the point that is chosen.
  function nextOf(clause) {
    const ids = clause.dataset.clause.split(" ");
    return ids[(ids.indexOf(chosen) + 1) % ids.length];
  }

  // --- after something was done --------------------------------------------------------------------

  // What comes next is looked up before the list is drawn again: what was decided moves into a fold.
  let following = [];
  let hadFocus = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    hadFocus = target.contains(document.activeElement) ? target.id : null;
    if (target.id !== "found") return;
    const all = points().map((point) => point.id);
    const at = all.indexOf(chosen);
    following = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "found") return goOn();
    if (event.target.matches("[data-point]") && event.target.id !== chosen) return close(event.target); // walked past
    if (event.target.id === chosen) choose(event.target, { scrollText: false });
    if (event.target.id !== hadFocus) return;
    hadFocus = null;
    if (event.target.matches("[data-point]")) focusPoint(event.target);
    if (event.target.matches("details")) event.target.querySelector("summary").focus();
  });

  function goOn() {
    const here = chosen && document.getElementById(chosen);
    if (here?.matches("[data-point]") && isOpen(here) && !here.closest("details")) return settleOn(here);
    const next = following.map((id) => document.getElementById(id)).find((point) => point?.matches("[data-point]") && !point.closest("details"));
    if (next) return settleOn(next);
    document.getElementById("found").focus({ preventScroll: true });
  }

  function settleOn(point) {
    choose(point);
    focusPoint(point);
    const field = point.querySelector("details[open] textarea");
    if (field) field.focus();
  }

  // A verb that needs a reason leads to the field for it.
  document.addEventListener(
    "toggle",
    (event) => event.target.matches("details.verb-fold") && event.target.open && event.target.querySelector("textarea").focus(),
    true,
  );

  document.addEventListener("htmx:load", (event) => {
    event.target.querySelector?.("[data-found-form] select")?.focus();
    if (event.target.matches?.("[data-found-form]")) event.target.querySelector("select")?.focus();
  });

  // --- Escape: first what is open, then back to the review --------------------------------------------

  // Before the menus close: what is open now is what the key is about.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || shortcutsAreOff()) return;
      if (document.querySelector("dialog[open], details.menu[open], :popover-open")) return;
      const here = document.activeElement;
      const form = here.closest("[data-found-form]");
      const fold = here.closest("details.verb-fold[open]");
      if (form) closeForm(form);
      else if (fold) {
        fold.open = false;
        fold.querySelector("summary").focus();
      } else if (here.matches("input, select, textarea")) return;
      else document.querySelector("[data-back]")?.click();
      event.preventDefault();
    },
    true,
  );

  function shortcutsAreOff() {
    try {
      return localStorage.getItem("duet-shortcuts") === "off";
    } catch {
      return false;
    }
  }

  // --- an address that names a place ------------------------------------------------------------------

  async function followAddress() {
    const name = location.hash.slice(1);
    if (!name) return;
    if (name.startsWith("q-")) return showQuote(name);
    if (name.startsWith("c-")) show("text");
    const target = await fetched(name);
    if (target?.matches("[data-point]")) {
      choose(target);
      focusPoint(target);
    }
    if (target?.matches(".clause")) {
      const point = target.dataset.clause && document.getElementById(nextOf(target));
      if (point?.matches("[data-point]")) choose(point, { clause: target.id });
      else bringIntoView(target);
    }
  }

  window.addEventListener("popstate", () => history.state?.left && returnTo(history.state.left));
  window.addEventListener("hashchange", () => history.state?.left || followAddress());
  if (!location.hash && matchMedia("(width < 62rem)").matches) show("found");
  followAddress();
})();
