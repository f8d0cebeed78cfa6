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

const NO_NETWORK = (): string =>
  say(
    "网络没有连上，还没有提交。您填写的内容都在，网络恢复后再按一次即可。",
    "The network cannot be reached: nothing was sent. What you wrote is still here; press the button again when you are back online.",
  );
const NO_SERVER = (): string =>
  say(
    "现在连不上服务器，还没有提交。您填写的内容都在，请稍后再按一次。",
    "The server cannot be reached now: nothing was sent. What you wrote is still here; press the button again in a while.",
  );

const HEARD_LATELY = 20_000; // milliseconds: who presses sooner after the page came has just reached the server
const PATIENCE = 4_000; // milliseconds: a server this slow is asked nothing more, the form goes its own way
let heard = Date.now();
let passing: HTMLFormElement | null = null;

function tell(form: HTMLFormElement, words: string): void {
  const notice = document.createElement("div");
  notice.className = "alert alert-warning";
  notice.setAttribute("role", "alert");
  notice.dataset.unsent = "1";
  notice.textContent = words;
  form.dispatchEvent(new CustomEvent("shiyu:unsent"));
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

/** Whether the server answers; one that is only slow is taken for reachable. */
async function reachable(): Promise<boolean> {
  try {
    const answer = await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.status < 502 || answer.status > 504; // what a proxy says for a server that is gone
  } catch (error) {
    return (error as Error).name === "TimeoutError";
  }
}

/** Asks for the server first, then sends the form by the same button, or says why it was not sent. */
async function askFirst(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  form.dataset.sent = "1";
  const found = await reachable();
  delete form.dataset.sent;
  if (!found) {
    tell(form, NO_SERVER());
    return;
  }
  heard = Date.now();
  passing = form;
  form.requestSubmit(button?.isConnected ? button : null);
  passing = null;
}

/**
 * Without network, or where the server does not answer, the page stays with what was typed; else the form goes its own
 * way. Who wrote for a while pays one short question for it.
 */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || event.defaultPrevented) return;
  untell(form);
  if (!navigator.onLine) {
    event.preventDefault();
    tell(form, NO_NETWORK());
  } else if (form.dataset.sent) {
    event.preventDefault();
  } else if (form !== passing && Date.now() - heard > HEARD_LATELY) {
    event.preventDefault();
    void askFirst(form, event.submitter);
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
    heard = Date.now();
    document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
  window.addEventListener("online", () => document.querySelectorAll<HTMLFormElement>("form").forEach(untell));
}
