"use strict";
// Draws each chart into its place. `ast: true` lets Vega interpret expressions instead of
// compiling them, so the page needs no eval and its security policy can forbid it.
(async () => {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const options = { mode: "vega-lite", renderer: "svg", ast: true, actions: false };
  for (const [place, spec] of charts.entries()) {
    await vegaEmbed(document.getElementById(`chart-${place}`), spec, options);
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
