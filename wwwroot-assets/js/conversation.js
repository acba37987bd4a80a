// Mentions at the keyboard: @ opens a list of the people who may see the page, taken from the select that names them
// where this script does not run. And a link to a comment opens the fold that it lies in.

const most = 8;
const choice = document.querySelector("[data-mention-choice]");
const said = document.querySelector("[data-mention-said]");
const people = [...(choice?.querySelectorAll("option[data-handle]") ?? [])].map((option) => option.dataset.handle);

if (choice) choice.hidden = true;

// What stands between an @ and the cursor, or null when no name is being typed.
const typed = (field) => {
  const before = field.value.slice(0, field.selectionStart);
  const at = before.lastIndexOf("@");
  if (at < 0 || /[\p{L}\p{N}]/u.test(before[at - 1] ?? "")) return null;
  const text = before.slice(at + 1);
  return /[\n@]/.test(text) || text.length > 60 ? null : { at, text };
};

const fitting = (text) => {
  const words = text.toLocaleLowerCase();
  return people.filter((name) => ` ${name.toLocaleLowerCase()}`.includes(` ${words}`)).slice(0, most);
};

for (const [number, field] of document.querySelectorAll("textarea[data-mentions]").entries()) {
  const list = document.createElement("ul");
  list.id = `people-${number}`;
  list.className = "people";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", choice?.querySelector("label")?.textContent ?? "@");
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let active = 0;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (at) => {
    active = (at + list.children.length) % list.children.length;
    for (const [place, option] of [...list.children].entries()) option.setAttribute("aria-selected", place === active);
    field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };

  const take = (name) => {
    const { at } = typed(field);
    field.setRangeText(`@${name} `, at, field.selectionStart, "end");
    close();
    field.focus();
  };

  const offer = () => {
    const now = typed(field);
    const names = now ? fitting(now.text) : [];
    // A name that is written out needs no list.
    if (names.length === 0 || (names.length === 1 && now.text.trim() === names[0])) return close();
    list.replaceChildren(...names.map((name, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.role = "option";
      option.textContent = name;
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(name);
      });
      return option;
    }));
    list.hidden = false;
    mark(0);
    said.textContent = (names.length === 1 ? said.dataset.one : said.dataset.many).replace("{0}", names.length);
  };

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(active + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[active].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

const arrive = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
};

addEventListener("hashchange", arrive);
arrive();
