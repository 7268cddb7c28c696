// A draft while it is written: saves by itself, keeps the text when saving fails, shows the questions that apply.
// This file says when to save and htmx sends the form (templates/intake/draft.html). Which questions are asked is decided
// on the server: every answer to a save names them (templates/intake/_saved.html). htmx sends one save at a time, so that
// no answer overtakes another.

(() => {
  const form = document.getElementById("request-form");
  const status = document.getElementById("save-status");
  const words = document.getElementById("save-words");
  const amount = document.getElementById("id_value");
  const currency = document.getElementById("id_currency");
  const questions = [...form.querySelectorAll("[data-question]")];
  const PAUSE = 700; // milliseconds without a key before text is saved
  const AT_ONCE = 50; // after a choice: the next question may depend on it
  const AFTER_A_CLICK = 300;
  const TRY_AGAIN = 10_000;
  const CHANGED = 409; // another window changed the draft since this one last saved it

  let changes = 0; // counted, so that an answer is not taken for a later change
  let saved = 0;
  let sent = 0;
  let leaving = false;
  let timer;
  let answer = null; // what the server said of the last save: {read, draft, asked, typed, figures, currency}

  // --- what the answer to a save changes on the page ----------------------------------------------------

  // Shows what is asked now. Nothing is taken from somebody who is writing: a question in which they are is hidden when
  // they leave it, and after a change that is not saved yet the next answer decides. What is hidden keeps its text.
  function showQuestions() {
    const asked = answer.asked.split(" ");
    let reappeared = false;
    for (const question of questions) {
      const isAsked = asked.includes(question.dataset.question);
      if (question.hidden !== isAsked) continue;
      if (!isAsked && (changes !== saved || question.contains(document.activeElement))) continue;
      question.hidden = question.disabled = !isAsked;
      reappeared ||= isAsked && isAnswered(question);
    }
    if (reappeared) changed(AT_ONCE); // the server has not seen that answer, and further questions may hang on it
  }

  function isAnswered(question) {
    const fields = [...question.querySelectorAll("input, select, textarea")];
    return fields.some((field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim()));
  }

  // “USD 48,000” moves its currency to the list beside it, unless somebody is still writing it.
  function moveCurrency() {
    if (amount === document.activeElement || amount.value.trim() !== answer.typed) return;
    amount.value = answer.figures;
    currency.value = answer.currency;
  }

  // What was understood otherwise than it stands there: shown below its field, and sent along as seen. A day that can be
  // two is asked about at once.
  function showReadings(readings, either) {
    for (const line of form.querySelectorAll("[data-reading-of]")) {
      const name = line.dataset.readingOf;
      const words = readings[name] ? `We read: ${readings[name]}` : "";
      if (either[name]) askWhich(line, either[name]);
      else if (line.textContent.trim() !== words) line.textContent = words;
    }
    form.querySelector("[name=readings_seen]").value = Object.values(readings).join("\n");
  }

  function askWhich(line, days) {
    const buttons = days.map((day) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-quiet btn-sm";
      button.textContent = day;
      button.addEventListener("click", () => {
        const field = form.querySelector(`[name=${CSS.escape(line.dataset.readingOf)}]`);
        field.value = day;
        line.textContent = "";
        field.focus();
        changed(AT_ONCE);
      });
      return button;
    });
    if (line.textContent !== ["Which one is it? ", ...days].join("")) line.replaceChildren("Which one is it? ", ...buttons);
  }

  function follow() {
    if (!answer) return;
    showQuestions();
    moveCurrency();
  }

  // Not at once: the click that left a question must still hit what it was meant for.
  form.addEventListener("focusout", () => setTimeout(follow, AFTER_A_CLICK));

  // --- saving -------------------------------------------------------------------------------------------

  form.addEventListener("input", (event) => {
    changed(event.target.matches("select, [type=radio], [type=checkbox]") ? AT_ONCE : PAUSE);
  });

  function changed(pause) {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(saveNow, pause);
  }

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
    if (elt === form && xhr.status === CHANGED) return announce(); // the page keeps its text and leads to the difference
    if (elt !== form || !successful || isSignIn(xhr)) return;
    saved = sent;
    delete status.dataset.state;
    const line = status.querySelector("[data-asked]"); // none when the server says why it keeps nothing any more
    if (line) {
      answer = { ...line.dataset };
      form.querySelector("[name=form_read]").value = answer.read;
      showReadings(JSON.parse(answer.readings), JSON.parse(answer.either));
      form.dispatchEvent(new CustomEvent("faults", { detail: JSON.parse(answer.faults) })); // static/js/errors.js
      history.replaceState(null, "", answer.draft); // the first save made the draft: a reload must find it
    }
    if (unfinishedDate()) status.append(` ${status.dataset.incomplete}`);
    announce();
    follow();
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

  const summary = form.querySelector(".error-summary");
  if (summary) {
    history.replaceState(null, "", form.dataset.draft); // the address that submits cannot be opened again
    summary.tabIndex = -1;
    summary.focus();
  }
})();
