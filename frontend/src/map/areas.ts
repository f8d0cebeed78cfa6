// Counties, and whether a place lies in one.
/** A county, with its name in both languages. */
export type Area = GeoJSON.Feature<GeoJSON.MultiPolygon, { zh: string; en: string }>;
type Ring = [number, number][];

/** Whether a place lies in a county, as the server judges it. */
export function inside(area: Area, lon: number, lat: number): boolean {
  return area.geometry.coordinates.some(
    (rings) => holds(rings[0] as Ring, lon, lat) && !rings.slice(1).some((hole) => holds(hole as Ring, lon, lat)),
  );
}

function holds(ring: Ring, lon: number, lat: number): boolean {
  let within = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1];
    const [x2, y2] = ring[i];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}
