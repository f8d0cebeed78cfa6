// Names of counties: each where its county is widest, and only where it covers no other and lies under no number.
import * as L from "leaflet";
import { say } from "../page/language";
import { type Area, inside } from "./areas";

const GRID = 24;
const WIDER = 0.5; // a name is long and low: room beside it counts half

/** Writes the names; they make room for each other, and for what is put on the map, whenever it is looked at anew. */
export function nameAreas(map: L.Map, areas: Area[]): void {
  areas.forEach((area) => {
    const name = document.createElement("span");
    name.textContent = say(area.properties.zh, area.properties.en);
    const where = { permanent: true, direction: "center", className: "map-name", pane: "names" } as const;
    L.tooltip(where).setLatLng(widest(area)).setContent(name).addTo(map);
  });
  map.on("zoomend", () => makeRoom(map));
  makeRoom(map);
}

/** Hides the names that would lie on one another or under what stands on the map. */
export function makeRoom(map: L.Map): void {
  const taken = boxes(map, ".map-cluster, .map-dot");
  map.getContainer().querySelectorAll<HTMLElement>(".map-name").forEach((name) => {
    const box = name.getBoundingClientRect();
    const free = !taken.some((other) => meet(box, other));
    name.classList.toggle("map-name-hidden", !free);
    if (free) taken.push(box);
  });
}

function boxes(map: L.Map, which: string): DOMRect[] {
  return [...map.getContainer().querySelectorAll(which)].map((one) => one.getBoundingClientRect());
}

function meet(one: DOMRect, other: DOMRect): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** The place in an area that is farthest from its edges, of a grid laid over it. */
function widest(area: Area): L.LatLng {
  const edge = area.geometry.coordinates.flat(2) as [number, number][];
  const box = L.latLngBounds(edge.map(([lon, lat]) => [lat, lon]));
  const flat = WIDER * Math.cos((box.getCenter().lat * Math.PI) / 180);
  let [best, most] = [box.getCenter(), 0];
  for (let nth = 0; nth < GRID * GRID; nth++) {
    const lon = box.getWest() + ((box.getEast() - box.getWest()) * ((nth % GRID) + 0.5)) / GRID;
    const lat = box.getSouth() + ((box.getNorth() - box.getSouth()) * (Math.floor(nth / GRID) + 0.5)) / GRID;
    const room = Math.min(...edge.map(([x, y]) => Math.hypot((x - lon) * flat, y - lat)));
    if (room > most && inside(area, lon, lat)) [best, most] = [L.latLng(lat, lon), room];
  }
  return best;
}
