/** Per-browser preferences, kept in cookies so that the server renders the right thing at once. None is a secret. */
export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["compact", "comfortable"] as const;
export type Density = (typeof densities)[number];

export const preferenceCookies = {
  theme: "sluice-theme",
  density: "sluice-density",
  locale: "sluice-locale",
  timeZone: "sluice-time-zone",
  region: "sluice-region",
  pageSize: "sluice-page-size",
  nav: "sluice-nav",
  columns: "sluice-columns",
  shortcuts: "sluice-shortcuts",
  alertSeen: "sluice-alert-seen",
} as const;
export type Preference = keyof typeof preferenceCookies;

const oneYearSeconds = 31_536_000;

export function preferenceCookie(preference: Preference, value: string): string {
  return `${preferenceCookies[preference]}=${encodeURIComponent(value)}; Path=/; Max-Age=${oneYearSeconds}; SameSite=Lax`;
}

export function toTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "light";
}

export function toDensity(value: string | undefined): Density {
  return densities.find((density) => density === value) ?? "compact";
}

export function isTimeZone(value: string | undefined): value is string {
  if (value === undefined || value.length > 64) {
    return false;
  }
  try {
    Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
