"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { checkSampleTopic, mappingPreviewRows } from "./mapping-preview-rows";

export interface MappingPreviewProps {
  parentTopic: string;
  rocketmqTopic: string;
}

/** What a consumer of the RocketMQ topic will see of a message, for an MQTT topic that the person types. */
export function MappingPreview({ parentTopic, rocketmqTopic }: MappingPreviewProps) {
  const t = useTranslations("rules.wizard.mapping");
  const [sample, setSample] = useState(`${parentTopic}/line-1/temperature`);
  const problem = checkSampleTopic(sample, parentTopic);
  return (
    <Card title={t("title")}>
      <div className="flex flex-col gap-4">
        <Field
          label={t("sample")}
          error={problem === undefined ? undefined : t(`problem.${problem}`, { topic: parentTopic })}
        >
          <Input isMono value={sample} onChange={(event) => setSample(event.target.value)} autoComplete="off" />
        </Field>
        {problem === undefined ? (
          <div className="overflow-x-auto">
            <table className="w-full border-separate border-spacing-0">
              <caption className="pb-1 text-left text-fg-secondary">
                {t("result", { topic: rocketmqTopic === "" ? t("topicToChoose") : rocketmqTopic })}
              </caption>
              <thead>
                <tr>
                  <th scope="col" className="w-40 border-b border-line bg-bg-muted px-3 py-1 text-left font-semibold">
                    {t("property")}
                  </th>
                  <th scope="col" className="border-b border-line bg-bg-muted px-3 py-1 text-left font-semibold">
                    {t("value")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {mappingPreviewRows(sample).map((row) => (
                  <tr key={row.name}>
                    <th scope="row" className="border-b border-line px-3 py-1 text-left font-mono font-normal">
                      {row.name}
                    </th>
                    <td className="border-b border-line px-3 py-1">
                      <span className="font-mono break-all">{row.value}</span>
                      {row.isExample ? <span className="ml-2 text-fg-help">{t("example")}</span> : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        <p className="text-fg-help">{t("body")}</p>
      </div>
    </Card>
  );
}
