// The language the page is said in.

/** Whether it is English; else it is Chinese. */
const ENGLISH = document.documentElement.lang === "en";

/** The words in it. */
export const say = (zh: string, en: string): string => (ENGLISH ? en : zh);
