"use strict";
// Sorts, filters and renews the index; what is picked, sorted and filtered outlives a renewal.
(() => {
  const byId = (name) => document.getElementById(name);
  const table = byId("runs");
  const body = () => table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const sorted = { column: -1, descending: false };

  const key = (row, column) => row.cells[column].dataset.order;
  const compare = (column, numeric) => (one, other) => {
    const [a, b] = [key(one, column), key(other, column)];
    if (a === "" || b === "") return (a === "") - (b === ""); // nothing stands last either way
    const order = numeric ? Number(a) - Number(b) : a.localeCompare(b, "en", { numeric: true });
    return sorted.descending ? -order : order;
  };
  const arrange = () => {
    if (sorted.column < 0) return;
    const numeric = heads[sorted.column].dataset.kind === "number";
    const rows = [...body().rows].sort(compare(sorted.column, numeric));
    body().append(...rows);
    heads.forEach((head, column) => {
      const direction = sorted.descending ? "descending" : "ascending";
      if (column === sorted.column) head.setAttribute("aria-sort", direction);
      else head.removeAttribute("aria-sort");
    });
    byId("sort").value = `${sorted.column} ${sorted.descending}`;
  };
  const sortBy = (column, descending) => {
    Object.assign(sorted, { column, descending });
    arrange();
  };

  const picked = () => [...body().querySelectorAll("input:checked")];
  const filter = () => {
    const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of body().rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    const counts = [];
    if (words.length) counts.push(`${shown} of ${body().rows.length} shown`);
    if (picked().length) counts.push(`${picked().length} picked`);
    byId("status").value = counts.join(", ");
    byId("compare").disabled = picked().length < 2;
  };

  const renew = (page) => {
    const kept = new Set(picked().map((box) => box.value));
    const focused = document.activeElement?.closest?.("tr[data-id]")?.dataset.id;
    const inBox = document.activeElement?.type === "checkbox";
    byId("said").textContent = page.getElementById("said").textContent;
    body().replaceWith(document.adoptNode(page.getElementById("runs").tBodies[0]));
    for (const box of body().querySelectorAll("input")) box.checked = kept.has(box.value);
    arrange();
    filter();
    if (!focused) return;
    const row = [...body().rows].find((one) => one.dataset.id === focused);
    row?.querySelector(inBox ? "input" : "a")?.focus();
  };
  const look = async () => {
    try {
      const { version } = await (await fetch("/api/version", { cache: "no-store" })).json();
      if (version === document.documentElement.dataset.version) return;
      const text = await (await fetch("/", { cache: "no-store" })).text();
      const page = new DOMParser().parseFromString(text, "text/html");
      renew(page);
      document.documentElement.dataset.version = page.documentElement.dataset.version;
    } catch {
      byId("status").value = "The server has ended; this is what it said last.";
    }
  };

  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    if (!button) return;
    // figures are looked at from the highest, names from the first
    const first = head.dataset.kind === "number";
    button.addEventListener("click", () => {
      sortBy(column, sorted.column === column ? !sorted.descending : first);
    });
    for (const [descending, arrow] of [[false, "↑"], [true, "↓"]]) {
      byId("sort").append(new Option(`${button.textContent} ${arrow}`, `${column} ${descending}`));
    }
  });
  byId("sort").value = "";
  byId("sort").addEventListener("change", ({ target }) => {
    const [column, descending] = target.value.split(" ");
    sortBy(Number(column), descending === "true");
  });
  byId("filter").addEventListener("input", filter);
  byId("filter").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // a filter compares nothing
  });
  table.addEventListener("change", filter);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input[type=search]")) return;
    event.preventDefault();
    byId("filter").focus();
  });
  setInterval(() => document.hidden || look(), 2000);
  filter();
})();
