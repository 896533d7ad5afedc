/** A logback file that keeps each log under a few megabytes; RocketMQ's own files keep gigabytes. */
export function toLogbackXml(logFile: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">
    <file>${escapeXml(logFile)}</file>
    <append>true</append>
    <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
      <fileNamePattern>${escapeXml(logFile)}.%i</fileNamePattern>
      <minIndex>1</minIndex>
      <maxIndex>3</maxIndex>
    </rollingPolicy>
    <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
      <maxFileSize>8MB</maxFileSize>
    </triggeringPolicy>
    <encoder>
      <pattern>%d{yyyy-MM-dd HH:mm:ss.SSS} %p %c{0} - %m%n</pattern>
    </encoder>
  </appender>
  <logger name="RocketmqWaterMark" level="WARN" />
  <logger name="RocketmqBrokerSlow" level="WARN" />
  <root level="INFO">
    <appender-ref ref="FILE" />
  </root>
</configuration>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
