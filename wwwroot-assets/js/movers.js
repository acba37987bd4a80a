// The customers that moved a bar of the bridge most, under the chart: when a bar is pointed at, pressed or touched, and
// when a link to them has the focus or is followed. Without this script the links lead to the same on a page of its own.

const REST = 350; // ms that a pointer or the focus must rest before anything is fetched
const fetched = new Map();

function fragmentOf(address) {
  const url = new URL(address, location.href);
  url.pathname += "/fragment";
  return url;
}

async function read(address) {
  if (!fetched.has(address)) {
    const answer = await fetch(fragmentOf(address));
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    fetched.set(address, await answer.text());
  }
  return fetched.get(address);
}

for (const panel of document.querySelectorAll("[data-movers-panel]")) {
  const figure = panel.closest("figure");
  let wanted = null;
  let timer = 0;

  const hide = () => {
    wanted = null;
    panel.hidden = true;
    panel.replaceChildren();
    panel.style.minHeight = "";
  };

  const show = async (address, isAsked) => {
    clearTimeout(timer);
    wanted = address;
    let html;
    try {
      html = await read(address);
    } catch {
      // The page says what is wrong; who only pointed is left in peace.
      if (isAsked) location.assign(address);
      return;
    }
    if (wanted !== address) return;
    if (panel.dataset.shown !== address || panel.hidden) {
      panel.style.minHeight = `${panel.offsetHeight}px`; // what lies beneath stays where it is
      panel.innerHTML = html;
      const heading = panel.querySelector("h3");
      const close = document.createElement("button");
      close.type = "button";
      close.className = "btn btn-quiet no-print";
      close.textContent = panel.dataset.close;
      close.addEventListener("click", () => {
        const link = figure.querySelector(`.links a[data-movers][href="${CSS.escape(panel.dataset.link)}"]`);
        hide();
        link?.focus();
      });
      const head = document.createElement("div");
      head.className = "section-head";
      panel.querySelector("h3").replaceWith(head);
      head.append(heading, close);
      panel.hidden = false;
      panel.dataset.shown = address;
      panel.dataset.link = new URL(address).pathname + new URL(address).search;
    }
    if (isAsked) {
      panel.querySelector("h3").focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    }
  };

  const rest = (address) => {
    if (wanted === address) return;
    wanted = address;
    clearTimeout(timer);
    timer = setTimeout(() => show(address, false), REST);
  };

  figure.addEventListener("bar-pointed", ({ detail }) => {
    if (!detail.isTouch) rest(detail.address);
  });
  figure.addEventListener("bar-pressed", ({ detail }) => show(detail.address, true));
  figure.addEventListener("focusin", ({ target }) => {
    if (target.matches("a[data-movers]") && target.matches(":focus-visible")) rest(target.href);
  });
  figure.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-movers]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.href, true);
  });
}
