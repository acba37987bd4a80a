// Search in a dialog: Ctrl K or the button in the header. Without this script the button leads to the page /search.

const pause = 150;
const dialog = document.getElementById("search");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const said = dialog?.querySelector("[role=status]");

let waiting;
let asked;
let active = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

const choose = (at) => {
  const all = options();
  active = all.length === 0 ? -1 : (at + all.length) % all.length;
  for (const [place, option] of all.entries()) option.setAttribute("aria-selected", place === active);
  if (active < 0) {
    input.removeAttribute("aria-activedescendant");
  } else {
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }
};

const ask = async () => {
  asked?.abort();
  asked = new AbortController();
  const address = new URL(dialog.dataset.results, location.href);
  address.searchParams.set("q", input.value);
  const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  list.innerHTML = await answer.text();
  said.textContent = list.firstElementChild.dataset.say;
  input.setAttribute("aria-expanded", options().length > 0);
  choose(0);
};

const open = () => {
  if (dialog.open) return;
  dialog.showModal();
  input.select();
  ask();
};

if (dialog) {
  for (const opener of document.querySelectorAll("[data-search]")) {
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  }

  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, pause);
  });

  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      // Once, where a search field would first be emptied.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options()[active].click();
    }
  });

  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
