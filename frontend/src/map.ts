// Maps: the counties from our own origin, tiles only where the city has a key. Loaded only where a map is opened.
import * as L from "leaflet";
import { type Area, inside } from "./map/areas";
import { nameAreas } from "./map/names";
import { startPoints } from "./map/points";
import { say } from "./page/language";

/** The attributes of a map: see the template tag `map_data`. */
export interface City {
  areas: string;
  box: string;
  tiles: string;
  sheet: string;
}

/** The pin of a picker. */
export interface Pin {
  put(lon: number, lat: number): void;
  remove(): void;
}

const KEY_STEP = 12; // pixels the pin moves by one arrow key

/** A map of the city with its counties; the areas are there for asking whether a place lies inside. */
export async function draw(place: HTMLElement, city: City): Promise<{ map: L.Map; areas: Area[] }> {
  const [{ features: areas }] = await Promise.all([fetch(city.areas).then((answer) => answer.json() as Promise<{ features: Area[] }>), dress(city.sheet)]);
  const [west, south, east, north] = city.box.split(",").map(Number);
  const map = L.map(place, { zoomControl: false, minZoom: 7, maxZoom: 17, attributionControl: Boolean(city.tiles), zoomSnap: 0.25 });
  map.fitBounds([[south, west], [north, east]]);
  map.createPane("names").style.zIndex = "450"; // names of counties lie under pins and clusters
  L.control.zoom({ zoomInTitle: say("放大", "Zoom in"), zoomOutTitle: say("缩小", "Zoom out") }).addTo(map);
  if (city.tiles) addTiles(map, city.tiles);
  const counties = L.geoJSON<{ zh: string; en: string }, GeoJSON.MultiPolygon>(areas, {
    style: { className: "map-area", weight: 1.5, fill: !city.tiles },
    interactive: false,
  }).addTo(map);
  if (areas.length) map.fitBounds(counties.getBounds(), { padding: [8, 8] });
  nameAreas(map, areas);
  return { map, areas };
}

/** Leaflet's own rules come with the map and not with every page. */
function dress(sheet: string): Promise<void> {
  if (document.querySelector(`link[href="${sheet}"]`)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = sheet;
  const loaded = new Promise<void>((done, failed) => {
    link.onload = () => done();
    link.onerror = () => failed(new Error("no style of the map"));
  });
  document.head.append(link);
  return loaded;
}

function addTiles(map: L.Map, key: string): void {
  map.attributionControl.setPrefix(false);
  for (const layer of ["vec", "cva"]) {
    const asked = `SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles`;
    L.tileLayer(`https://t{s}.tianditu.gov.cn/${layer}_w/wmts?${asked}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`, {
      subdomains: "01234567",
      attribution: say("天地图", "Tianditu"),
      referrerPolicy: "strict-origin-when-cross-origin", // the key is bound to the domain
    }).addTo(map);
  }
}

/** The map on which one pin is dropped and moved: by pointer, or by keyboard alone. */
export async function openPicker(place: HTMLElement, city: City, moved: (lon: number, lat: number, inside: boolean) => void): Promise<Pin> {
  const { map, areas } = await draw(place, city);
  place.setAttribute("role", "application");
  place.setAttribute("aria-label", say("地图：回车把图钉放在中心", "Map: Enter drops the pin at the centre"));
  let marker: L.Marker | null = null;
  const tell = (at: L.LatLng): void => moved(at.lng, at.lat, areas.some((area) => inside(area, at.lng, at.lat)));
  const show = (at: L.LatLng): void => {
    marker = marker?.setLatLng(at) ?? pinAt(at, map, tell);
  };
  const drop = (at: L.LatLng): void => {
    show(at);
    tell(at);
  };
  map.on("click", (event) => drop(event.latlng));
  place.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === place) {
      event.preventDefault(); // or the form is sent
      drop(map.getCenter());
    }
  });
  return {
    put: (lon, lat) => {
      const at = L.latLng(lat, lon);
      show(at);
      map.setView(at, Math.max(map.getZoom(), city.tiles ? 15 : 11));
      if (!areas.some((area) => inside(area, lon, lat))) tell(at);
    },
    remove: () => {
      marker?.remove();
      marker = null;
    },
  };
}

function pinAt(at: L.LatLng, map: L.Map, tell: (at: L.LatLng) => void): L.Marker {
  const title = say("图钉，可用方向键挪动", "Pin; arrows move it");
  const icon = L.divIcon({ className: "map-pin", iconSize: [28, 28], iconAnchor: [14, 28] });
  const marker = L.marker(at, { draggable: true, autoPan: true, keyboard: true, title, alt: title, icon }).addTo(map);
  marker.on("dragend", () => tell(marker.getLatLng()));
  marker.getElement()?.setAttribute("aria-label", title);
  marker.getElement()?.addEventListener("keydown", (event) => {
    const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const to = map.latLngToContainerPoint(marker.getLatLng()).add(L.point(step[0] * KEY_STEP, step[1] * KEY_STEP));
    marker.setLatLng(map.containerPointToLatLng(to));
    map.panInside(marker.getLatLng(), { padding: [40, 40] });
    tell(marker.getLatLng());
  });
  return marker;
}

startPoints(draw);
