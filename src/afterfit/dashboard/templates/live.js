"use strict";
// Looks every two seconds whether the page's run has changed, and then shows the page anew; the
// browser keeps the place where the reader was. Whoever is at work on the page is not disturbed.
(() => {
  const { watch, version } = document.documentElement.dataset;
  let touched = -Infinity;
  for (const kind of ["pointerdown", "keydown", "input"]) {
    addEventListener(kind, () => (touched = performance.now()), { capture: true });
  }
  const isBusy = () => document.hidden || performance.now() - touched < 10_000;
  const look = async () => {
    try {
      const answer = await fetch(watch, { cache: "no-store" });
      if (answer.ok && (await answer.json()).version !== version) location.reload();
    } catch {
      // the server has ended: what is shown stays as it is
    }
  };
  setInterval(() => isBusy() || look(), 2000);
})();
