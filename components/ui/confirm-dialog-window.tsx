"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "./button";
import type { ConfirmDialogProps } from "./confirm-dialog";
import { Field } from "./field";
import { InlineMessage } from "./inline-message";
import { Input } from "./input";
import { backdropClassName } from "./overlay-styles";

function ConfirmForm(props: ConfirmDialogProps & { cancelRef: React.RefObject<HTMLButtonElement | null> }) {
  const t = useTranslations("common");
  const [typed, setTyped] = useState("");
  const isTyped = props.typeToConfirm === undefined || typed === props.typeToConfirm;
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    // The portal is a React child of any surrounding form.
    event.stopPropagation();
    if (isTyped && props.isPending !== true && props.disabledReason === undefined) {
      props.onConfirm();
    }
  }
  return (
    <form onSubmit={handleSubmit} className="flex min-h-0 flex-col">
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-6 pb-1 text-fg">
        <Base.Description render={<div />}>{props.children}</Base.Description>
        {props.typeToConfirm === undefined || props.disabledReason !== undefined ? null : (
          <Field
            label={t.rich("typeToConfirm", {
              name: props.typeToConfirm,
              b: (text) => <b className="font-mono font-semibold wrap-anywhere text-fg">{text}</b>,
            })}
          >
            <Input
              isMono
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        {props.error === undefined ? null : <InlineMessage tone="error">{props.error}</InlineMessage>}
      </div>
      <footer className="flex flex-wrap gap-2 px-6 pt-4 pb-6">
        <Button
          type="submit"
          variant={props.isDestructive === false ? "primary" : "danger"}
          isPending={props.isPending}
          isDisabled={!isTyped}
          disabledReason={props.disabledReason}
        >
          {props.actionLabel}
        </Button>
        <Base.Close render={<Button ref={props.cancelRef} />}>{t("cancel")}</Base.Close>
      </footer>
    </form>
  );
}

export function ConfirmDialogWindow(props: ConfirmDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={props.isOpen} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className={backdropClassName} />
        <Base.Popup
          initialFocus={cancelRef}
          className="fixed top-1/2 left-1/2 z-(--z-dialog) flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-sm border border-line bg-bg-popup shadow-3 outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 sm:w-[30rem]"
        >
          <Base.Title className="px-6 pt-6 pb-3 text-base font-medium text-fg">{props.title}</Base.Title>
          <ConfirmForm {...props} cancelRef={cancelRef} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
