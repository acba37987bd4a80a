// Files that are being imported: their progress as it goes, and the result as soon as there is one.

const between = 700;

const show = (upload, state) => {
  const bar = upload.querySelector("progress");
  const share = state.sizeBytes === 0 ? 0 : Math.min(1, state.bytesRead / state.sizeBytes);
  bar.value = share * 100;
  if (state.status !== "running") return;
  const locale = bar.dataset.locale;
  upload.querySelector("[data-upload-state]").textContent = bar.dataset.template
    .replace("{rows}", state.rowsRead.toLocaleString(locale))
    .replace("{speed}", state.rowsPerSecond.toLocaleString(locale))
    .replace("{percent}", share.toLocaleString(locale, { style: "percent" }));
};

const follow = async (upload) => {
  const address = upload.dataset.upload;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, between));
    const answer = await fetch(`${address}/progress`).catch(() => null);
    if (!answer?.ok) continue;
    const state = await answer.json();
    show(upload, state);
    if (!state.isFinished) continue;
    // On its own page the result takes its place; in a list the page is drawn anew.
    location.replace(location.pathname.startsWith(address) ? address : location.href);
    return;
  }
};

for (const upload of document.querySelectorAll("[data-upload]")) follow(upload);
