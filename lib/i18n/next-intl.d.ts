import type { Locale as AppLocale } from "./locales";
import type { Messages as AppMessages } from "./messages";

// Makes a wrong key or language a compile error.
declare module "next-intl" {
  interface AppConfig {
    Locale: AppLocale;
    Messages: AppMessages;
  }
}
