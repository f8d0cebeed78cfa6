// A form with files says how far it has got. Without scripts, or where this fails, the browser sends it as ever.

import { say } from "../page/language";
import { toast } from "./told";

function bar(form: HTMLFormElement): { show: (part: number) => void; end: () => void } {
  const state = document.createElement("p");
  state.className = "upload-state";
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.setAttribute("aria-label", say("上传进度", "Progress of the upload"));
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  state.append(progress, words);
  (form.querySelector("[data-upload]")?.parentElement ?? form).append(state);
  return {
    show: (part) => {
      progress.value = Math.round(part * 100);
      words.textContent = part < 1 ? say(`正在上传 ${progress.value}%`, `Sending, ${progress.value}%`) : say("已上传，正在处理", "Sent; being worked on");
    },
    end: () => state.remove(),
  };
}

/** Goes where the answer says, or shows the page it is: the form again, with what is wrong beside its fields. */
function arrive(answer: XMLHttpRequest, enliven: () => void): boolean {
  const address = answer.getResponseHeader("X-Goes-To");
  if (address) {
    window.location.assign(address);
    return true;
  }
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  const old = document.querySelector("main");
  const main = page.querySelector("main");
  if (!old || !main) return false;
  document.title = page.title;
  old.replaceWith(main);
  enliven();
  main.querySelector<HTMLElement>("[role=alert], h1")?.scrollIntoView();
  return true;
}

function send(form: HTMLFormElement, submitter: HTMLElement | null, enliven: () => void): void {
  const body = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name) body.append(submitter.name, submitter.value);
  const state = bar(form);
  const request = new XMLHttpRequest();
  request.open("POST", form.getAttribute("action") || window.location.href);
  request.setRequestHeader("X-Sent-By", "script");
  request.upload.addEventListener("progress", (event) => event.lengthComputable && state.show(event.loaded / event.total));
  const failed = (): void => {
    state.end();
    delete form.dataset.sent;
    toast(say("网络中断，没有送出；填写的内容和附件都还在，请再提交一次。", "The network broke and nothing was sent. Everything is still here: send it again."), "error");
  };
  request.addEventListener("load", () => arrive(request, enliven) || failed());
  request.addEventListener("error", failed);
  request.send(body);
}

/** Forms with a chosen file are sent with their progress shown; the others as ever. */
export function uploads(enliven: () => void): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const fields = [...form.querySelectorAll<HTMLInputElement>("input[type=file][data-upload]")];
    if (event.defaultPrevented || form.method !== "post" || !fields.some((field) => field.files?.length)) return;
    event.preventDefault();
    send(form, event.submitter, enliven);
  });
}
