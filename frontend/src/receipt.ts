// The receipt as a picture: what stands in its lines, drawn on a canvas and saved. The text can be saved without scripts.

import { say } from "./page/language";

const WIDE = 720;
const LINE = 44;
const COLON = say("：", ": ");

/** A line as it is said: its name and its value apart, where it has both. */
function said(line: HTMLElement): string {
  const parts = line.children.length ? [...line.children] : [line];
  return parts.map((part) => (part.textContent ?? "").trim().replace(/\s+/g, " ")).join(COLON);
}

function drawn(lines: HTMLElement[]): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = WIDE;
  canvas.height = LINE * (lines.length + 2);
  const brush = canvas.getContext("2d");
  if (!brush) return canvas;
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = "#1c2733";
  const family = getComputedStyle(document.body).fontFamily;
  lines.forEach((line, place) => {
    brush.font = `${line.dataset.receiptLine === "large" ? "600 30px" : "22px"} ${family}`;
    brush.fillText(said(line), 32, LINE * (place + 1.5), WIDE - 64);
  });
  return canvas;
}

function saveAsPicture(): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-save-picture]");
  const lines = [...document.querySelectorAll<HTMLElement>("[data-receipt-line]")];
  if (!button || !lines.length) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    drawn(lines).toBlob((picture) => {
      if (!picture) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(picture);
      link.download = `${button.dataset.savePicture}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  });
}

saveAsPicture();
