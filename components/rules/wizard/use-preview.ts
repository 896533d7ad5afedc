"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { RocketmqTopicName } from "@/lib/names";
import { PreviewedMessage } from "@/lib/rules/preview";
import { apiRequest } from "../api-request";
import { useDebounced } from "../use-debounced";
import type { Sample } from "./sample";

export interface PreviewTarget {
  rocketmqInstanceId: string;
  topic: string;
}

/** The message that the runtime's mapping makes of the sample, once it was left alone for a moment. */
export function usePreview(instanceId: string, sample: Sample, target: PreviewTarget, isEnabled: boolean) {
  const { clientId, ...message } = useDebounced(sample, 300);
  const rocketmqInstanceId = useDebounced(target.rocketmqInstanceId, 300);
  const topic = useDebounced(target.topic, 300);
  const hasTarget = rocketmqInstanceId !== "" && RocketmqTopicName.safeParse(topic).success;
  const body = {
    ...message,
    ...(clientId !== "" && { clientId }),
    ...(hasTarget && { destination: { rocketmqInstanceId, topic } }),
  };
  return useQuery({
    queryKey: ["message-preview", instanceId, body],
    queryFn: ({ signal }) =>
      apiRequest(`/instances/${encodeURIComponent(instanceId)}/rules/preview`, PreviewedMessage, {
        method: "POST",
        body,
        signal,
      }),
    enabled: isEnabled && message.topic !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}
