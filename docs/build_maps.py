"""Builds the dashboard's map files once: ``npm pack us-atlas``, unpack, ``python docs/build_maps.py FOLDER``.

us-atlas (ISC licence) is the Census Bureau's cartographic boundary files as TopoJSON in longitude and latitude. The nation becomes one flat
drawing of 975 x 610 (Albers' conic projection, Alaska, Hawaii, Puerto Rico, Virgin Islands and Guam as insets), each state one of its own with its
counties and the numbers by which a facility's longitude and latitude fall into it. Shared borders stay shared: arcs are simplified, not areas.
"""

import json
import math
import sys
from pathlib import Path

STATIC = Path(__file__).parents[1] / "src" / "kerok" / "dashboard" / "static"
FIPS = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID",
    "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO",
    "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA",
    "44": "RI", "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI", "56": "WY", "66": "GU",
    "72": "PR", "78": "VI",
}  # fmt: skip
SIZE = 520  # longer side of a state's drawing


def albers(lat0, lat1, lat2, lon0):
    p1, p2, p0 = map(math.radians, (lat1, lat2, lat0))
    n = (math.sin(p1) + math.sin(p2)) / 2
    c = math.cos(p1) ** 2 + 2 * n * math.sin(p1)
    r0 = math.sqrt(c - 2 * n * math.sin(p0)) / n

    def project(lon, lat):
        turn = (math.radians(lon) - math.radians(lon0) + math.pi) % (2 * math.pi) - math.pi
        r = math.sqrt(max(c - 2 * n * math.sin(math.radians(lat)), 0)) / n
        return r * math.sin(n * turn), r * math.cos(n * turn) - r0

    return project


def plain(lon0, lat0):
    return lambda lon, lat: (math.radians((lon - lon0 + 180) % 360 - 180) * math.cos(math.radians(lat0)), -math.radians(lat - lat0))


K = 1300
LOWER = (albers(37.5, 29.5, 45.5, -96), K, 487.5, 305)
INSETS = {
    "02": (albers(58.5, 55, 65, -154), K * 0.35, 487.5 - 0.307 * K, 305 + 0.201 * K), "15": (albers(20.5, 8, 18, -157), K, 487.5 - 0.205 * K, 305 + 0.212 * K),
    "72": (plain(-66.4, 18.2), K * 1.5, 800, 575), "78": (plain(-64.8, 18.05), K * 1.9, 875, 575), "66": (plain(144.78, 13.44), K * 2.9, 930, 575),
}  # fmt: skip


def arcs_of(topology):
    (sx, sy), (ox, oy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + ox, y * sy + oy))
        yield points


def simplified(points, tolerance):
    """Douglas and Peucker's, without recursion."""
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        a, b = waiting.pop()
        (ax, ay), (bx, by) = points[a], points[b]
        length = math.hypot(bx - ax, by - ay)
        far, at = 0.0, a
        for i in range(a + 1, b):
            x, y = points[i]
            d = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
            if d > far:
                far, at = d, i
        if far > tolerance:
            keep.add(at)
            waiting += [(a, at), (at, b)]
    return [points[i] for i in sorted(keep)]


def area(ring):
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def polygons(geometry, arcs, place, tolerance, smallest):
    """The geometry's polygons in the drawing; islands smaller than ``smallest`` square pixels left out unless that leaves none."""
    cache = {}

    def arc(number):
        n = number if number >= 0 else ~number
        if n not in cache:
            cache[n] = simplified([place(*p) for p in arcs[n]], tolerance)
        return cache[n] if number >= 0 else cache[n][::-1]

    found = []
    for rings in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
        drawn = []
        for ring in rings:
            points = []
            for number in ring:
                points += arc(number)[1:] if points else arc(number)
            drawn.append([[round(x, 1), round(y, 1)] for x, y in points])
        found.append([r for r in drawn if len(r) > 3])
    found = [p for p in found if p]
    big = [p for p in found if area(p[0]) >= smallest] or sorted(found, key=lambda p: -area(p[0]))[:1]
    return {"type": "MultiPolygon", "coordinates": big}


def nation(folder):
    topology = json.loads((folder / "states-10m.json").read_text())
    arcs, features = list(arcs_of(topology)), []
    for g in topology["objects"]["states"]["geometries"]:
        if g["id"] not in FIPS:
            continue
        project, k, tx, ty = INSETS.get(g["id"], LOWER)
        if g["id"] == "15":  # the islets far to the north-west
            g["arcs"] = [p for p in g["arcs"] if arcs[p[0][0] if p[0][0] >= 0 else ~p[0][0]][0][0] > -161]
        place = lambda lon, lat, f=project, k=k, tx=tx, ty=ty: (tx + k * f(lon, lat)[0], ty + k * f(lon, lat)[1])  # noqa: E731
        features.append({"type": "Feature", "id": FIPS[g["id"]], "properties": {"name": g["properties"]["name"]}, "geometry": polygons(g, arcs, place, 0.3, 1.2)})
    return {"type": "FeatureCollection", "features": features}


def state(code, topology, arcs):
    mine = [g for g in topology["objects"]["counties"]["geometries"] if FIPS.get(g["id"][:2]) == code]
    points = [p for g in mine for rings in (g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]]) for n in rings[0] for p in arcs[n if n >= 0 else ~n]]

    def turned(lon):
        return lon - 360 if lon > 0 and code == "AK" else lon  # the Aleutians beyond the date line

    lons, lats = [turned(p[0]) for p in points], [p[1] for p in points]
    if code == "HI":
        lons = [x for x in lons if x > -161]
        lats = [y for x, y in points if x > -161]
    lon0, lat0 = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = math.cos(math.radians(lat0))
    k = SIZE / max((max(lons) - min(lons)) * squeeze, max(lats) - min(lats))
    width, height = (max(lons) - min(lons)) * squeeze * k, (max(lats) - min(lats)) * k
    place = lambda lon, lat: (width / 2 + (turned(lon) - lon0) * squeeze * k, height / 2 - (lat - lat0) * k)  # noqa: E731
    features = [
        {"type": "Feature", "id": g["id"], "properties": {"name": g["properties"]["name"]}, "geometry": polygons(g, arcs, place, 0.45, 1.0)}
        for g in mine
        if code != "HI" or g["id"] != "15005"
    ]
    frame = {"lon0": round(lon0, 6), "lat0": round(lat0, 6), "x_scale": round(squeeze * k, 6), "y_scale": round(k, 6), "width": round(width, 1), "height": round(height, 1)}
    return {"type": "FeatureCollection", "frame": frame, "features": features}


def main():
    folder = Path(sys.argv[1])
    (STATIC / "us_states.json").write_text(json.dumps(nation(folder), separators=(",", ":")))
    topology = json.loads((folder / "counties-10m.json").read_text())
    arcs = list(arcs_of(topology))
    (STATIC / "states").mkdir(exist_ok=True)
    for code in FIPS.values():
        (STATIC / "states" / f"{code}.json").write_text(json.dumps(state(code, topology, arcs), separators=(",", ":")))


if __name__ == "__main__":
    main()
