const DAY = 24 * 3_600_000;

/** How long after completion a review may be written, and after writing it be changed. Days. */
export const WRITE_DAYS = 30;
export const CHANGE_DAYS = 7;

export interface Stars {
  environment: number;
  facilities: number;
  products: number;
  service: number;
}

/** The four stars of a review together: what averages are made of. */
export const scoreOf = (stars: Stars): number => stars.environment + stars.facilities + stars.products + stars.service;

/** An average of four stars from their sum over some reviews, one decimal. */
export const average = (total: number, count: number): number => Math.round((total / 4 / count) * 10) / 10;

export const writableUntil = (completedAt: Date): Date => new Date(completedAt.getTime() + WRITE_DAYS * DAY);
export const changeableUntil = (createdAt: Date): Date => new Date(createdAt.getTime() + CHANGE_DAYS * DAY);

/** Whether a moment lies before the end of a time. */
export const within = (until: Date, now: Date): boolean => now < until;
