// The room of a dispute: new messages appear, Ctrl+Enter sends, and the button says who will read it and asks where it
// is not everybody. Without scripts a link looks for new messages and the form is sent as ever.
import { confirmations } from "./parts/told";

const EVERY = 8000; // milliseconds

/** A box of messages, asked for what came after its last one. */
function follow(log: HTMLElement): void {
  const state = document.querySelector<HTMLElement>("[data-room-state]");
  const say = (words: string | undefined): void => {
    if (state && state.textContent !== (words ?? "")) state.textContent = words ?? "";
  };
  const take = (html: string): void => {
    const lines = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html").querySelectorAll("li[data-message]");
    const fresh: Element[] = [];
    lines.forEach((line) => {
      const known = document.getElementById(line.id);
      const adopted = document.adoptNode(line);
      if (known && known.contains(document.activeElement)) return;
      if (known) known.replaceWith(adopted);
      else log.append(adopted);
      fresh.push(adopted);
    });
    fresh.forEach((line) => confirmations(line));
    if (fresh.length) {
      document.querySelector("[data-room-empty]")?.remove();
      say(state?.dataset.newSays);
    }
  };
  const again = async (): Promise<void> => {
    if (!document.hidden) {
      const last = log.querySelector<HTMLElement>(":scope > li:last-child")?.dataset.message ?? "0";
      try {
        const answer = await fetch(`${log.dataset.room ?? ""}?after=${last}`, { credentials: "same-origin" });
        if (answer.status === 200 && !answer.redirected) take(await answer.text());
        else if (answer.status === 204 && state?.textContent === state?.dataset.lostSays) say(state?.dataset.liveSays);
      } catch {
        say(state?.dataset.lostSays);
      }
    }
    setTimeout(() => void again(), EVERY);
  };
  say(state?.dataset.liveSays);
  setTimeout(() => void again(), EVERY);
}

/** The button tells who will read what is sent; what is not for everybody is asked about first. */
function mindAudience(form: HTMLFormElement): void {
  const plain = form.querySelector<HTMLButtonElement>("[data-room-plain]");
  const asks = form.querySelector<HTMLButtonElement>("[data-room-asks]");
  if (!plain || !asks) return;
  const show = (): void => {
    const chosen = form.querySelector<HTMLInputElement>("input[name=audience]:checked");
    const question = chosen?.dataset.ask ?? "";
    plain.textContent = asks.textContent = chosen?.dataset.says ?? plain.textContent;
    asks.dataset.confirm = question;
    plain.hidden = question !== "";
    asks.hidden = question === "";
  };
  form.addEventListener("change", show);
  show();
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    (plain.hidden ? asks : plain).click();
  });
}

const log = document.querySelector<HTMLElement>("[data-room]");
if (log) follow(log);
document.querySelectorAll<HTMLFormElement>("form[data-room-form]").forEach(mindAudience);
if (log && !location.hash) document.getElementById("newest")?.scrollIntoView({ block: "end" });
