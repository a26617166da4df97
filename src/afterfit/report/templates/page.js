"use strict";
// Draws each chart into its place. `ast: true` lets Vega interpret expressions instead of
// compiling them, so the page needs no eval and its security policy can forbid it.
// On a phone panels stand one below the other, charts are as wide as the page, and headings wrap.
const forPhone = (spec, room) => {
  const smallest = 26; // a cell with a number in it
  const lines = (text, letters) =>
    [text].flat().flatMap((line) => line.match(new RegExp(`.{1,${letters}}(?=\\s|$)|\\S+`, "g")) ?? [line])
      .map((line) => line.trim());
  const heading = (title) => title && {
    ...title,
    text: lines(title.text, Math.floor(room / 7.6)),
    ...(title.subtitle && { subtitle: lines(title.subtitle, Math.floor(room / 6.1)) }),
  };
  const besideOf = (panel) => { // what labels and title of the rows take
    const names = panel.encoding?.y?.scale?.domain?.map?.((name) => String(name).length);
    return names ? Math.min(150, 6.2 * Math.max(...names)) + 50 : 130;
  };
  const narrow = (panel) => {
    const beside = besideOf(panel);
    const cells = panel.encoding?.x?.scale?.domain?.length;
    const step = Math.floor((room - beside) / cells);
    if (panel.width?.step > step && step >= smallest) {
      return { ...panel, width: { step }, ...(panel.height?.step && { height: { step } }) };
    }
    return panel.width > room - beside ? { ...panel, width: room - beside } : panel;
  };
  const labelled = (panel, first) => {
    if (panel.encoding?.y?.axis !== null) return panel;
    const y = { ...panel.encoding.y, axis: first.encoding.y.axis };
    return { ...panel, encoding: { ...panel.encoding, y } };
  };
  const below = (panels) => panels.map((panel) => narrow({ ...labelled(panel, panels[0]), title: heading(panel.title) }));
  const { hconcat, concat, vconcat, columns, ...rest } = spec;
  const panels = hconcat ?? concat ?? vconcat;
  const legend = { ...spec.config?.legend, orient: "bottom", columns: 2, labelLimit: room / 2 };
  const axisX = { ...spec.config?.axisX, titleAnchor: "end" }; // a long title has room to the left
  const base = { ...rest, title: heading(spec.title), config: { ...spec.config, legend, axisX } };
  if (panels) return { ...base, vconcat: below(panels) };
  if (!(spec.width > room - besideOf(spec))) return narrow(base);
  return { ...base, width: room, autosize: { type: "fit-x", contains: "padding" } };
};
(async () => {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const options = { mode: "vega-lite", renderer: "svg", ast: true, actions: false };
  for (const [place, spec] of charts.entries()) {
    const home = document.getElementById(`chart-${place}`);
    const room = home.clientWidth || document.getElementById("content").clientWidth - 4; // folded
    // fitting the width of rows of fixed height is no warning to its reader
    if (innerWidth < 700) await vegaEmbed(home, forPhone(spec, room), { ...options, logLevel: 1 });
    else await vegaEmbed(home, spec, options);
  }
  document.documentElement.dataset.charts = "drawn";
})();
// One variant at a time: whoever picks one sees it wherever there is a choice, and the picked tab
// stays where it is on the screen although the parts above it may be of another height.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const show = (name) => {
    for (const group of all(".alternatives")) {
      const tabs = [...group.querySelectorAll(":scope > .tabs > [role=tab]")];
      if (!tabs.some((tab) => tab.dataset.name === name)) continue;
      for (const tab of tabs) {
        const picked = tab.dataset.name === name;
        tab.setAttribute("aria-selected", picked);
        tab.tabIndex = picked ? 0 : -1;
        document.getElementById(tab.getAttribute("aria-controls")).hidden = !picked;
      }
    }
  };
  const pick = (tab) => {
    const before = tab.getBoundingClientRect().top;
    show(tab.dataset.name);
    tab.focus({ preventScroll: true });
    scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
  };
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  for (const tablist of all("[role=tablist]")) {
    const tabs = [...tablist.children];
    tablist.addEventListener("click", ({ target }) => {
      if (tabs.includes(target)) pick(target);
    });
    tablist.addEventListener("keydown", ({ key, target }) => {
      if (key in steps) pick(tabs.at((tabs.indexOf(target) + steps[key]) % tabs.length));
    });
  }
  for (const first of all("[role=tablist] > :first-child").reverse()) show(first.dataset.name);
  document.documentElement.classList.add("scripted");
})();
// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
