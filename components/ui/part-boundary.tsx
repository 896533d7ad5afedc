"use client";

import { unstable_rethrow as rethrowForRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Component, type ReactNode } from "react";
import { Button } from "./button";
import { InlineMessage } from "./inline-message";

function PartFailed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("common");
  return (
    <InlineMessage
      tone="error"
      title={t("partFailed")}
      action={
        <Button size="s" onClick={onRetry}>
          {t("retry")}
        </Button>
      }
      className="m-2"
    />
  );
}

interface State {
  hasFailed: boolean;
}

/** Keeps an error in its part of the page; the other parts go on. */
export class PartBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(error: unknown): State {
    // Redirects and "not found" are errors to React and answers to the router.
    rethrowForRouter(error);
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (
      <PartFailed onRetry={() => this.setState({ hasFailed: false })} />
    ) : (
      this.props.children
    );
  }
}
