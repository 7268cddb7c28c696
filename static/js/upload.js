// Drag and drop with progress for components/file_drop.html. htmx sends the form and swaps the answer in; this file
// turns a drop or a choice into a submit, refuses what is plainly too large, and shows how far the upload is.

(() => {
  const zoneOf = (event) => event.target.closest?.("[data-drop-zone]");

  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      const zone = zoneOf(event);
      if (!zone) return;
      event.preventDefault();
      zone.dataset.dragging = "";
    });
  }

  document.addEventListener("dragleave", (event) => {
    const zone = zoneOf(event);
    if (zone && !zone.contains(event.relatedTarget)) delete zone.dataset.dragging;
  });

  document.addEventListener("drop", (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    delete zone.dataset.dragging;
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    send(input);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-upload] input[type=file]")) send(event.target);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form || !event.detail.lengthComputable) return;
    const percent = Math.round((100 * event.detail.loaded) / event.detail.total);
    form.querySelector("progress").value = percent;
    say(form, percent < 100 ? `Uploading: ${percent} %` : "Uploaded. Checking the file.");
  });

  // The server could not be reached: the file is still chosen, so it can be sent again.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form) return;
    say(form, "The upload was interrupted. Please choose the file again.");
    form.querySelector("progress").hidden = true;
  });

  function send(input) {
    if (!input.files.length) return;
    const tooLarge = [...input.files].find((file) => file.size > input.dataset.maxMb * 1024 * 1024);
    if (tooLarge) {
      say(input.form, `“${tooLarge.name}” is larger than ${input.dataset.maxMb} MB.`);
      input.form.querySelector("progress").hidden = true;
      input.value = "";
      return;
    }
    input.form.querySelector("progress").hidden = false;
    say(input.form, "Uploading");
    input.form.requestSubmit();
  }

  function say(form, words) {
    const box = form.querySelector("[data-upload-progress]");
    box.hidden = false;
    box.querySelector("[role=status]").textContent = words;
  }
})();
