// Many points on a map, put together by the server for the part that is looked at; the list beside says the same.
import * as L from "leaflet";
import type { City } from "../map";
import { say } from "../page/language";
import { makeRoom } from "./names";

type Draw = (place: HTMLElement, city: City) => Promise<{ map: L.Map }>;
type Cell = { lon: number; lat: number; n: number; title: string; address: string };

const WAIT = 250; // milliseconds after the last movement

class Points {
  private readonly layer = L.layerGroup();
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly map: L.Map,
    private readonly source: string,
    private readonly list: HTMLElement | null,
  ) {
    this.layer.addTo(map);
    map.on("moveend", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), WAIT);
    });
    void this.ask();
  }

  private async ask(): Promise<void> {
    const mine = ++this.asked;
    const [box, zoom] = [this.map.getBounds(), Math.floor(this.map.getZoom())];
    const view = `west=${box.getWest()}&south=${box.getSouth()}&east=${box.getEast()}&north=${box.getNorth()}&zoom=${zoom}`;
    const answer = await fetch(`${this.source}${this.source.includes("?") ? "&" : "?"}${view}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || mine !== this.asked) return; // what was drawn before stays
    const found: { cells: Cell[]; list: string } = await answer.json();
    this.layer.clearLayers();
    found.cells.forEach((cell) => this.put(cell));
    makeRoom(this.map);
    if (this.list) this.list.innerHTML = found.list;
  }

  private put(cell: Cell): void {
    const size = cell.n === 1 ? 18 : Math.min(56, 24 + 6 * Math.log2(cell.n));
    const icon = L.divIcon({ className: cell.n === 1 ? "map-dot" : "map-cluster", html: number(cell.n), iconSize: [size, size] });
    const said = cell.n === 1 ? cell.title : say(`此处 ${cell.n} 件`, `${cell.n} requests here`);
    const marker = L.marker([cell.lat, cell.lon], { icon, title: said, alt: said, riseOnHover: true }).addTo(this.layer);
    marker.getElement()?.setAttribute("aria-label", said);
    if (cell.n === 1 && cell.address) marker.bindPopup(link(cell));
    else marker.on("click keypress", () => this.map.setView([cell.lat, cell.lon], Math.min(this.map.getZoom() + 2, this.map.getMaxZoom())));
  }
}

function number(n: number): HTMLElement | false {
  if (n === 1) return false;
  const said = document.createElement("span");
  said.textContent = String(n);
  return said;
}

function link(cell: Cell): HTMLElement {
  const to = document.createElement("a");
  to.href = cell.address;
  to.textContent = cell.title;
  return to;
}

/** Every element `data-map-points` becomes a map; its list is the element it names. */
export function startPoints(draw: Draw): void {
  document.querySelectorAll<HTMLElement>("[data-map-points]").forEach((place) => {
    place.hidden = false;
    place.setAttribute("role", "group");
    void draw(place, place.dataset as unknown as City).then(
      ({ map }) => new Points(map, place.dataset.mapPoints ?? "", document.getElementById(place.dataset.list ?? "")),
      () => (place.hidden = true), // the list is there
    );
  });
}
