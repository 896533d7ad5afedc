import java.util.concurrent.Semaphore;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Peer: the bridge a Java team would write with the two official clients. Acknowledges by hand after RocketMQ stored the message, and
 * keeps a bounded number of sends under way.
 */
public final class PahoBridge implements MqttCallback {
  private static final int UNDER_WAY_MAX = 500;
  private static final int RECEIVE_MAXIMUM = 5000;

  private final DefaultMQProducer producer;
  private final MqttAsyncClient client;
  private final String topic;
  private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);

  private PahoBridge(DefaultMQProducer producer, MqttAsyncClient client, String topic) {
    this.producer = producer;
    this.client = client;
    this.topic = topic;
  }

  public static void main(String[] arguments) throws Exception {
    String mqttPort = arguments[0];
    String nameServer = arguments[1];
    String topic = arguments[2];
    DefaultMQProducer producer = new DefaultMQProducer("bench_paho_bridge");
    producer.setNamesrvAddr(nameServer);
    producer.start();
    String clientId = "paho-" + ProcessHandle.current().pid();
    MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + mqttPort, clientId, null);
    client.setManualAcks(true);
    client.setCallback(new PahoBridge(producer, client, topic));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setReceiveMaximum(RECEIVE_MAXIMUM);
    client.connect(options).waitForCompletion();
    client.subscribe(topic + "/#", 1).waitForCompletion();
    System.out.println("{\"isReady\":true}");
  }

  @Override
  public void messageArrived(String mqttTopic, MqttMessage received) throws Exception {
    Message message = new Message(topic, received.getPayload());
    message.putUserProperty("mqttSecondTopic", mqttTopic.substring(mqttTopic.indexOf('/')));
    message.putUserProperty("qoslevel", Integer.toString(received.getQos()));
    message.putUserProperty("topic", mqttTopic);
    int id = received.getId();
    int qos = received.getQos();
    underWay.acquire();
    producer.send(
        message,
        new SendCallback() {
          @Override
          public void onSuccess(SendResult result) {
            underWay.release();
            acknowledge(id, qos);
          }

          @Override
          public void onException(Throwable error) {
            error.printStackTrace();
            System.exit(1);
          }
        });
  }

  private void acknowledge(int id, int qos) {
    try {
      client.messageArrivedComplete(id, qos);
    } catch (MqttException error) {
      error.printStackTrace();
      System.exit(1);
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    System.err.println("disconnected: " + response);
    System.exit(1);
  }

  @Override
  public void mqttErrorOccurred(MqttException error) {
    error.printStackTrace();
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean isReconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
