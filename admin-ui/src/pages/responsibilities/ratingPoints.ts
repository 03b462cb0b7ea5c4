/** Ratings of priorities as points in time, for the picture and for its table. */

type Rating = 'RED' | 'AMBER' | 'GREEN' | 'NOT_RATED';

export type Rated = {
  id: string;
  position: number;
  title: string | null;
  progress: { nodes: readonly { id: string; on: string; rating: Rating }[] };
};

export type Point = {
  id: string;
  priority: string;
  position: number;
  /** Noon in UTC, so that the day is the same everywhere that matters here. */
  at: Date;
  on: string;
  rating: Rating;
  /** The letter beside the shape. */
  letter: string;
};

const letters = { GREEN: 'G', AMBER: 'A', RED: 'R', NOT_RATED: 'N' } as const;

/** Every rating, the oldest first. */
export function pointsOf(priorities: readonly Rated[]): Point[] {
  return priorities
    .flatMap(({ id, position, progress }) =>
      progress.nodes.map((entry) => ({
        id: `${id}:${entry.id}`,
        priority: `Priority ${position}`,
        position,
        at: new Date(`${entry.on}T12:00:00Z`),
        on: entry.on,
        rating: entry.rating,
        letter: letters[entry.rating],
      })),
    )
    .sort((one, other) => one.on.localeCompare(other.on) || one.position - other.position);
}

export type Quarter = { label: string; ratings: Map<string, Point> };

/** The last rating of each priority in each quarter in which there is one, the latest quarter first. */
export function byQuarter(points: readonly Point[]): Quarter[] {
  const quarters = new Map<string, Quarter>();
  for (const point of points) {
    const [year = '', month = '1'] = point.on.split('-');
    const key = `${year}-${Math.ceil(Number(month) / 3)}`;
    const quarter = quarters.get(key) ?? {
      label: quarterWords(year, Number(month)),
      ratings: new Map(),
    };
    quarter.ratings.set(point.priority, point);
    quarters.set(key, quarter);
  }
  return [...quarters.entries()]
    .sort(([one], [other]) => other.localeCompare(one))
    .map(([, quarter]) => quarter);
}

const spans = ['January to March', 'April to June', 'July to September', 'October to December'];

function quarterWords(year: string, month: number): string {
  return `${spans[Math.ceil(month / 3) - 1]} ${year}`;
}
