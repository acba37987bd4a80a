// Files dropped on a form's file field; the names of what was chosen stand below it.

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-drop-list]");
  zone.querySelector("[data-drop-hint]").hidden = false;

  const size = (bytes) => {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
    const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    const format = { style: "unit", unit: units[step], maximumFractionDigits: step === 0 ? 0 : 1 };
    return (bytes / 1000 ** step).toLocaleString(list.dataset.locale, format);
  };

  const show = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.className = "break";
        item.textContent = `${file.name}, ${size(file.size)}`;
        return item;
      }),
    );
  };

  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      zone.dataset.over = "yes";
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) delete zone.dataset.over;
  });
  zone.addEventListener("drop", (event) => {
    delete zone.dataset.over;
    if (!hasFiles(event)) return;
    event.preventDefault();
    // What was chosen before stays, whichever way it came.
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    show();
  });
  input.addEventListener("change", show);
  // A file that misses the field must not take the page away.
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => {
      if (hasFiles(event)) event.preventDefault();
    });
  }
}
