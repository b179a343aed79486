package io.qundun.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.junit.jupiter.api.Test;

class KafkaEndpointsTest {

    private final KafkaEndpoints endpoints = endpoints(Map.of());

    private static KafkaEndpoints endpoints(Map<String, String> more) {
        Map<String, String> given = new java.util.HashMap<>(more);
        given.put("bootstrap.servers", "broker:9092");
        try {
            return new KafkaEndpoints(
                    JobConfiguration.of(given, CommonOptions.all()), "qundun-test");
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The connector's own default is NONE, which loses records without a word. */
    @Test
    void sinksWriteAtLeastOnce() throws Exception {
        assertThat(field(sink(endpoints), "deliveryGuarantee"))
                .isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
        Properties producer = (Properties) field(sink(endpoints), "kafkaProducerConfig");
        assertThat(producer)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("max.request.size", Integer.toString(12 << 20));
    }

    @Test
    void settingsOfTheUserWinOverOurs() throws Exception {
        KafkaEndpoints tuned = endpoints(Map.of("kafka.linger.ms", "7"));

        assertThat((Properties) field(sink(tuned), "kafkaProducerConfig"))
                .containsEntry("linger.ms", "7");
        assertThat(tuned.client())
                .containsEntry("linger.ms", "7")
                .containsEntry("bootstrap.servers", "broker:9092");
        assertThat(tuned.groupId()).isEqualTo("qundun-test");
    }

    private static KafkaSink<DeadLetter> sink(KafkaEndpoints endpoints) {
        return endpoints.sink(Topic.MODERATION_DEAD_LETTER, DeadLetter::getDeadLetterId);
    }

    private static Object field(KafkaSink<?> sink, String name) throws Exception {
        Field field = KafkaSink.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(sink);
    }
}
