// What every page gains where scripts run; without them everything still works.
import { say } from "./page/language";
import { followLive } from "./page/live";
import { mindSending } from "./page/sending";
import { confirmations, dialogs, papers, putAway, toasts } from "./parts/told";
import { uploads } from "./parts/upload";

/** Typing `/` anywhere but in a field goes to the search box. */
function searchOnSlash(): void {
  const box = document.querySelector<HTMLInputElement>("input[data-search]");
  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    const typing = at.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName);
    if (event.key === "/" && box && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
}

/** An open drop-down closes on Escape and on a click elsewhere. */
function closeDrops(): void {
  const close = (but: Element | null): void => {
    document.querySelectorAll<HTMLDetailsElement>("details.drop[open]").forEach((drop) => {
      if (!but || !drop.contains(but)) drop.open = false;
    });
  };
  document.addEventListener("click", (event) => close(event.target as Element));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(null);
  });
}

/** A select marked `data-send` sends its form by itself; its button is for those without scripts. */
function sendOnChange(): void {
  document.querySelectorAll<HTMLSelectElement>("select[data-send]").forEach((select) => {
    select.form?.querySelector<HTMLElement>("button[data-without-script]")?.setAttribute("hidden", "");
    select.addEventListener("change", () => select.form?.requestSubmit());
  });
}

/** A box marked `data-all` ticks and clears the boxes of its table. */
function tickAll(): void {
  document.querySelectorAll<HTMLInputElement>("input[data-all]").forEach((all) => {
    all.addEventListener("change", () => {
      all.closest("form")?.querySelectorAll<HTMLInputElement>(`input[name="${all.dataset.all}"]`).forEach((one) => {
        one.checked = all.checked;
      });
      count(all.closest("form"));
    });
  });
  document.querySelectorAll("[data-chosen]").forEach((place) => {
    const form = place.closest("form");
    form?.addEventListener("change", () => count(form));
    count(form);
  });
}

/** How many are ticked, said beside the button that acts on them. */
function count(form: HTMLFormElement | null): void {
  const place = form?.querySelector<HTMLElement>("[data-chosen]");
  if (!form || !place) return;
  const chosen = form.querySelectorAll(`input[name="${place.dataset.chosen}"]:checked`).length;
  place.textContent = chosen ? (place.dataset.one ?? "").replace("{n}", String(chosen)) : "";
}

/** On a telephone the menu is one line that scrolls: where the reader stands is in sight. */
function showCurrentWay(): void {
  const way = document.querySelector<HTMLElement>(".menu a[aria-current]");
  const menu = way?.closest<HTMLElement>(".menu");
  if (!way || !menu || menu.scrollWidth <= menu.clientWidth) return;
  const [place, line] = [way.getBoundingClientRect(), menu.getBoundingClientRect()];
  menu.scrollLeft += place.left + place.width / 2 - line.left - line.width / 2;
}

/** A print button shows where it can print. */
function printOnClick(): void {
  document.querySelectorAll<HTMLButtonElement>("button[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}

/** A common phrase gets a button that writes it where the cursor stands in its field. */
function insertPhrases(): void {
  document.querySelectorAll<HTMLElement>("[data-phrases]").forEach((list) => {
    const field = document.getElementById(list.dataset.phrases ?? "") as HTMLTextAreaElement | null;
    if (!field) return;
    list.querySelectorAll("li").forEach((phrase) => {
      const text = phrase.textContent ?? "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm";
      button.textContent = say("插入", "Insert");
      button.setAttribute("aria-label", `${button.textContent}: ${text.slice(0, 40)}`);
      button.addEventListener("click", () => {
        field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
        field.focus();
      });
      phrase.prepend(button);
    });
  });
}

/** What hangs on single elements: done again where a part of the page was replaced. */
function enliven(): void {
  insertPhrases();
  printOnClick();
  sendOnChange();
  tickAll();
  putAway();
  dialogs();
  confirmations();
  papers();
}

enliven();
searchOnSlash();
showCurrentWay();
mindSending();
followLive();
closeDrops();
toasts();
uploads(enliven);
