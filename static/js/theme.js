// Light or dark: decided before the first paint, so this file is loaded early and not deferred.
// The choice ("light" or "dark") is kept in this browser; without one the system's setting is followed.

(() => {
  const root = document.documentElement;
  const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
  const printing = window.matchMedia("print"); // paper is white, whatever the screen is
  root.classList.add("js");

  // Storage can be switched off; the page then follows the system.
  function remembered() {
    try {
      return localStorage.getItem("duet-theme") ?? "system";
    } catch {
      return "system";
    }
  }

  function remember(choice) {
    try {
      localStorage.setItem("duet-theme", choice);
    } catch {
      // Nothing to do: the choice lasts for this page.
    }
  }

  function show(choice) {
    const dark = choice === "dark" || (choice === "system" && systemIsDark.matches);
    root.dataset.bsTheme = dark && !printing.matches ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  }

  show(remembered());
  for (const media of [systemIsDark, printing]) media.addEventListener("change", () => show(remembered()));
  document.addEventListener("DOMContentLoaded", () => show(remembered()));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    remember(button.dataset.themeChoice);
    show(button.dataset.themeChoice);
  });
})();
