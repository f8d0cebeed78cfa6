// A place picked on a map. This small module fills the two fields; the map itself comes only when it is opened.
import type { City, Pin } from "./map";

type MapModule = { openPicker: (place: HTMLElement, city: City, moved: (lon: number, lat: number, inside: boolean) => void) => Promise<Pin> };

class Picker {
  private pin: Promise<Pin> | null = null;
  private readonly lon: HTMLInputElement;
  private readonly lat: HTMLInputElement;
  private readonly state: HTMLElement;

  constructor(private readonly part: HTMLElement) {
    this.lon = part.querySelector<HTMLInputElement>("[data-lon] input")!;
    this.lat = part.querySelector<HTMLInputElement>("[data-lat] input")!;
    this.state = part.querySelector<HTMLElement>("[data-state]")!;
    part.querySelectorAll<HTMLElement>("[data-scripted]").forEach((one) => (one.hidden = false));
    part.querySelectorAll<HTMLElement>("[data-without-scripts]").forEach((one) => one.remove());
    const fold = part.querySelector<HTMLDetailsElement>("details")!;
    const open = (): void => void (fold.open && this.open());
    fold.addEventListener("toggle", open);
    open();
    [this.lon, this.lat].forEach((field) => field.addEventListener("change", () => this.typed()));
    this.offerPosition();
    this.offerClearing();
  }

  /** The map is drawn once, on the first opening. */
  private open(): Promise<Pin> {
    this.pin ??= this.draw();
    return this.pin;
  }

  private async draw(): Promise<Pin> {
    const place = this.part.querySelector<HTMLElement>("[data-map]")!;
    place.hidden = false;
    try {
      const map: MapModule = await import(this.part.dataset.module ?? "");
      const pin = await map.openPicker(place, this.part.dataset as unknown as City, (lon, lat, inside) => this.put(lon, lat, inside));
      const at = this.degrees();
      if (at) pin.put(at[0], at[1]);
      return pin;
    } catch (error) {
      place.hidden = true;
      this.pin = null; // opened again, it is tried again
      this.say("failed");
      throw error;
    }
  }

  private degrees(): [number, number] | null {
    const [lon, lat] = [this.lon.value, this.lat.value].map((typed) => (typed.trim() ? Number(typed) : Number.NaN));
    return Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
  }

  private put(lon: number, lat: number, inside: boolean): void {
    this.lon.value = lon.toFixed(6);
    this.lat.value = lat.toFixed(6);
    this.lon.dispatchEvent(new Event("input", { bubbles: true })); // who looks for requests nearby hears of it
    if (inside) this.say("found", `${lat.toFixed(5)}, ${lon.toFixed(5)}`);
    else this.say("outside");
    this.part.querySelector<HTMLElement>("[data-clear-position]")!.hidden = false;
  }

  /** Degrees typed by hand move the pin; whether they lie in the city the map says, and the server in any case. */
  private typed(): void {
    const at = this.degrees();
    if (at && this.pin) void this.pin.then((pin) => pin.put(at[0], at[1]), () => undefined);
  }

  private say(words: string, more = ""): void {
    this.state.textContent = `${this.state.dataset[words] ?? ""} ${more}`.trim();
    this.state.classList.toggle("field-error", words === "outside");
  }

  private offerPosition(): void {
    const button = this.part.querySelector<HTMLButtonElement>("[data-use-position]");
    if (!button || !("geolocation" in navigator)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      const ask = { enableHighAccuracy: true, timeout: 15000 };
      navigator.geolocation.getCurrentPosition((found) => this.here(button, found.coords), () => this.nowhere(button), ask);
    });
  }

  private here(button: HTMLButtonElement, at: GeolocationCoordinates): void {
    button.disabled = false;
    this.put(at.longitude, at.latitude, true);
    const fold = this.part.querySelector<HTMLDetailsElement>("details")!;
    fold.open = true;
    void this.open().then((pin) => pin.put(at.longitude, at.latitude), () => undefined);
  }

  private nowhere(button: HTMLButtonElement): void {
    button.disabled = false;
    this.say("none");
  }

  private offerClearing(): void {
    const button = this.part.querySelector<HTMLButtonElement>("[data-clear-position]")!;
    button.hidden = !this.degrees();
    button.addEventListener("click", () => {
      this.lon.value = this.lat.value = "";
      void this.pin?.then((pin) => pin.remove(), () => undefined);
      this.say("cleared");
      button.hidden = true;
      this.part.querySelector<HTMLElement>("summary")!.focus();
    });
  }
}

document.querySelectorAll<HTMLElement>("[data-map-picker]").forEach((part) => new Picker(part));
