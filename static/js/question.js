/* The page of one question: saves by itself, keeps what could not be sent, listens to keys. */
(() => {
  "use strict";

  const form = document.getElementById("answer");
  if (!form) return;

  const PAUSE = 500;
  const RETRY = 5000;
  const url = form.dataset.autosave;
  const shelf = `wellarch:unsent:${url}`;
  const mayWrite = !form.querySelector("fieldset[disabled]");
  const find = (selector) => document.querySelector(selector);
  let timer = null;
  let isDirty = false;
  let isSending = false;
  let onward = null;

  // ---- saving ----

  const inConflict = () => Boolean(find("#answer-conflict .alert"));
  const values = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "base_version"].includes(name));
  const snapshot = () => JSON.stringify(values());
  let savedValues = snapshot();

  function say(text) {
    const place = find(".save-state");
    if (place) place.textContent = text;
  }

  function keep() {
    const base = form.elements.base_version.value;
    localStorage.setItem(shelf, JSON.stringify({ base, values: values() }));
  }

  function save() {
    clearTimeout(timer);
    if (!isDirty || !mayWrite || inConflict()) return;
    window.htmx.trigger(form, "save");
  }

  function changed(pause) {
    isDirty = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) changed(PAUSE);
  });

  form.addEventListener("change", (event) => {
    settle(event.target);
    changed(0);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isMerge = event.submitter?.name === "keep";
    if (isMerge) find("#answer-conflict").replaceChildren();
    else onward = find("[rel=next]")?.href || location.href;
    isDirty = true;
    save();
  });

  form.addEventListener("htmx:beforeRequest", () => {
    isSending = true;
    savedValues = snapshot();
    say(form.dataset.textSaving);
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    isSending = false;
    if (status === 200) done();
    else if (status === 0) offline();
    else if (status === 401) say(form.dataset.textSignedOut);
    else if (status !== 409 && status !== 422) say(`${form.dataset.textFailed} (${status})`);
    if (status === 409) find("#answer-conflict").focus();
    if (status !== 200) onward = null;
  });

  function done() {
    isDirty = snapshot() !== savedValues;
    if (!isDirty) localStorage.removeItem(shelf);
    window.announce?.(find(".save-state")?.textContent.trim());
    window.htmx.trigger("#side", "refresh-side");
    if (onward && !isDirty) location.assign(onward);
  }

  function offline() {
    say(form.dataset.textOffline);
    timer = setTimeout(save, RETRY);
  }

  window.addEventListener("online", save);

  window.addEventListener("pagehide", () => {
    if (!isDirty || isSending || inConflict() || !mayWrite) return;
    fetch(url, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, keepalive: true });
  });

  function restore() {
    const kept = JSON.parse(localStorage.getItem(shelf) || "null");
    if (!kept || !mayWrite || inConflict()) return;
    if (JSON.stringify(kept.values) === snapshot()) return localStorage.removeItem(shelf);
    const sent = new Map();
    for (const [name, value] of kept.values) sent.set(name, [...(sent.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.name === "base_version") continue;
      if (field.type === "checkbox") field.checked = (sent.get(field.name) || []).includes(field.value);
      else if (sent.has(field.name)) field.value = sent.get(field.name)[0];
    }
    form.elements.base_version.value = kept.base;
    changed(0);
  }

  // ---- one practice is in one state ----

  function settle(field) {
    if (field.matches("[data-none]") && field.checked) {
      form.querySelectorAll("[name=selected]").forEach((box) => { if (box !== field) box.checked = false; });
    } else if (field.name === "selected" && field.checked) {
      const none = form.querySelector("[data-none]");
      if (none && none !== field) none.checked = false;
      const state = document.getElementById(`status-${field.value}`);
      if (state) state.value = "";
    } else if (field.name.startsWith("status-") && field.value) {
      document.getElementById(`practice-${field.name.slice(7)}`).checked = false;
    }
  }

  // ---- whether the risk is shown is remembered ----

  document.addEventListener("toggle", (event) => {
    const panel = event.target;
    if (!panel.matches?.(".risk-panel") || panel.open === wantsRisk) return;
    wantsRisk = panel.open;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (panel.open) body.append("shows", "1");
    fetch(panel.dataset.remember, { method: "POST", body });
  }, true);
  let wantsRisk = Boolean(find(".risk-panel")?.open);

  form.addEventListener("htmx:afterSwap", () => {
    const panel = find(".risk-panel");
    if (panel) panel.open = wantsRisk;
  });

  // ---- keys ----

  const tick = (box) => box && mayWrite && box.click();
  const open = (link) => link && link.click();

  const KEYS = {
    j: () => open(find("[rel=next]")),
    k: () => open(find("[rel=prev]")),
    u: () => open(find("[data-next-unanswered]")),
    g: () => find("#tree [aria-current=page]")?.focus(),
    x: () => tick(form.elements.not_applicable),
    f: () => find("#flag")?.click(),
    n: () => {
      const notes = form.elements.notes;
      notes.focus();
      notes.setSelectionRange(notes.value.length, notes.value.length);
    },
    c: () => find("#capture")?.showModal(),
    0: () => tick(form.querySelector("[data-none]")),
    "/": () => find("#search").showModal(),
    "?": () => find("#keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return find("#search").showModal();
    }
    const typing = event.target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
    if (typing && event.key === "Escape" && !find("dialog[open]")) return event.target.blur();
    if (event.ctrlKey || event.metaKey || typing || find("dialog[open]")) return;
    const act = /^[1-9]$/.test(event.key)
      ? () => tick(form.querySelector(`[data-practice="${event.key}"] [name=selected]`))
      : KEYS[event.key] || KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
  });

  // ---- beside the question: the open section stays open, what was typed stays typed ----

  const SECTION = "wellarch:side";
  const sections = () => [...document.querySelectorAll("#side details[name=side]")];
  let typed = [];

  const isChanged = (field) => field.matches("select")
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue;

  function reopen() {
    const section = sections()[sessionStorage.getItem(SECTION) ?? 0];
    if (section) section.open = true;
  }

  find("#side").addEventListener("toggle", (event) => {
    const place = sections().indexOf(event.target);
    if (place >= 0 && event.target.open) sessionStorage.setItem(SECTION, place);
  }, true);

  find("#side").addEventListener("htmx:beforeSwap", () => {
    const place = sections().findIndex((section) => section.open);
    if (place >= 0) sessionStorage.setItem(SECTION, place);
    typed = [...document.querySelectorAll("#side :is(input, select, textarea)[id]")].filter(isChanged);
  });

  find("#side").addEventListener("htmx:afterSwap", () => {
    reopen();
    for (const { id, value } of typed) {
      const field = document.getElementById(id);
      const isOffered = !field?.options || [...field.options].some((option) => option.value === value);
      if (field && isOffered) field.value = value;
    }
  });
  reopen();

  // ---- a loose note: kept, then the sheet closes ----

  find("#capture")?.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    event.target.reset();
    find("#capture").close();
  });

  restore();
})();
