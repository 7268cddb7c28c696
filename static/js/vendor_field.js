// A combobox for the vendor's name, after the ARIA pattern “editable combobox with list autocomplete”: typing shows whom
// we know, arrows walk, Enter chooses, Escape closes and keeps what was typed. A name is new on purpose, by choosing so,
// or it is asked about when the form is sent. Without JavaScript the field has a plain list of names
// (templates/intake/_vendor_hint.html), and “did you mean” is asked after sending.

(() => {
  const field = document.getElementById("id_vendor_name");
  const list = document.getElementById("vendor-list");
  const hint = document.getElementById("vendor-hint");
  const answers = [document.getElementById("vendor-asked"), document.getElementById("vendor-is")];
  const PAUSE = 200; // milliseconds without a key before we ask
  let timer;
  let asked = null; // the name that the list is about

  field.removeAttribute("list");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.after(list);
  field.parentElement.classList.add("combobox");

  // --- typing -------------------------------------------------------------------------------------------

  field.addEventListener("input", (event) => {
    if (event.detail === "chosen") return;
    claimNew("");
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });

  async function suggest() {
    clearTimeout(timer);
    const name = field.value.trim();
    if (name === asked) return show();
    asked = name;
    if (!name) return clear();
    const options = await fetched(name);
    if (options === null || name !== field.value.trim()) return;
    list.innerHTML = options;
    if (document.activeElement === field) show();
    else tell();
  }

  // null when the server cannot be asked: suggestions are a convenience.
  async function fetched(text) {
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      return answer.ok && !answer.redirected ? await answer.text() : null;
    } catch {
      return null;
    }
  }

  // --- the list -----------------------------------------------------------------------------------------

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
  const isOpen = () => !list.hidden;

  function show() {
    const open = options().length > 0 && !isSettled();
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    walkTo(null);
    const known = options().filter((option) => !("isNew" in option.dataset)).length;
    if (open) say(known ? `${known} ${known === 1 ? hint.dataset.one : hint.dataset.many}` : "");
  }

  // Nothing is left to choose: the one vendor of this very name is there.
  function isSettled() {
    return options().length === 1 && isKnown();
  }

  function open(step) {
    show();
    if (isOpen() && step) walk(step);
  }

  function hide() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    walkTo(null);
  }

  function clear() {
    list.replaceChildren();
    hide();
    say("");
  }

  function walkTo(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function walk(step) {
    const all = options();
    if (!all.length || !step) return;
    const at = all.indexOf(active());
    walkTo(at < 0 ? all.at(step > 0 ? 0 : -1) : all[(at + step + all.length) % all.length]);
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const step = event.altKey ? 0 : event.key === "ArrowDown" ? 1 : -1;
      if (isOpen()) walk(step);
      else if (field.value.trim() === asked) open(step);
      else suggest().then(() => open(step));
    } else if (event.key === "Enter" && isOpen() && active()) {
      event.preventDefault();
      choose(active());
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    }
  });

  // A press must not take the focus from the field, or the list would close before it is hit.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });

  function choose(option) {
    const { name } = option.dataset;
    const isNew = "isNew" in option.dataset;
    field.value = name;
    claimNew(isNew ? name : "");
    hide();
    say(isNew ? hint.dataset.new : hint.dataset.known);
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "chosen" }));
  }

  // Says for which name it was chosen that it is another company's; any other name is asked about again.
  function claimNew(name) {
    for (const input of answers) input.disabled = !name;
    answers[0].value = name;
  }

  // --- leaving ------------------------------------------------------------------------------------------

  field.addEventListener("blur", async () => {
    if (field.value.trim() !== asked) {
      asked = null;
      await suggest();
    }
    hide();
    tell();
  });

  // Told only when the field is left: while somebody types, every name is new.
  function tell() {
    if (!field.value.trim()) return say("");
    if (isKnown()) return say(hint.dataset.known);
    const meant = options().some((option) => !("isNew" in option.dataset) && option.querySelector("small"));
    const chosen = !answers[0].disabled;
    if (list.childElementCount) say(meant && !chosen ? hint.dataset.meant : hint.dataset.new);
  }

  function isKnown() {
    const name = field.value.trim().toLowerCase();
    return options().some((option) => !("isNew" in option.dataset) && option.dataset.name.toLowerCase() === name);
  }

  function say(words) {
    if (hint.textContent !== words) hint.textContent = words;
  }
})();
