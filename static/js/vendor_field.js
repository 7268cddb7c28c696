// Suggests vendors while a name is typed, and says whether we know it. The names are a datalist, so the browser
// brings keys and screen reader along. Without JavaScript any name can be written.

(() => {
  const field = document.getElementById("id_vendor_name");
  const options = document.getElementById("vendor-options");
  const hint = document.getElementById("vendor-hint");
  const PAUSE = 250; // milliseconds without a key before we ask
  let timer;
  let latest;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  field.addEventListener("change", suggest);

  async function suggest() {
    clearTimeout(timer);
    const name = field.value.trim();
    if (name === latest) return;
    latest = name;
    if (!name) return say("");
    const answer = await names(name);
    if (answer === null || name !== latest) return;
    options.replaceChildren(...answer.map((text) => new Option(text, text)));
    const known = answer.some((text) => text.toLowerCase() === name.toLowerCase());
    say(known ? hint.dataset.known : document.activeElement === field ? "" : hint.dataset.new);
  }

  // Told only when the field is left: while somebody types, every name is new.
  field.addEventListener("blur", () => {
    latest = undefined;
    suggest();
  });

  // null when the server cannot be asked: suggestions are a convenience.
  async function names(text) {
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || answer.redirected) return null;
      const list = document.createElement("datalist");
      list.innerHTML = await answer.text();
      return [...list.options].map((option) => option.value);
    } catch {
      return null;
    }
  }

  function say(words) {
    if (hint.textContent !== words) hint.textContent = words;
  }
})();
