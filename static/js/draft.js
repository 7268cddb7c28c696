// A draft while it is written: shows the questions that apply, saves by itself, keeps the text when saving fails.
// htmx sends the form (hx-trigger in templates/intake/draft.html); this file decides what is said about it.

(() => {
  const form = document.getElementById("request-form");
  const status = document.getElementById("save-status");
  const words = document.getElementById("save-words");
  const amount = document.getElementById("id_value");
  const currency = document.getElementById("id_currency");
  const questions = [...form.querySelectorAll("[data-question]")];
  const { asked, readAmount, readWholeNumber } = window.duetConditions;
  const TRY_AGAIN = 10_000; // milliseconds

  let changes = 0; // counted, so that an answer is not taken for a later change
  let saved = 0;
  let sent = 0;
  let leaving = false;

  // --- questions that depend on answers ---------------------------------------------------------------

  function showQuestions() {
    const read = readAmount(amount.value);
    const facts = {
      kind: form.dataset.kind,
      value: read ? read.number : null,
      currency: read ? read.currency || currency.value : null,
    };
    const all = questions.map((question) => ({
      key: question.dataset.question,
      conditions: JSON.parse(question.dataset.conditions),
      answer: answerTo(question),
    }));
    const shown = asked(all, facts);
    for (const question of questions) {
      question.hidden = question.disabled = !shown.includes(question.dataset.question);
    }
  }

  function answerTo(question) {
    const fields = [...question.querySelectorAll("input, select, textarea")];
    const ticked = fields.filter((field) => field.checked).map((field) => field.value);
    if (question.dataset.kind === "choices") return ticked;
    if (fields[0].type === "radio") return ticked[0] ?? "";
    if (question.dataset.kind === "number") return readWholeNumber(fields[0].value) ?? fields[0].value;
    return fields[0].value;
  }

  // “USD 48,000” moves its currency to the list beside it.
  amount.addEventListener("change", () => {
    const read = readAmount(amount.value);
    if (!read?.currency) return;
    amount.value = read.figures;
    currency.value = read.currency;
  });

  // --- saving -------------------------------------------------------------------------------------------

  form.addEventListener("input", () => {
    changes += 1;
    showQuestions();
  });

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form) sent = changes;
  });

  status.addEventListener("htmx:beforeSwap", (event) => {
    if (!isSignIn(event.detail.xhr)) return;
    event.detail.shouldSwap = false;
    event.stopPropagation(); // duet.js would open the sign-in page and lose what was typed
    failed(status.dataset.signedOut);
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, xhr } = event.detail;
    if (elt !== form || !successful || isSignIn(xhr)) return;
    saved = sent;
    delete status.dataset.state;
    const seen = status.querySelector("[data-seen]");
    if (seen) form.querySelector("[name=seen]").value = seen.dataset.seen;
    if (unfinishedDate()) status.append(` ${status.dataset.incomplete}`);
    announce();
  });

  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(failure, (event) => {
      if (event.detail.elt !== form) return;
      event.stopPropagation(); // said here, quietly, and not in a message for every try
      failed(status.dataset.failed);
    });
  }

  function failed(sentence) {
    status.textContent = sentence;
    status.dataset.state = "failed";
    announce();
    setTimeout(saveNow, TRY_AGAIN);
  }

  function saveNow() {
    if (leaving || changes === saved) return;
    useFreshToken();
    window.htmx.trigger(form, "save-now");
  }

  // Signing in again changes the token that forms carry; the cookie has the new one.
  function useFreshToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (!token) return;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  }

  function isSignIn(xhr) {
    return new URL(xhr.responseURL || location.href).pathname === document.body.dataset.signIn;
  }

  // Screen readers hear a new sentence once, and not the same minute again after every word.
  function announce() {
    const sentence = status.textContent.trim();
    if (words.textContent !== sentence) words.textContent = sentence;
  }

  // --- leaving ------------------------------------------------------------------------------------------

  // A date that is half typed has no text that we could read or keep.
  function unfinishedDate() {
    return [...form.querySelectorAll("input[type=date]")].find((field) => field.validity.badInput);
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-saves")) {
      event.preventDefault();
      window.htmx.trigger(form, "save-now");
      return;
    }
    const unfinished = unfinishedDate();
    if (unfinished || leaving) event.preventDefault();
    if (unfinished) return unfinished.reportValidity();
    leaving = true;
  });

  window.addEventListener("pagehide", () => {
    if (!leaving && changes !== saved) navigator.sendBeacon(form.getAttribute("hx-post"), new FormData(form));
  });

  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  // --- arriving -----------------------------------------------------------------------------------------

  showQuestions();
  const summary = form.querySelector(".error-summary");
  if (summary) {
    history.replaceState(null, "", form.dataset.draft); // the address that submits cannot be opened again
    summary.tabIndex = -1;
    summary.focus();
  }
})();
