// Small behaviours that the pages share. Everything works as plain HTML without them.

const root = document.documentElement;
const isDark = () =>
  (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
}

for (const opener of document.querySelectorAll("[data-dialog]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.dialog).showModal());
}

// After a form that was not right, typing goes on in the first field that has to change; where it is none, what is wrong is read.
(document.querySelector("main [aria-invalid='true']") ?? document.querySelector("main [role='alert'][tabindex]"))?.focus();

// A menu closes when attention goes elsewhere.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// A secret that is shown once is copied with one press.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.querySelector("[data-copied]").hidden = false;
  });
}

// The link to a view, with everything chosen in it, is copied instead of followed.
for (const link of document.querySelectorAll("[data-copy-link]")) {
  link.querySelector("[data-plain]").hidden = true;
  link.querySelector("[data-copy-text]").hidden = false;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const said = link.parentElement.querySelector("[data-copied-text]");
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = said.dataset.copiedText;
    } catch {
      location.assign(link.href);
    }
  });
}

// A slider with a readable value and steps that a thumb can hit.
for (const stepper of document.querySelectorAll("[data-stepper]")) {
  const input = stepper.querySelector("input");
  const output = document.getElementById(stepper.dataset.stepper);
  const percent = new Intl.NumberFormat(root.lang, { style: "percent" });
  const show = () => {
    output.value = percent.format(input.valueAsNumber / 100);
    input.setAttribute("aria-valuetext", output.value);
  };
  input.addEventListener("input", show);
  for (const button of stepper.querySelectorAll("button[data-step]")) {
    button.addEventListener("click", () => {
      input.valueAsNumber += Number(button.dataset.step);
      show();
    });
  }
  show();
}

// Paper has no disclosure triangles: open every table under a chart, and close them again afterwards.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open], [data-menu], .info, :has(form))")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});

// A page that shows work under way is drawn anew until the work is over.
for (const waiting of document.querySelectorAll("[data-reload]")) {
  setTimeout(() => location.reload(), Number(waiting.dataset.reload));
}
