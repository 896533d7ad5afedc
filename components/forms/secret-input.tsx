"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** Masked; showing is explicit. A stored secret is never sent here: the field is empty and says so. */
export function SecretInput({
  isStored,
  storedHint,
  ...props
}: ComponentProps<typeof Input> & { isStored: boolean; storedHint: string }) {
  const t = useTranslations("common");
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="relative">
      <Input
        type={isShown ? "text" : "password"}
        autoComplete="new-password"
        spellCheck={false}
        isMono
        placeholder={isStored ? storedHint : undefined}
        {...props}
        className="pr-9"
      />
      <span className="absolute top-1 right-1">
        <IconButton
          size="s"
          label={isShown ? t("hide") : t("show")}
          icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onClick={() => setIsShown(!isShown)}
        />
      </span>
    </div>
  );
}
