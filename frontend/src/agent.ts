// The agent's screen: while a call is typed, what is known stands beside it. Without scripts a button does the same.

const WAIT = 400; // milliseconds after the last key
const LONG_WAIT = 900; // a number that may not be whole yet
const WHOLE_NUMBER = 11; // digits of a mobile number, or of a line with its area code
const LEAST_NUMBER = 7;

/** Asks for one fragment with the form as it stands; an older answer never replaces a newer one. */
function fragment(form: HTMLFormElement, address: string, place: HTMLElement): () => void {
  let asked = 0;
  return () => {
    const mine = ++asked;
    fetch(address, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((text) => {
        if (text !== null && mine === asked) place.innerHTML = text;
      })
      .catch(() => undefined); // the button beside still asks
  };
}

/** What is done some time after the last call. */
function later(what: () => void): (wait: number) => void {
  let timer = 0;
  return (wait) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(what, wait);
  };
}

/** The number is looked up as soon as it is whole, once for each number. */
function lookUpCaller(field: HTMLInputElement, ask: () => void): void {
  let last = field.value;
  const asking = later(() => {
    if (field.value === last) return;
    last = field.value;
    ask();
  });
  const digits = (): number => field.value.replace(/\D/g, "").length;
  field.addEventListener("input", () => {
    if (digits() >= LEAST_NUMBER) asking(digits() === WHOLE_NUMBER ? 0 : LONG_WAIT);
  });
  field.addEventListener("change", () => asking(0));
}

/** The answer of the knowledge base that is being given stands in the history, unless the agent unticks it. */
function recordAnswer(form: HTMLFormElement, number: string, edition: string): void {
  const line = form.querySelector<HTMLElement>("[data-from-knowledge]");
  const box = line?.querySelector<HTMLInputElement>("input[type=checkbox]");
  const version = line?.querySelector<HTMLInputElement>("input[type=hidden]");
  const said = line?.querySelector<HTMLElement>("[data-number]");
  if (!line || !box || !version || !said) return;
  [box.value, box.checked, version.value] = [number, true, edition];
  said.textContent = `${said.dataset.before ?? ""} ${number} · ${said.dataset.after ?? ""} ${edition}`;
  line.hidden = false;
}

/** A suggestion goes into its field without the page being asked for again. */
function takeSuggestions(form: HTMLFormElement): void {
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=take_category], button[name=take_answer]");
    const category = form.querySelector<HTMLInputElement>("input[name=category]");
    const answer = form.querySelector<HTMLTextAreaElement>("textarea[name=answer]");
    if (!button || !category || !answer) return;
    event.preventDefault();
    if (button.name === "take_category") {
      category.value = button.dataset.label ?? button.value;
      button.closest(".card")?.remove();
      category.focus();
    } else {
      answer.value = button.dataset.answer ?? "";
      recordAnswer(form, button.value, button.dataset.edition ?? "");
      const done = form.querySelector<HTMLInputElement>("input[name=outcome][value=resolved]");
      if (done && !form.querySelector("input[name=outcome]:checked")) done.checked = true;
      const way = answer.closest("details");
      if (way) way.open = true;
      answer.focus();
    }
    (button.name === "take_category" ? category : answer).dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** The place found in the text goes into the fields that are still empty; what was typed there stays. */
function takePlace(form: HTMLFormElement): void {
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=take_place]");
    if (!button) return;
    event.preventDefault();
    const offers: [string, string | undefined][] = [
      ["place-division", button.dataset.division],
      ["place-address", button.dataset.address],
    ];
    for (const [name, said] of offers) {
      const field = form.querySelector<HTMLInputElement>(`[name="${name}"]`);
      if (field && said && !field.value.trim()) {
        field.value = said;
        field.focus();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    button.closest(".card")?.remove();
  });
}

/** One way is open at a time; its first field is entered, and the key that saves saves that way. */
function openWays(form: HTMLFormElement): void {
  const ways = [...form.querySelectorAll<HTMLDetailsElement>("details[data-way]")];
  const saves = [...form.querySelectorAll<HTMLButtonElement>("button[data-save]")];
  const settle = (): void => {
    const open = ways.find((way) => way.open);
    const chosen = saves.find((button) => (open ? open.contains(button) : !button.closest("details")));
    saves.forEach((button) => {
      button.accessKey = button === chosen ? "s" : "";
      button.classList.toggle("btn-primary", button === chosen);
      button.querySelector("kbd")?.toggleAttribute("hidden", button !== chosen);
    });
  };
  ways.forEach((way) =>
    way.addEventListener("toggle", () => {
      if (way.open) {
        ways.forEach((other) => (other.open = other === way));
        const within = way.contains(document.activeElement) && document.activeElement?.tagName === "TEXTAREA";
        if (!within) way.querySelector<HTMLElement>(".way textarea, .way input")?.focus();
      }
      settle();
    }),
  );
  settle();
}

/** Enter in a line never takes a call in by accident; it looks things up. */
function enterLooksUp(form: HTMLFormElement, look: () => void): void {
  form.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.key !== "Enter" || at.tagName !== "INPUT" || event.isComposing) return;
    event.preventDefault();
    look();
  });
}

function start(): void {
  const form = document.querySelector<HTMLFormElement>("form.intake[data-similar]");
  const similar = document.getElementById("similar");
  const earlier = document.getElementById("earlier");
  const phone = form?.querySelector<HTMLInputElement>("input[name=contact-phone]");
  if (!form || !similar || !earlier || !phone) return;
  const askSimilar = fragment(form, form.dataset.similar ?? "", similar);
  const askCaller = fragment(form, form.dataset.caller ?? "", earlier);
  const similarLater = later(askSimilar);
  form.addEventListener("input", (event) => {
    const name = (event.target as HTMLInputElement).name ?? "";
    if (["title", "detail", "category"].includes(name) || name.startsWith("place-")) similarLater(WAIT);
  });
  lookUpCaller(phone, askCaller);
  takeSuggestions(form);
  takePlace(form);
  openWays(form);
  enterLooksUp(form, () => {
    askSimilar();
    askCaller();
  });
  const wrong = form.querySelector<HTMLElement>("[aria-invalid=true]:not(fieldset)");
  const first = form.querySelector<HTMLElement>("fieldset[aria-invalid] input");
  if (wrong ?? first) (wrong ?? first)?.focus();
  else if (!phone.value) phone.focus();
}

start();

export {}; // a module of its own: its names are nobody else's
