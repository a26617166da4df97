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
// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
