// The palette (Ctrl+K or Cmd+K on every page): what can be done here first, then what was looked at lately, places, and
// what is found. The server says the latter (data-source, search/views.py); what can be done is read off the page:
//
//   data-verb="…"      what this button, link, fold or field is called here, where its own text does not say enough
//   data-no-verb       leaves an element, and what is inside it, out
//   data-palette       opens the palette (a link to the page that does the same)
//
// Besides them: everything with a key (data-shortcut, outside of rows), and every button, link that looks like one, and
// fold of the page, as long as it can be used now. One that stands inside a closed fold opens it first; one whose form
// wants something typed leads to its first field instead of sending it.

(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;

  const field = dialog.querySelector("input");
  const list = document.getElementById("palette-list");
  const here = dialog.querySelector("[data-palette-here]");
  const found = dialog.querySelector("[data-palette-found]");
  const said = dialog.querySelector("[data-palette-said]");
  const VERBS = "main :is([data-verb], [data-shortcut], a.btn, button.btn, summary.btn, input[type=search])";
  const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), select, textarea";
  const FIRST = 8; // without a text so many of the page's verbs are shown: those with a key come first
  const PAUSE = 150;
  const FOLDED = 3;

  let verbs = [];
  let asked = 0;
  let waiting = null;

  // --- opening and closing -------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open();
    }
    if (event.target === dialog) dialog.close(); // beside it
  });

  function open() {
    if (document.querySelector("dialog[open]")) return;
    verbs = verbsOfPage();
    field.value = "";
    found.replaceChildren();
    dialog.showModal(); // closing gives the focus back to where it was
    field.focus();
    fill();
  }

  // --- what can be done here -------------------------------------------------------------------------

  function verbsOfPage() {
    const row = document.querySelector("[data-row]:is(:focus, :focus-within)");
    const seen = new Map();
    for (const element of document.querySelectorAll(VERBS)) {
      if (element.closest("[data-no-verb], dialog, .pager")) continue;
      if (element.closest("[data-row]") && element.closest("[data-row]") !== row && !element.dataset.verb) continue;
      if (element.disabled || element.ariaDisabled === "true" || !canBeReached(element)) continue;
      const label = labelOf(element);
      if (!label || seen.has(label)) continue;
      seen.set(label, { element, label, key: element.dataset.shortcut ?? "", rank: rankOf(element) });
    }
    return [...seen.values()].sort((one, other) => one.rank - other.rank);
  }

  // What the page names as its verbs, then what has a key, then what is in sight; what is folded away is found by typing.
  function rankOf(element) {
    if (element.dataset.verb) return 0;
    if (!element.checkVisibility()) return FOLDED;
    return element.dataset.shortcut && !Number(element.dataset.shortcut) ? 1 : 2;
  }

  // It is on the page now, or would be once the folds around it are open.
  function canBeReached(element) {
    for (let fold = foldAround(element); fold; fold = foldAround(fold)) {
      if (!fold.open) return fold.checkVisibility() || canBeReached(fold);
    }
    return element.checkVisibility();
  }

  function foldAround(element) {
    const fold = element.parentElement?.closest("details");
    return element.matches("summary") && fold === element.parentElement ? fold.parentElement?.closest("details") : fold;
  }

  function labelOf(element) {
    const text = element.dataset.verb ?? element.dataset.shortcutLabel ?? element.ariaLabel ?? textOf(element);
    return text.replace(/\s+/g, " ").trim();
  }

  function textOf(element) {
    const copy = element.cloneNode(true);
    for (const unread of copy.querySelectorAll("kbd, svg, .count, .tab-count, .spinner")) unread.remove();
    return copy.textContent;
  }

  function press({ element }) {
    dialog.close();
    for (let fold = foldAround(element); fold; fold = foldAround(fold)) fold.open = true;
    const form = element.matches("button[type=submit]") ? element.form : null;
    const wanted = form && [...form.querySelectorAll(TYPED)].find((input) => input.checkVisibility() && !input.value);
    const target = element.matches(TYPED) ? element : wanted;
    if (target) return focusOn(target);
    element.click();
    if (element.matches("summary") && element.parentElement.open) {
      const first = element.parentElement.querySelector(TYPED);
      if (first) focusOn(first);
    }
  }

  function focusOn(target) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }

  // --- showing ---------------------------------------------------------------------------------------

  field.addEventListener("input", () => {
    fill({ later: true });
  });

  function fill({ later = false } = {}) {
    showVerbs();
    clearTimeout(waiting);
    waiting = setTimeout(ask, later ? PAUSE : 0);
  }

  function showVerbs() {
    const text = field.value.trim().toLowerCase();
    const words = text.split(/\s+/);
    const fitting = verbs.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
    const shown = text ? fitting : fitting.filter(({ rank }) => rank < FOLDED).slice(0, FIRST);
    here.replaceChildren();
    if (shown.length) here.append(groupOf("On this page", shown.map(optionOf)));
    choose(list.querySelector("[role=option]"));
  }

  function optionOf(verb) {
    const option = document.createElement("button");
    option.type = "button";
    option.tabIndex = -1;
    const label = document.createElement("span");
    label.className = "go-label";
    label.textContent = verb.label;
    option.append(iconOf(verb.element), label);
    if (verb.key) option.append(keysOf(verb.key));
    option.addEventListener("click", () => press(verb));
    return asOption(option);
  }

  function iconOf(element) {
    const drawn = element.querySelector("svg")?.cloneNode(true);
    if (!drawn) return document.createElement("i");
    drawn.setAttribute("width", 16);
    drawn.setAttribute("height", 16);
    return drawn;
  }

  function keysOf(keys) {
    const place = document.createElement("span");
    place.className = "go-keys";
    for (const key of keys.split(" ")) {
      const drawn = document.createElement("kbd");
      drawn.textContent = key;
      place.append(drawn, " ");
    }
    return place;
  }

  function groupOf(label, options) {
    const group = document.createElement("div");
    const heading = document.createElement("h3");
    group.className = "go-group";
    heading.textContent = label;
    group.append(heading, ...options);
    return asGroup(group, label);
  }

  function asGroup(group, label) {
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    group.removeAttribute("aria-labelledby");
    group.querySelector("h3").setAttribute("role", "presentation");
    return group;
  }

  let number = 0;
  function asOption(element) {
    element.setAttribute("role", "option");
    element.tabIndex = -1;
    element.id = `palette-option-${(number += 1)}`;
    return element;
  }

  async function ask() {
    const mine = (asked += 1);
    const query = new URLSearchParams({ q: field.value.trim(), here: location.pathname });
    let answer;
    try {
      answer = await fetch(`${dialog.dataset.source}?${query}`, { headers: { "HX-Request": "true" } });
    } catch {
      return tell("The server cannot be reached just now.");
    }
    if (mine !== asked) return; // a later question is on its way
    if (answer.redirected) return location.reload(); // signed out meanwhile
    if (!answer.ok) return tell("That did not work just now.");
    found.innerHTML = await answer.text();
    for (const group of found.querySelectorAll("[data-go-group]")) asGroup(group, group.querySelector("h3").textContent);
    for (const item of found.querySelectorAll("ul, li")) item.setAttribute("role", "presentation");
    for (const link of found.querySelectorAll("[data-go]")) asOption(link);
    const nothing = found.querySelector("[data-go-nothing]");
    if (nothing && here.childElementCount) nothing.remove();
    nothing?.setAttribute("role", "presentation");
    if (!chosen()?.isConnected) choose(options()[0]);
    const count = options().length;
    tell(count ? `${count} entr${count === 1 ? "y" : "ies"}` : "Nothing found");
  }

  function tell(words) {
    said.textContent = words;
  }

  // --- walking -----------------------------------------------------------------------------------------

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector('[aria-selected="true"]');

  function choose(option) {
    chosen()?.removeAttribute("aria-selected");
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  const STEPS = {
    ArrowDown: (all, at) => all[(at + 1) % all.length],
    ArrowUp: (all, at) => all[(at - 1 + all.length) % all.length],
    PageDown: (all, at) => all[Math.min(at + 6, all.length - 1)],
    PageUp: (all, at) => all[Math.max(at - 6, 0)],
  };

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    if (STEPS[event.key] && all.length) {
      event.preventDefault();
      choose(STEPS[event.key](all, all.indexOf(chosen())));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      chosen()?.click();
    }
  });

  list.addEventListener("mousemove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });
})();
