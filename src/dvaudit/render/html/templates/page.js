"use strict";
(() => {
  const all = (query, from = document) => [...from.querySelectorAll(query)];

  // Filters: a row is shown when it fits every choice; what belongs to no shown row is hidden with it.
  const form = document.querySelector("form.filters");
  if (form) {
    const rows = all("tr[data-at]");
    const parts = all("article[data-cause], div[data-at], li[data-cause], li[data-at]");
    const lists = all(".questions");
    const said = form.querySelector(".shown");
    const filter = () => {
      const choices = all("select", form).filter((one) => one.value).map((one) => [one.name, one.value]);
      const shown = { cause: new Set(), at: new Set() };
      for (const row of rows) {
        row.hidden = !choices.every(([name, value]) => row.dataset[name] === value);
        if (!row.hidden) {
          shown.at.add(row.dataset.at);
          shown.cause.add(row.dataset.cause);
        }
      }
      for (const part of parts) {
        const kind = part.dataset.cause ? "cause" : "at";
        part.hidden = choices.length > 0 && !shown[kind].has(part.dataset[kind]);
      }
      for (const list of lists) list.hidden = !list.querySelector("li:not([hidden])");
      document.querySelector("p.none").hidden = shown.at.size > 0;
      said.textContent = form.dataset.shown.replace("%", shown.at.size.toLocaleString(document.documentElement.lang));
    };
    form.addEventListener("change", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    filter();
    addEventListener("pageshow", filter); // a browser that remembers choices sets them late
  }

  // Copying: the questions that are shown, numbered, a line each.
  const copy = async (text, list) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(list);
      return document.execCommand("copy");
    }
    return true;
  };
  for (const button of all("button.copy")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const list = button.closest(".questions").querySelector("ol");
      const lines = all("li:not([hidden])", list).map((one, at) => `${at + 1}. ${one.textContent}`);
      if (await copy(lines.join("\n") + "\n", list)) {
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = label; }, 2000);
      }
    });
  }
})();
