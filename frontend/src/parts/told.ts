// What is told to the reader: toasts, dialogs, questions before an action. Part of every page.

import { say } from "../page/language";

const STAYS = 5000; // milliseconds

/** A short note at the edge of the page; read aloud, gone by itself. What must not be missed stands in the page instead. */
export function toast(text: string, level = ""): void {
  const place = document.querySelector<HTMLElement>("[data-toasts]");
  if (!place) return;
  const one = document.createElement("div");
  one.className = "toast-one";
  one.dataset.level = level;
  one.textContent = text;
  place.append(one);
  window.setTimeout(() => one.remove(), STAYS);
}

/** A button marked `data-toast` shows one; other modules send the event `shiyu:toast`. */
export function toasts(): void {
  document.addEventListener("shiyu:toast", (event) => toast(String((event as CustomEvent).detail)));
  document.querySelectorAll<HTMLElement>("[data-toast]").forEach((button) => {
    button.addEventListener("click", () => toast(button.dataset.toast ?? ""));
  });
}

/** What stands at the top of the page can be put away. */
export function putAway(): void {
  document.querySelectorAll<HTMLElement>("[data-said]").forEach((said) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "put-away";
    button.textContent = "×";
    button.setAttribute("aria-label", say("关闭通知", "Close this note"));
    button.addEventListener("click", () => said.remove());
    said.append(button);
  });
}

/** A link marked `data-opens` opens the dialog it points at; Escape and its close button close it. */
export function dialogs(): void {
  document.querySelectorAll<HTMLAnchorElement>("a[data-opens]").forEach((link) => {
    const dialog = document.getElementById(link.hash.slice(1)) as HTMLDialogElement | null;
    if (!dialog?.showModal) return;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.querySelectorAll("[data-closes]").forEach((close) => {
      close.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close();
      });
    });
  });
}

/** A button marked `data-confirm` asks first, then does what it would have done; `within` is what came to the page. */
export function confirmations(within: ParentNode = document): void {
  within.querySelectorAll<HTMLButtonElement>("button[data-confirm]").forEach((button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      ask(button.dataset.confirm ?? "", button.textContent ?? "", () => button.form?.requestSubmit(button.type === "submit" ? button : undefined));
    });
  });
}

function ask(question: string, label: string, then: () => void): void {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", label);
  const text = document.createElement("p");
  text.textContent = question;
  const actions = document.createElement("div");
  actions.className = "actions";
  const button = (words: string, main: boolean, what: () => void): void => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = main ? "btn btn-primary" : "btn";
    one.textContent = words;
    one.addEventListener("click", () => {
      dialog.close();
      what();
    });
    actions.append(one);
  };
  button(say("取消", "Cancel"), false, () => undefined);
  button(label, true, then);
  dialog.append(text, actions);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A sheet marked `data-paper` shows the words of its field while they are typed. */
export function papers(): void {
  document.querySelectorAll<HTMLElement>("[data-paper]").forEach((sheet) => {
    const field = document.getElementById(sheet.dataset.paper ?? "") as HTMLTextAreaElement | null;
    const show = (): void => {
      sheet.textContent = field?.value ?? "";
    };
    field?.addEventListener("input", show);
    if (field) show();
  });
}
