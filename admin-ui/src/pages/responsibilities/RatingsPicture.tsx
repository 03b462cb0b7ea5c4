/** Ratings over time, one line for each priority: a shape and a letter, never a colour alone. */
import { useEffect, useRef } from 'react';
import type { Point } from './ratingPoints.js';

/** Shapes differ, colours help. */
const shapes = {
  GREEN: { symbol: 'circle', colour: '#0f7a52' },
  AMBER: { symbol: 'triangle', colour: '#b05000' },
  RED: { symbol: 'square', colour: '#ca3535' },
  NOT_RATED: { symbol: 'diamond', colour: '#484949' },
} as const;

const ratings = Object.keys(shapes) as (keyof typeof shapes)[];

export function RatingsPicture({
  points,
  priorities,
}: {
  points: readonly Point[];
  /** Their names on the axis, from above. */
  priorities: readonly string[];
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let left = false;
    const draw = async () => {
      const plot = await import('@observablehq/plot');
      const element = place.current;
      if (left || !element) return;
      element.replaceChildren(picture(plot, points, priorities, element.clientWidth));
    };
    draw();
    window.addEventListener('resize', draw);
    return () => {
      left = true;
      window.removeEventListener('resize', draw);
    };
  }, [points, priorities]);
  return (
    <figure className="register-picture">
      <div ref={place} className="register-picture__plot" />
      <figcaption className="govuk-body-s">
        <ul className="register-picture__key">
          <li>
            <Shape d="M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z" colour={shapes.GREEN.colour} /> G: green
          </li>
          <li>
            <Shape d="M6 1l5.5 10h-11z" colour={shapes.AMBER.colour} /> A: amber
          </li>
          <li>
            <Shape d="M1.5 1.5h9v9h-9z" colour={shapes.RED.colour} /> R: red
          </li>
          <li>
            <Shape d="M6 0l4.5 6l-4.5 6l-4.5-6z" colour={shapes.NOT_RATED.colour} /> N: not rated
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}

function Shape({ d, colour }: { d: string; colour: string }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d={d} fill={colour} />
    </svg>
  );
}

type Plot = typeof import('@observablehq/plot');

function picture(
  plot: Plot,
  points: readonly Point[],
  priorities: readonly string[],
  width: number,
): SVGSVGElement {
  const svg = plot.plot({
    className: 'register-plot',
    width,
    height: 75 + priorities.length * 56,
    marginLeft: 80,
    // Two lines: the month, and below the first the year.
    marginBottom: 45,
    marginRight: 20,
    x: { type: 'utc', label: null, grid: true, insetLeft: 15, insetRight: 15, ticks: width / 120 },
    y: { type: 'point', domain: [...priorities], label: null, grid: true },
    symbol: { domain: ratings, range: ratings.map((rating) => shapes[rating].symbol) },
    color: { domain: ratings, range: ratings.map((rating) => shapes[rating].colour) },
    marks: [
      plot.line(points, { x: 'at', y: 'priority', z: 'priority', stroke: '#858686' }),
      plot.dot(points, { x: 'at', y: 'priority', symbol: 'rating', fill: 'rating', r: 8 }),
      plot.text(points, { x: 'at', y: 'priority', text: 'letter', dy: -19, fontWeight: 'bold' }),
    ],
  }) as unknown as SVGSVGElement;
  // The page's policy allows no style element: its rules stand in our own sheet.
  for (const style of svg.querySelectorAll('style')) style.remove();
  // The picture is one thing to a screen reader; its parts have no role that a label belongs to.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  svg.setAttribute('role', 'img');
  svg.setAttribute(
    'aria-label',
    'Ratings of each priority over time. The table below says the same.',
  );
  return svg;
}
