/** Formats that follow the page's language. Everything shown as a number, a date or a size comes from here. */
export interface Formats {
  number: (value: number) => string;
  /** What somebody typed as a number, to its last digit; a year stays a year. */
  plainNumber: (value: number) => string;
  percent: (fraction: number) => string;
  bytes: (bytes: number) => string;
  duration: (milliseconds: number) => string;
  /** How far two clocks are apart, in one unit: `7 minutes`, `3 hours`, `2 days`. */
  span: (minutes: number) => string;
  /** `14:02` */
  time: (iso: string) => string;
  /** `today`, `yesterday` or `22 November 2026` */
  day: (iso: string, now: number) => string;
  /** `today at 14:02`, `22 Nov 2026, 14:02` */
  moment: (iso: string, now: number) => string;
  /** Two moments to compare: the times alone when both are of one day. */
  momentPair: (one: string, other: string) => [string, string];
  /** A calendar date such as a purchase date: `22 November 2026`. */
  calendarDate: (date: string) => string;
  /** `3 minutes ago` */
  relative: (iso: string, now: number) => string;
  list: (parts: string[]) => string;
  capitalise: (text: string) => string;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const RELATIVE_STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** Two moments a few seconds apart are "now": clocks of two instances are never quite equal. */
const JUST_NOW_SECONDS = 3;

/** @returns the largest unit in which the size is at least 1, and the size in it */
export function byteUnit(bytes: number): { value: number; unit: (typeof BYTE_UNITS)[number] } {
  let value = bytes;
  let unit: (typeof BYTE_UNITS)[number] = 'byte';
  for (const next of BYTE_UNITS) {
    unit = next;
    if (value < 1000 || next === 'terabyte') break;
    value /= 1000;
  }
  return { value, unit };
}

/** @returns whole calendar days between two moments in local time; 0 when on the same day */
export function daysBetween(earlier: number, later: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}

function formatDuration(language: string, milliseconds: number): string {
  const unit = (name: string, value: number, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (milliseconds < 1000) return unit('millisecond', Math.round(milliseconds));
  const seconds = milliseconds / 1000;
  if (seconds < 60) return unit('second', seconds, 1);
  const whole = Math.round(seconds);
  return `${unit('minute', Math.floor(whole / 60))} ${unit('second', whole % 60)}`;
}

function formatSpan(language: string, minutes: number): string {
  const [unit, value] =
    minutes < 120
      ? ['minute', minutes]
      : minutes < 48 * 60
        ? ['hour', minutes / 60]
        : ['day', minutes / (24 * 60)];
  const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language, options).format(value);
}

function formatRelative(relative: Intl.RelativeTimeFormat, seconds: number): string {
  if (Math.abs(seconds) < JUST_NOW_SECONDS) return relative.format(0, 'second');
  for (const [unit, length] of RELATIVE_STEPS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(0, 'second');
}

/**
 * @param language BCP 47 tag
 * @param dayAtTime joins `today` and `14:02` as that language does
 * @returns the formats of that language, in the computer's time zone
 */
export function createFormats(language: string, dayAtTime: (day: string, time: string) => string): Formats {
  const number = new Intl.NumberFormat(language);
  const plainNumber = new Intl.NumberFormat(language, { maximumFractionDigits: 20, useGrouping: 'min2' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const longDay = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const shortMoment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });

  const relativeDay = (iso: string, now: number) => {
    const days = daysBetween(Date.parse(iso), now);
    return days === 0 || days === 1 ? relative.format(-days, 'day') : null;
  };

  return {
    number: (value) => number.format(value),
    plainNumber: (value) => plainNumber.format(value),
    percent: (fraction) => percent.format(fraction),
    bytes: (bytes) => {
      const { value, unit } = byteUnit(bytes);
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: value < 10 && unit !== 'byte' ? 1 : 0,
      }).format(value);
    },
    duration: (milliseconds) => formatDuration(language, milliseconds),
    span: (minutes) => formatSpan(language, minutes),
    time: (iso) => time.format(new Date(iso)),
    day: (iso, now) => relativeDay(iso, now) ?? longDay.format(new Date(iso)),
    moment: (iso, now) => {
      const day = relativeDay(iso, now);
      return day ? dayAtTime(day, time.format(new Date(iso))) : shortMoment.format(new Date(iso));
    },
    momentPair: (one, other) => {
      const isOneDay = daysBetween(Date.parse(one), Date.parse(other)) === 0;
      const format = isOneDay ? time : shortMoment;
      return [format.format(new Date(one)), format.format(new Date(other))];
    },
    // Noon, so that no time zone moves a date without a time to the day before.
    calendarDate: (date) => longDay.format(new Date(`${date}T12:00:00`)),
    // What has happened does not lie ahead: the page's clock is a few seconds old, another computer's may be fast.
    relative: (iso, now) => formatRelative(relative, Math.min(0, (Date.parse(iso) - now) / 1000)),
    list: (parts) => list.format(parts),
    capitalise: (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1),
  };
}
