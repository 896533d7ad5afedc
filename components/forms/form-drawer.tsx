"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Drawer } from "@/components/ui/drawer";
import type { OverlayWidth } from "@/components/ui/overlay-styles";

export interface FormDrawerProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  submitLabel: string;
  /** Asks before closing while true. */
  isDirty: boolean;
  isPending: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
  /** Right of the buttons: "Create another", "Test connection". */
  aside?: ReactNode;
  width?: OverlayWidth;
}

/** A form in a slide panel: Enter submits, closing asks when something would be lost. */
export function FormDrawer(props: FormDrawerProps) {
  const t = useTranslations("common");
  const formId = useId();
  const [isAsking, setIsAsking] = useState(false);
  const isGuarded = props.isOpen && props.isDirty;
  useEffect(() => {
    if (!isGuarded) {
      return undefined;
    }
    const handleUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", handleUnload);
    return () => window.removeEventListener("beforeunload", handleUnload);
  }, [isGuarded]);
  function handleOpenChange(isOpen: boolean) {
    if (!isOpen && props.isDirty) {
      setIsAsking(true);
    } else if (!isOpen) {
      props.onClose();
    }
  }
  return (
    <>
      <Drawer
        isOpen={props.isOpen}
        onOpenChange={handleOpenChange}
        title={props.title}
        width={props.width ?? "s"}
        footer={
          <>
            <Button type="submit" form={formId} variant="primary" isPending={props.isPending}>
              {props.submitLabel}
            </Button>
            <Button onClick={() => handleOpenChange(false)}>{t("cancel")}</Button>
            {props.aside}
          </>
        }
      >
        <form id={formId} onSubmit={props.onSubmit} noValidate className="flex flex-col gap-4">
          {props.children}
        </form>
      </Drawer>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={t("unsavedTitle")}
        actionLabel={t("discard")}
        onConfirm={() => {
          setIsAsking(false);
          props.onClose();
        }}
      >
        {t("unsavedBody")}
      </ConfirmDialog>
    </>
  );
}
