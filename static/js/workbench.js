// The workbench of a review by keyboard, and its panel on small screens. Nothing here is needed to do the work.
//
//   data-goes-to="id"    a link to a line or a holder: opens it in place and takes the keyboard there
//   data-desk-step="1"   goes to the first line of the next desk (-1: of the one before)
//   data-finds-rows      a field: hides the lines whose name has not what is typed
//   data-no-rows         is shown while every line is hidden
//   data-closes-side     closes the panel where it lies over the page
//   data-opens-side      shows the panel there

(() => {
  const VERBS = "1234567";
  const NARROW = window.matchMedia("(width < 75rem)");
  const rowOf = (element) => element?.closest?.("[data-row]");
  const foldOf = (row) => row?.querySelector(":scope > details");

  // --- lines and holders -------------------------------------------------------------------------------

  function focusRow(row) {
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function goTo(id) {
    const place = document.getElementById(id);
    if (!place) return false;
    const fold = place.matches("details") ? place : foldOf(place);
    if (fold) fold.open = true;
    if (place.matches("[data-row]")) focusRow(place);
    else place.querySelector("summary")?.focus();
    return true;
  }

  function stepDesk(step) {
    const desks = [...document.querySelectorAll("[data-desk]")].filter((desk) => desk.querySelector("[data-row]"));
    const at = desks.indexOf(document.activeElement.closest("[data-desk]"));
    const desk = desks[at < 0 ? 0 : (at + step + desks.length) % desks.length];
    const row = desk && [...desk.querySelectorAll("[data-row]")].find((line) => line.checkVisibility());
    if (row) focusRow(row);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goes-to]");
    if (link && goTo(link.dataset.goesTo)) event.preventDefault();
    const step = event.target.closest("[data-desk-step]");
    if (step) stepDesk(Number(step.dataset.deskStep));
    if (event.target.closest("[data-closes-side]")) closeSide();
    if (event.target.closest("[data-opens-side]") && NARROW.matches) {
      event.preventDefault();
      openSide();
    }
  });

  // What was opened is seen as a whole, and a reason is typed without another key.
  document.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    if (event.target.matches(".verb")) typeInto(event.target.querySelector("textarea"));
    else if (event.target.matches("[data-row] > details")) rowOf(event.target).scrollIntoView({ block: "nearest" });
  }, true);

  // A suggested reason is written on, not written before.
  function typeInto(field) {
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.matches?.(".t-body")) rowOf(event.target)?.scrollIntoView({ block: "nearest" });
  });

  // --- keys ----------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".verb-form");
    if (form && event.key === "Escape") return leaveVerb(form);
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.querySelector("[type=submit]").click();
      return event.preventDefault();
    }
    if (event.target.matches("[data-finds-rows]") && event.key === "Enter") return toFirstRow(event);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea") || !VERBS.includes(event.key)) return;
    if (!document.querySelector("dialog[open]") && shortcutsAreOn()) explainDigit(rowOf(event.target));
  });

  function leaveVerb(form) {
    form.closest("details").open = false;
    focusRow(rowOf(form));
  }

  function toFirstRow(event) {
    const row = [...document.querySelectorAll("[data-row]")].find((line) => line.checkVisibility());
    if (!row) return;
    event.preventDefault();
    focusRow(row);
  }

  // A verb is pressed on words that one has read: on a closed line its digit opens it.
  function explainDigit(row) {
    const fold = foldOf(row);
    if (!fold) return say("Go to a term first: j and k walk over them, n leads to the next one that is yours.");
    if (!fold.open) fold.open = true;
    else if (row.querySelector(".t-body.htmx-request")) say("It is still being fetched.");
  }

  function say(words) {
    const toast = document.getElementById("refused-key").content.cloneNode(true);
    toast.querySelector("[data-words]").textContent = words;
    document.getElementById("messages").replaceChildren(toast);
  }

  function shortcutsAreOn() {
    try {
      return localStorage.getItem("duet-shortcuts") !== "off";
    } catch {
      return true;
    }
  }

  // --- finding a term by its name -------------------------------------------------------------------------

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-finds-rows]")) findRows(event.target);
  });

  function findRows(field) {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of document.querySelectorAll(".terms [data-row]")) {
      row.hidden = !row.querySelector(".t-name").textContent.toLowerCase().includes(wanted);
      shown += !row.hidden;
    }
    for (const none of document.querySelectorAll("[data-no-rows]")) none.hidden = shown > 0;
  }

  // --- the panel on small screens ----------------------------------------------------------------------------

  function openSide() {
    const side = document.getElementById("side");
    side.classList.add("is-sheet");
    side.querySelector("[aria-current]")?.focus();
  }

  function closeSide() {
    const side = document.getElementById("side");
    side.classList.remove("is-sheet");
    document.querySelector("[data-opens-side]")?.focus();
  }

  let wasSheet = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "side") wasSheet = event.detail.target.classList.contains("is-sheet");
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!wasSheet) return;
    wasSheet = false;
    document.getElementById("side").classList.add("is-sheet");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".side.is-sheet")) closeSide();
  });
})();
