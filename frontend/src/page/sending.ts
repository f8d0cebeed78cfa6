// Sending a form: once, however often its button is pressed; kept as it is where the network is gone; and under the
// same key where nobody knows whether it arrived. Without scripts the server's keys do the same, only less kindly.

import { say } from "./language";

interface Unanswered {
  path: string;
  fields: Record<string, string>;
}

/** What says on the server that a form was sent before, and at which state of the case it was written. */
const KEPT_FIELDS = ["_key", "key", "_expects", "expects"];
const STORE = "shiyu.unanswered";

function tell(form: HTMLFormElement): void {
  const notice = document.createElement("div");
  notice.className = "alert alert-warning";
  notice.setAttribute("role", "alert");
  notice.dataset.unsent = "1";
  notice.textContent = say(
    "网络没有连上，还没有提交。您填写的内容都在，网络恢复后再按一次即可。",
    "The network cannot be reached: nothing was sent. What you wrote is still here; press the button again when you are back online.",
  );
  form.prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

function untell(form: HTMLFormElement): void {
  form.querySelectorAll("[data-unsent]").forEach((notice) => notice.remove());
}

const pathOf = (form: HTMLFormElement): string => new URL(form.getAttribute("action") || location.href, location.href).pathname;

function remember(form: HTMLFormElement): void {
  const fields: Record<string, string> = {};
  for (const name of KEPT_FIELDS) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "hidden") fields[name] = field.value;
  }
  try {
    if (Object.keys(fields).length) sessionStorage.setItem(STORE, JSON.stringify({ path: pathOf(form), fields } satisfies Unanswered));
  } catch {
    // A browser that keeps nothing: the page works as without scripts.
  }
}

/** Whoever comes back from a failed answer sends under the key of before; a page of ours is an answer and ends that. */
function takeUpAgain(): void {
  const entry = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  try {
    const stored = sessionStorage.getItem(STORE);
    sessionStorage.removeItem(STORE);
    if (!stored || entry?.type !== "back_forward") return;
    const before = JSON.parse(stored) as Unanswered;
    document.querySelectorAll<HTMLFormElement>("form[method=post]").forEach((form) => {
      if (pathOf(form) !== before.path) return;
      for (const name of Object.keys(before.fields)) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement) field.value = before.fields[name];
      }
    });
  } catch {
    // The same.
  }
}

/** A browser that knows it has no network keeps the page; else the form goes its own way, which costs nothing. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post") return;
  untell(form);
  if (!navigator.onLine) {
    event.preventDefault();
    tell(form);
  } else if (form.dataset.sent) {
    event.preventDefault();
  } else {
    form.dataset.sent = "1";
    remember(form);
  }
}

/** Called once by every page. */
export function mindSending(): void {
  takeUpAgain();
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", () => {
    document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
  window.addEventListener("online", () => document.querySelectorAll<HTMLFormElement>("form").forEach(untell));
}
