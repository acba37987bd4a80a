// The sandbox answers at once: after a change the result is fetched and the address says the same. Without this script a
// button does it.

const pause = 400; // ms without typing before anything is asked
const form = document.querySelector("form[data-try]");
const result = document.querySelector("[data-try-result]");
const said = document.querySelector("[data-try-said]");
const carry = document.querySelector("[data-try-carry]");

let waiting;
let asked;

const ask = async () => {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set("part", "result");
  result.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal }).catch((error) => error);
  if (answer.name === "AbortError") return;
  result.removeAttribute("aria-busy");
  // What is wrong, the page itself says.
  if (!answer.ok || answer.redirected) {
    form.submit();
    return;
  }
  result.innerHTML = await answer.text();
  const state = result.querySelector("[data-try-state]");
  const wrong = result.querySelector("[data-try-wrong]");
  said.textContent = (wrong ?? result.querySelector("[data-try-summary]"))?.textContent ?? "";
  if (wrong) return;
  history.replaceState(null, "", result.querySelector("[data-address]").dataset.address);
  carry?.replaceChildren(...[...state.children].map((input) => input.cloneNode()));
};

if (form && result) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, pause);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
}
