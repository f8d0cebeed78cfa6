// Keys without a modifier, outside of fields: `?` opens the list of a page's keys; in a table with boxes j and k go down
// and up and x ticks. Without scripts the list is a drop-down, and boxes are reached with Tab and ticked with the space bar.

function typing(target: EventTarget | null): boolean {
  const at = target as HTMLElement;
  const box = at instanceof HTMLInputElement && ["checkbox", "radio"].includes(at.type);
  return at.isContentEditable || (["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName) && !box);
}

function helpOnQuestionMark(): (key: string) => boolean {
  const help = document.querySelector<HTMLDetailsElement>("details[data-keys]");
  return (key) => {
    if (key !== "?" || !help) return false;
    help.open = !help.open;
    help.querySelector("summary")?.focus();
    return true;
  };
}

function rowsByKey(): (key: string) => boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("table[data-keyed] tbody input[type=checkbox]")];
  const go = (step: number): boolean => {
    if (!boxes.length) return false;
    const at = boxes.findIndex((box) => box.closest("tr")?.contains(document.activeElement));
    const next = at < 0 ? 0 : Math.min(boxes.length - 1, Math.max(0, at + step));
    boxes[next]?.focus();
    boxes[next]?.scrollIntoView({ block: "nearest" });
    return true;
  };
  const tick = (): boolean => {
    const box = boxes.find((one) => one.closest("tr")?.contains(document.activeElement));
    box?.click();
    box?.focus();
    return box !== undefined;
  };
  return (key) => (key === "j" ? go(1) : key === "k" ? go(-1) : key === "x" ? tick() : false);
}

const ways = [helpOnQuestionMark(), rowsByKey()];
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (ways.some((way) => way(event.key))) event.preventDefault();
});

export {}; // a module of its own: its names are nobody else's
