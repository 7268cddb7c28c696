// Manners of the field in which people write (templates/reviews/comments/_composer.html). Nothing here is needed to write.
//
//   data-composer        another audience brings another field; what was typed is never carried over by itself
//   data-people          boxes of people; the button says how many will read it
//   data-mentions        @ and a few letters offer the people who can read this; data-mentions-url knows them

(() => {
  // --- another audience -----------------------------------------------------------------------------

  // {id of a field: {text, from}}: what was typed for other readers, until the writer says what becomes of it.
  const left = new Map();

  document.addEventListener("htmx:beforeSwap", (event) => {
    const composer = event.detail.target;
    if (!composer.matches?.("[data-composer]")) return;
    const text = composer.querySelector("textarea").value.trim();
    if (text) left.set(composer.id, { text, from: composer.dataset.voiceLabel, voice: composer.dataset.voice });
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const composer = document.getElementById(event.detail.target.id);
    if (!composer?.matches("[data-composer]")) return;
    const field = composer.querySelector("textarea");
    const was = left.get(composer.id);
    if (was?.voice === composer.dataset.voice) bring(composer);
    else if (was) askToBring(composer, was);
    (was && was.voice !== composer.dataset.voice ? composer.querySelector("[data-carry-bring]") : field).focus();
    countPeople(composer);
  });

  function askToBring(composer, was) {
    const box = composer.querySelector("[data-carry]");
    box.querySelector("[data-carry-from]").textContent = was.from;
    box.hidden = false;
  }

  function bring(composer) {
    const field = composer.querySelector("textarea");
    field.value = [left.get(composer.id)?.text, field.value].filter(Boolean).join("\n\n");
    drop(composer);
  }

  function drop(composer) {
    left.delete(composer.id);
    composer.querySelector("[data-carry]").hidden = true;
    composer.querySelector("textarea").focus();
  }

  document.addEventListener("click", (event) => {
    const composer = event.target.closest("[data-composer]");
    if (event.target.closest("[data-carry-bring]")) bring(composer);
    if (event.target.closest("[data-carry-drop]")) drop(composer);
  });

  // --- who will read it -----------------------------------------------------------------------------

  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-people]")) countPeople(event.target.closest("[data-composer]"));
  });

  function countPeople(composer) {
    const words = composer.querySelector("[data-people-button] span");
    if (!words) return;
    const readers = composer.querySelectorAll("[data-people] :checked").length + 1;
    words.textContent = readers === 1 ? "Privileged note for you alone" : `Privileged note for ${readers} people`;
  }

  for (const composer of document.querySelectorAll("[data-composer]")) countPeople(composer);

  // --- @mentions ------------------------------------------------------------------------------------

  const TYPED = /(?:^|[^\p{L}\p{N}_.@])@((?:\p{L}[\p{L}\p{N}_.'-]*(?: [\p{L}\p{N}_.'-]+)?)?)$/u;
  const PAUSE = 120; // milliseconds without a key before people are looked for

  let timer = null;
  let asked = null;

  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-mentions]");
    if (!box) return;
    clearTimeout(timer);
    const typed = typedBefore(event.target);
    if (typed === null) hide(box);
    else timer = setTimeout(() => offer(box, event.target, typed), PAUSE);
  });

  function typedBefore(field) {
    return field.value.slice(0, field.selectionStart).match(TYPED)?.[1] ?? null;
  }

  async function offer(box, field, typed) {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(box.dataset.mentionsUrl, location.href);
    address.searchParams.set("q", typed);
    for (const ticked of box.closest("[data-composer]").querySelectorAll("[data-people] :checked")) {
      address.searchParams.append("people", ticked.value);
    }
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show(box, field, (await answer.json()).people);
    } catch (failure) {
      if (failure.name !== "AbortError") hide(box);
    }
  }

  function show(box, field, people) {
    if (!people.length) return hide(box);
    const list = box.querySelector("[role=listbox]");
    list.replaceChildren(...people.map((person, at) => option(list, person, at)));
    list.hidden = false;
    field.setAttribute("aria-controls", list.id);
    box.querySelector("[data-mentions-says]").textContent =
      `${people.length} ${people.length === 1 ? "person" : "people"}. Arrow keys to choose, Enter to take.`;
    select(box, field, 0);
  }

  function option(list, person, at) {
    const line = document.createElement("li");
    line.id = `${list.id}-${at}`;
    line.role = "option";
    line.dataset.handle = person.handle;
    line.textContent = person.name;
    if (person.handle !== person.name) {
      const address = document.createElement("small");
      address.textContent = person.handle;
      line.append(address);
    }
    return line;
  }

  function select(box, field, at) {
    const options = [...box.querySelectorAll("[role=option]")];
    const chosen = options[(at + options.length) % options.length];
    for (const each of options) each.setAttribute("aria-selected", String(each === chosen));
    field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  function hide(box) {
    clearTimeout(timer);
    asked?.abort();
    box.querySelector("[role=listbox]").hidden = true;
    box.querySelector("[data-mentions-says]").textContent = "";
    const field = box.querySelector("textarea");
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  }

  function take(box, field, chosen) {
    const before = field.value.slice(0, field.selectionStart);
    const start = before.length - typedBefore(field).length;
    field.setRangeText(`${chosen.dataset.handle} `, start, field.selectionStart, "end");
    hide(box);
    field.focus();
  }

  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("[data-mentions]");
    const list = box?.querySelector("[role=listbox]");
    if (!list || list.hidden || event.isComposing) return;
    const options = [...list.children];
    const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") select(box, event.target, at + 1);
    else if (event.key === "ArrowUp") select(box, event.target, at - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(box, event.target, options[at]);
    else if (event.key === "Escape") hide(box);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // Before the field loses the focus to the press.
  document.addEventListener("mousedown", (event) => {
    const chosen = event.target.closest("[data-mentions] [role=option]");
    if (!chosen) return;
    event.preventDefault();
    const box = chosen.closest("[data-mentions]");
    take(box, box.querySelector("textarea"), chosen);
  });

  document.addEventListener("focusout", (event) => {
    const box = event.target.closest("[data-mentions]");
    if (box) hide(box);
  });
})();
