// The characters of the fields inside `data-counted`, counted as the rule counts them: blanks are none.
// It listens on the document: a form that was sent by script comes back in place of the old one.
function count(box: HTMLElement): void {
  const shown = box.querySelector<HTMLElement>("[data-count]");
  if (!shown) return;
  const most = Number(box.dataset.counted);
  const fields = [...box.querySelectorAll("textarea")];
  const now = fields.reduce((sum, field) => sum + [...field.value.replace(/\s+/gu, "")].length, 0);
  shown.textContent = String(now);
  shown.toggleAttribute("data-over", most > 0 && now > most);
}

document.addEventListener("input", (event) => {
  const box = (event.target as Element).closest<HTMLElement>("[data-counted]");
  if (box) count(box);
});
document.querySelectorAll<HTMLElement>("[data-counted]").forEach(count);
