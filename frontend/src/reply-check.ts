// The check of an answer follows its field: asked again some time after the last key. Without scripts its button does.

const WAIT = 600; // milliseconds after the last key

function follow(place: HTMLElement): void {
  const field = document.getElementById(place.dataset.field ?? "") as HTMLTextAreaElement | null;
  const address = place.dataset.replyCheck;
  const form = field?.form;
  if (!field || !form || !address) return;
  let timer = 0;
  let asked = 0;
  let running = new AbortController();
  const ask = (): void => {
    const mine = ++asked; // an older answer never replaces a newer one
    running.abort();
    running = new AbortController();
    const body = new FormData();
    body.set(field.name, field.value);
    body.set("csrfmiddlewaretoken", new FormData(form).get("csrfmiddlewaretoken") ?? "");
    fetch(address, { method: "POST", body, credentials: "same-origin", signal: running.signal })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .then((text) => {
        if (text !== null && mine === asked && place.innerHTML !== text) place.innerHTML = text;
      })
      .catch(() => undefined); // the field keeps what is typed, and the next key asks again
  };
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer); // once it is sent there may be nothing left to check
    running.abort();
  });
  document.querySelectorAll<HTMLButtonElement>("[data-reply-check-now]").forEach((button) =>
    button.addEventListener("click", (event) => {
      event.preventDefault();
      ask();
    }),
  );
}

document.querySelectorAll<HTMLElement>("[data-reply-check]").forEach(follow);

export {}; // a module of its own: its names are nobody else's
