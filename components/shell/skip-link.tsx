import { useTranslations } from "next-intl";

export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-(--z-toast) -translate-y-20 rounded-xs bg-primary px-4 py-2 text-on-primary focus:translate-y-0"
    >
      {t("skipToContent")}
    </a>
  );
}
