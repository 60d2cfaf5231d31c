// What every page shares. Everything here is an extra: pages read and save without it.

const find = (selector, root = document) => root.querySelector(selector);

// Screen readers: one region that stays, at most one message in five seconds, the newest wins.
let spokenAt = 0;
let waiting = 0;
function announce(text) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    spokenAt = Date.now();
    find("#live").textContent = text;
  }, Math.max(0, spokenAt + 5000 - Date.now()));
}
window.announce = announce;

// A line in the corner for what went wrong; it stays until closed or until something succeeds.
const toast = () => find("#toast");
function notify(text, seconds = 0) {
  find(".notice-text", toast()).textContent = text;
  toast().hidden = false;
  announce(text);
  if (seconds) setTimeout(hideNotice, seconds * 1000);
}
function hideNotice() {
  toast().hidden = true;
}

document.addEventListener("htmx:sendError", () => notify(toast().dataset.offline));
document.addEventListener("htmx:timeout", () => notify(toast().dataset.offline));
document.addEventListener("htmx:responseError", () => notify(toast().dataset.failed));
document.addEventListener("htmx:afterOnLoad", hideNotice);

// A reply may carry HX-Trigger: {"announce": "Saved"}.
document.addEventListener("announce", (event) => announce(event.detail.value));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) hideNotice();
  const copy = event.target.closest("[data-copy]");
  if (copy) copyText(copy);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// data-copy="text", or data-copy="#id" for the value or text of an element.
async function copyText(button) {
  const source = button.dataset.copy.startsWith("#") && find(button.dataset.copy);
  const text = source ? (source.value ?? source.textContent.trim()) : button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
    notify(toast().dataset.copied, 2);
  } catch {
    // Clipboard is for https and localhost only: select it, so that Ctrl+C does it.
    if (source && source.select) source.select();
    else if (source) getSelection().selectAllChildren(source);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = find("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  find("summary", menu).focus();
});

// <form data-confirm="words" data-confirm-action="Remove">: asks first, then sends with the same button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const words = form.dataset.confirm;
  if (!words || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  ask(words, form.dataset.confirmAction, () => {
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  });
}, true);

function ask(words, action, proceed) {
  const dialog = find("#confirm");
  const yes = find("[value=yes]", dialog);
  yes.dataset.words ??= yes.textContent;
  yes.textContent = action || yes.dataset.words;
  find("#confirm-text").textContent = words;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") proceed();
  }, { once: true });
  dialog.showModal();
}

// data-hx-confirm asks in the same dialog.
document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  const action = event.target.dataset.confirmAction;
  ask(event.detail.question, action, () => event.detail.issueRequest(true));
});

// An error summary takes the focus, on load and when a reply brings one.
const focusSummary = (root) => find("[data-focus]", root)?.focus();
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

function wireTheme(group) {
  group.hidden = false;
  const mark = () => {
    for (const button of group.children) {
      button.setAttribute("aria-pressed", String(button.value === window.theme.chosen));
    }
  };
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    window.theme.choose(button.value);
    mark();
  });
  mark();
}

document.querySelectorAll("[data-theme-choice]").forEach(wireTheme);
focusSummary(document);
