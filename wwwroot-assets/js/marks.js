// What stands on a chart beside its figures: letters for what happened, explained beneath the chart, and bubbles for what
// people say about a point, which lead to it. Both are in words in the page too: nothing is told by the chart alone.
// `t` is the tokens that charts.js has read for this drawing.

const STEP = 19; // px from one row of letters to the next
const LETTER = 24; // px that a letter takes
const LAST = 56; // px that the last figure takes
const AWAY = 24; // px from a point to its bubble

// ---------- What happened ----------
// <li data-mark-at="Mar 26" data-mark="A" data-mark-until="May 26"> puts a letter over a period and, over what lasted, a
// line to its last one. The letters step up where they would touch; a press leads to what the letter stands for.
let marksAreShown = localStorage.getItem("marks") !== "off";

export function marksOf(figure, rows, t) {
  const labels = rows.map((row) => row.label);
  const items = marksAreShown ? [...figure.querySelectorAll("[data-mark-at]")] : [];
  const width = figure.querySelector(".chart").clientWidth / Math.max(rows.length, 1);
  const ends = [];
  const annotations = {};
  for (const { dataset } of items) {
    const at = labels.indexOf(dataset.markAt);
    if (at < 0) continue;
    // Above the last figure, which is written out, the first row of letters stays free.
    let row = (rows.length - 1 - at) * width < LAST ? 1 : 0;
    while (ends[row] !== undefined && (at - ends[row]) * width < LETTER) row++;
    ends[row] = at;
    // The line beneath the letter belongs to the points that it crosses.
    const isLetter = ({ chart }, { y }) => y < chart.chartArea.top;
    const press = {
      click: (context, event) => { if (isLetter(context, event)) explain(dataset.mark); },
      enter: (context, event) => context.chart.canvas.classList.toggle("leads-on", isLetter(context, event)),
      leave: ({ chart }) => chart.canvas.classList.remove("leads-on"),
    };
    annotations[dataset.mark] = {
      type: "line", scaleID: "x", value: dataset.markAt, borderColor: t["ink-3"], borderWidth: 1, borderDash: [2, 3], drawTime: "beforeDatasetsDraw", ...press,
      label: { display: true, content: dataset.mark, position: "start", yAdjust: -20 - row * STEP, backgroundColor: t["ink-2"], color: t.surface, padding: { x: 5, y: 2 }, borderRadius: 4, font: { weight: "600", size: t.size } },
    };
    if (labels.includes(dataset.markUntil)) {
      annotations[`${dataset.mark}-until`] = {
        type: "line", xMin: dataset.markAt, xMax: dataset.markUntil, borderColor: t["ink-2"], borderWidth: 2,
        yMin: ({ chart }) => chart.scales.y?.max, yMax: ({ chart }) => chart.scales.y?.max,
      };
    }
  }
  return { annotations, top: 22 + Math.max(ends.length - 1, 0) * STEP };
}

function explain(letter) {
  const links = document.querySelectorAll(`.marks [data-mark="${letter}"] a`);
  if (links.length === 1) links[0].click();
  else links[0]?.focus();
}

/** Takes the letters off all charts or puts them back, and has them drawn again. */
export function onMarksToggled(draw) {
  const buttons = document.querySelectorAll("[data-marks-toggle]");
  for (const button of buttons) {
    button.hidden = false;
    button.ariaPressed = String(marksAreShown);
    button.addEventListener("click", () => {
      marksAreShown = !marksAreShown;
      localStorage.setItem("marks", marksAreShown ? "on" : "off");
      for (const other of buttons) other.ariaPressed = String(marksAreShown);
      draw();
    });
  }
}

// ---------- What people say ----------
// <a data-point data-comments="2"> in a row puts a bubble with that number at the row's point. A press, of a finger too,
// leads where the link leads; from the keyboard the link does.
export function commentsOf(rows, t) {
  const values = rows.map((row) => row.value).filter((value) => value != null);
  const middle = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  const annotations = {};
  for (const row of rows.filter((one) => one.comments > 0)) {
    // Towards the middle of the chart there is room, and neither the axis nor a letter is in the way.
    const isBelow = row.value != null && row.value >= middle;
    annotations[`comments-${row.label}`] = {
      type: "label", xValue: row.label, yValue: row.value ?? (({ chart }) => chart.scales.y?.min), yAdjust: isBelow ? AWAY : -AWAY,
      content: String(row.comments), backgroundColor: t.surface, color: t.ink, borderColor: t["ink-2"], borderWidth: 1.5, borderRadius: 8, padding: { x: 6, y: 2 }, font: { weight: "600", size: t.size },
      callout: { display: true, borderColor: t["ink-2"], borderWidth: 1.5, margin: 0, start: "50%", side: 4 },
      click: () => location.assign(row.link),
      enter: ({ chart }) => chart.canvas.classList.add("leads-on"),
      leave: ({ chart }) => chart.canvas.classList.remove("leads-on"),
    };
  }
  return annotations;
}
