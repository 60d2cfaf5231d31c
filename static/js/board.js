// The board of a plan: cards move by mouse and by keys; each move sends the card's own form.
(() => {
  "use strict";

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const title = (card) => find(".card-title", card);
  let dragged = null;
  let moved = "";

  function move(card, column) {
    const form = card && column && find(".card-move form", card);
    if (!form || card.closest("[data-status]") === column) return;
    moved = title(card).id;
    form.elements.status.value = column.dataset.status;
    form.requestSubmit();
  }

  // After a move the board is another one: the focus goes back to the card.
  document.addEventListener("htmx:afterSettle", () => {
    if (moved) document.getElementById(moved)?.focus();
    moved = "";
  });

  document.addEventListener("keydown", (event) => {
    const card = event.target.matches(".card-title") && event.target.closest("[data-card]");
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
    const row = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
    if (!step && !row) return;
    event.preventDefault();
    const columns = all("[data-status]", card.closest("[data-board]"));
    const here = columns.indexOf(card.closest("[data-status]"));
    if (event.shiftKey) return void move(card, columns[here + step]);
    const cards = all("[data-card]", columns[here]);
    const place = cards.indexOf(card);
    if (row) return void (cards[place + row] && title(cards[place + row]).focus());
    for (let at = here + step; columns[at]; at += step) {
      const others = all("[data-card]", columns[at]);
      if (others.length) return void title(others[Math.min(place, others.length - 1)]).focus();
    }
  });

  const columnAt = (event) => dragged && event.target.closest?.("[data-status]");
  const mark = (column) => {
    for (const one of all(".is-target")) one.classList.remove("is-target");
    column?.classList.add("is-target");
  };

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-card][draggable]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", title(dragged).textContent);
  });
  document.addEventListener("dragover", (event) => {
    const column = columnAt(event);
    if (dragged) mark(column);
    if (column) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const column = columnAt(event);
    if (!column) return;
    event.preventDefault();
    move(dragged, column);
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });

  // One box ticks every row.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    for (const box of all("tbody [name=item]")) box.checked = event.target.checked;
  });
})();
