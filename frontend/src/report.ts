// While a report is typed: what it seems to be, and whether others nearby reported the same. Without scripts the next
// step says so.

const WAIT = 700; // milliseconds after the last key
const LEAST = 6; // characters, below which nothing can be said

function tellWhileTyping(): void {
  const place = document.querySelector<HTMLElement>("[data-hints]");
  const form = place?.closest("form");
  const text = form?.querySelector<HTMLTextAreaElement>("textarea[name=detail]");
  if (!place || !form || !text) return;
  let timer = 0;
  let asked = 0;
  const ask = (): void => {
    const said = new FormData(form);
    said.delete("files");
    const mine = ++asked;
    fetch(place.dataset.hints ?? "", { method: "POST", body: said, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((found) => {
        if (found !== null && mine === asked) place.innerHTML = found;
      })
      .catch(() => undefined); // the next step says the same
  };
  form.addEventListener("input", (event) => {
    const name = (event.target as HTMLInputElement).name;
    if (!["detail", "title", "type"].includes(name) || text.value.trim().length < LEAST) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
}

tellWhileTyping();
