"use strict";
// Looks every two seconds whether the page's runs have changed, and then shows the page anew; the
// browser keeps the place where the reader was.
(() => {
  const { watch, version } = document.documentElement.dataset;
  const look = async () => {
    try {
      const answer = await fetch(watch, { cache: "no-store" });
      if (answer.ok && (await answer.json()).version !== version) location.reload();
    } catch {
      // the server has ended: what is shown stays as it is
    }
  };
  setInterval(() => document.hidden || look(), 2000);
})();
