// Where the names of points go, so that none hides a point, an interval or another name.

const PAD = 2; // on both sides of a name
const HEIGHT = 13; // of a name's box, at 11 pixels
const RINGS = 12; // around a point, each a little wider, in which its number may stand

// Every point by its name where all have room; else every point by its number, so that none is told both ways.
function placedLabels(points) {
  return (
    place(points, (point) => point.text, 1, true) ?? place(points, (point) => point.number, RINGS, false)
  );
}

function place(points, wordsOf, rings, mustFit) {
  const dots = points.map(({ x, y }) => box(x - 6, y - 6, 12, 12));
  const lines = points
    .filter(({ line }) => line)
    .map(({ x, line }) => box(x - 2, line[0], 4, line[1] - line[0]));
  const taken = [...dots];
  const placed = [];
  for (const point of points) {
    const text = wordsOf(point);
    const places = around(point, textWidth(text) + 2 * PAD, rings).filter(inPlot);
    const free = places.filter((one) => !taken.some((other) => overlap(one, other)));
    const clear = free.find((one) => !lines.some((line) => overlap(one, line)));
    if (mustFit && !clear) return null;
    const chosen = clear ?? free[0] ?? places[0] ?? box(point.x + 9, point.y - 6, 0, HEIGHT);
    taken.push(chosen);
    placed.push({ text, x: chosen.x, y: chosen.y });
  }
  return placed;
}

function around({ x, y }, wide, rings) {
  const places = [];
  for (let ring = 0; ring < rings; ring += 1) {
    const far = ring * 9;
    for (const [dx, dy] of [
      [9 + far, -HEIGHT / 2],
      [-9 - far - wide, -HEIGHT / 2],
      [3 + far / 2, -HEIGHT - 5 - far],
      [-3 - far / 2 - wide, -HEIGHT - 5 - far],
      [3 + far / 2, 5 + far],
      [-3 - far / 2 - wide, 5 + far],
    ])
      places.push(box(x + dx, y + dy, wide, HEIGHT));
  }
  return places;
}

const ruler = document.createElement("canvas").getContext("2d");

function textWidth(text) {
  ruler.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

function box(x, y, width, height) {
  return { x, y, width, height };
}

function inPlot(one) {
  const { left, width, top, height, bottom } = SCATTER;
  return (
    one.x >= left && one.x + one.width <= width && one.y >= top - 8 && one.y + one.height <= height - bottom
  );
}

function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
