// The characters of the fields inside `data-counted`, counted as the rule counts them: blanks are none.
document.querySelectorAll<HTMLElement>("[data-counted]").forEach((box) => {
  const most = Number(box.dataset.counted);
  const fields = [...box.querySelectorAll("textarea")];
  const shown = box.querySelector<HTMLElement>("[data-count]");
  if (!shown || fields.length === 0) return;
  const count = (): void => {
    const now = fields.reduce((sum, field) => sum + [...field.value.replace(/\s+/gu, "")].length, 0);
    shown.textContent = String(now);
    shown.toggleAttribute("data-over", most > 0 && now > most);
  };
  fields.forEach((field) => field.addEventListener("input", count));
  count();
});
