// What is being written is kept on the server every few seconds, on leaving a field and on leaving the page: a crash of
// the browser takes nothing. Without scripts a form is kept where the server shows it again.

const EVERY = 3000; // milliseconds after the first key that was not kept yet
const MOST_ON_LEAVING = 60_000; // browsers send no more than 64 KiB from a page that is going

function fields(form: HTMLFormElement): FormData {
  const found = new FormData(form);
  form.querySelectorAll<HTMLInputElement>("input[type=file]").forEach((file) => found.delete(file.name));
  found.set("_draft", form.dataset.draft ?? "");
  found.set("_draft_of", form.querySelector<HTMLElement>("[data-draft-state]")?.dataset.of ?? "");
  return found;
}

/** The token as it is now: a login in another tab made a new one after this page was drawn. */
const token = (): string => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";

function keep(form: HTMLFormElement, address: string): void {
  const state = form.querySelector<HTMLElement>("[data-draft-state]");
  let changed = false;
  let sent = false;
  let busy = false; // one saving at a time: an older one may not come after a newer one
  let timer = 0;
  const say = (words: string): void => {
    if (state && state.textContent !== words) state.textContent = words;
  };
  const save = (leaving = false): void => {
    window.clearTimeout(timer);
    timer = 0;
    if (!changed || sent || (busy && !leaving)) return;
    if (!token()) {
      say(state?.dataset.lost ?? ""); // nobody is logged in here any more; tried again with the next key
      return;
    }
    changed = false;
    busy = true;
    let kept = false;
    const body = fields(form);
    body.set("csrfmiddlewaretoken", token());
    const small = [...body.values()].join("").length * 3 < MOST_ON_LEAVING;
    fetch(address, { method: "POST", body, credentials: "same-origin", keepalive: leaving && small })
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ at: string }>) : Promise.reject(new Error())))
      .then((answer) => {
        kept = true;
        say(`${state?.dataset.kept ?? ""} ${answer.at}`);
      })
      .catch(() => {
        changed = true; // tried again with the next key
        if (!sent) say(state?.dataset.lost ?? "");
      })
      .finally(() => {
        busy = false;
        if (changed && kept) save(); // what was typed meanwhile
      });
  };
  const later = (): void => {
    changed = true;
    if (!timer) timer = window.setTimeout(() => save(), EVERY);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("focusout", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  window.addEventListener("pagehide", () => save(true));
  form.addEventListener("submit", () => {
    sent = true;
  });
  for (const [place, kept] of [[window, "pageshow"], [form, "shiyu:unsent"]] as const) {
    place.addEventListener(kept, () => {
      sent = false; // the page is still here: what is typed on is kept again
    });
  }
}

document.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach((form) => keep(form, form.dataset.draftSave ?? ""));

export {}; // a module of its own: its names are nobody else's
