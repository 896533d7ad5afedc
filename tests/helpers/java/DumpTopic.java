import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.common.message.MessageClientExt;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Reads every message that a topic holds with the official client and prints one JSON object a line. */
public final class DumpTopic {
  private static final int BATCH = 32;
  /** A busy computer may take long to answer; its answer is worth waiting for. */
  private static final int PATIENCE_MS = 60_000;

  private DumpTopic() {}

  /** The client's threads would keep a failed run alive for ever: every way out is an exit. */
  public static void main(String[] arguments) {
    try {
      dump(arguments[0], arguments[1]);
      System.exit(0);
    } catch (Exception error) {
      error.printStackTrace();
      System.exit(1);
    }
  }

  @SuppressWarnings("deprecation")
  private static void dump(String nameServer, String topic) throws Exception {
    DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("dump_" + ProcessHandle.current().pid());
    consumer.setNamesrvAddr(nameServer);
    consumer.setConsumerPullTimeoutMillis(PATIENCE_MS);
    consumer.start();
    consumer
        .getDefaultMQPullConsumerImpl()
        .getRebalanceImpl()
        .getmQClientFactory()
        .getMQAdminImpl()
        .setTimeoutMillis(PATIENCE_MS);
    StringBuilder lines = new StringBuilder();
    for (MessageQueue queue : consumer.fetchSubscribeMessageQueues(topic)) {
      long offset = consumer.minOffset(queue);
      long end = consumer.maxOffset(queue);
      while (offset < end) {
        PullResult result = consumer.pull(queue, "*", offset, BATCH);
        if (result.getPullStatus() == PullStatus.FOUND) {
          for (MessageExt message : result.getMsgFoundList()) {
            append(lines, queue, message);
          }
        }
        offset = Math.max(result.getNextBeginOffset(), offset);
        if (result.getPullStatus() == PullStatus.NO_NEW_MSG) {
          break;
        }
        flush(lines);
      }
    }
    flush(lines);
    System.out.println("{\"isComplete\":true}");
    System.out.flush();
    consumer.shutdown();
  }

  private static void flush(StringBuilder lines) {
    System.out.print(lines);
    lines.setLength(0);
  }

  private static void append(StringBuilder out, MessageQueue queue, MessageExt message) {
    String brokerMessageId =
        message instanceof MessageClientExt ? ((MessageClientExt) message).getOffsetMsgId() : message.getMsgId();
    out.append("{\"messageId\":").append(quote(message.getMsgId()));
    out.append(",\"brokerMessageId\":").append(quote(brokerMessageId));
    out.append(",\"brokerName\":").append(quote(queue.getBrokerName()));
    out.append(",\"queueId\":").append(message.getQueueId());
    out.append(",\"queueOffset\":").append(message.getQueueOffset());
    out.append(",\"bornAtMs\":").append(message.getBornTimestamp());
    out.append(",\"bodyBase64\":\"").append(Base64.getEncoder().encodeToString(body(message)));
    out.append("\",\"properties\":{");
    char separator = ' ';
    for (Map.Entry<String, String> entry : new TreeMap<>(message.getProperties()).entrySet()) {
      out.append(separator).append(quote(entry.getKey())).append(':').append(quote(entry.getValue()));
      separator = ',';
    }
    out.append("}}\n");
  }

  private static byte[] body(MessageExt message) {
    return message.getBody() == null ? new byte[0] : message.getBody();
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
