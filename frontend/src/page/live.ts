// A part of a page that changes by itself while it is marked `data-live`: asked again every two seconds.

const EVERY = 2000; // milliseconds

/** Called once by every page. */
export function followLive(): void {
  const again = async (): Promise<void> => {
    const part = document.getElementById("live");
    if (!part?.hasAttribute("data-live")) return;
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href);
        if (answer.ok && !answer.redirected) {
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
          const busy = part.contains(document.activeElement);
          if (fresh && !(busy && fresh.hasAttribute("data-live"))) part.replaceWith(document.adoptNode(fresh));
        }
      } catch {
        // Out of reach for a moment: the next look may find it.
      }
    }
    setTimeout(() => void again(), EVERY);
  };
  setTimeout(() => void again(), EVERY);
}
