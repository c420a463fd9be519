"use strict";
(() => {
  const form = document.querySelector("form");
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const entries = Array.from(document.querySelectorAll("#options > li"), (item) => ({
    item,
    details: item.firstElementChild,
    summary: item.querySelector("summary"),
    name: item.id.slice("opt-".length).toLowerCase(),
    text: item.textContent.toLowerCase(),
  }));
  const list = document.getElementById("options");
  const inOrder = entries.slice();

  // Words in the name count more than words elsewhere, and names that start or end with them more still; 0 leaves an entry out.
  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      if (!entry.text.includes(word) && !entry.name.includes(word)) return 0;
      sum += 1;
      if (entry.name.includes(word)) sum += 10;
      if (entry.name === word) sum += 100;
      else if (entry.name.startsWith(word) || entry.name.endsWith("." + word)) sum += 20;
    }
    return sum - entry.name.length / 1000;
  };

  const visible = () => Array.from(list.children).filter((item) => !item.hidden);

  const show = (announce) => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const scored = inOrder.map((entry) => ({ entry, score: words.length === 0 ? 1 : score(entry, words) }));
    if (words.length > 0) scored.sort((a, b) => b.score - a.score);
    for (const { entry, score: points } of scored) {
      entry.item.hidden = points <= 0;
      list.append(entry.item);
    }
    const count = scored.filter((each) => each.score > 0).length;
    if (announce) found.textContent = words.length === 0 ? "" : count === 1 ? "1 option" : count + " options";
    const query = search.value.trim();
    history.replaceState(null, "", location.pathname + (query === "" ? "" : "?q=" + encodeURIComponent(query)) + location.hash);
  };

  const open = (id) => {
    const item = document.getElementById(id);
    if (item === null || item.firstElementChild.tagName !== "DETAILS") return;
    item.hidden = false;
    item.firstElementChild.open = true;
    item.scrollIntoView();
    item.querySelector("summary").focus({ preventScroll: true });
  };

  const move = (by) => {
    const items = visible();
    const here = items.findIndex((item) => item.contains(document.activeElement));
    const next = here + by;
    if (next < 0) search.focus();
    else if (next < items.length) {
      const summary = items[next].querySelector("summary");
      summary.focus();
      summary.scrollIntoView({ block: "nearest" });
    }
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(true), 60);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show(true);
    const first = visible()[0];
    if (first !== undefined) open(first.id);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && document.activeElement !== search) search.focus();
    else if (event.key === "Escape") {
      search.value = "";
      for (const entry of entries) entry.details.open = false;
      show(true);
      search.focus();
    } else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp" && document.activeElement !== search) move(-1);
    else return;
    event.preventDefault();
  });
  addEventListener("hashchange", () => open(decodeURIComponent(location.hash.slice(1))));

  form.hidden = false;
  search.value = new URLSearchParams(location.search).get("q") ?? "";
  if (search.value !== "") show(true);
  if (location.hash.length > 1) open(decodeURIComponent(location.hash.slice(1)));
})();
