package io.qundun.deploy.backend;

import io.qundun.schemas.CommandAck;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The README's chat backend, compiled here so that it stays true. */
@SuppressWarnings({"FutureReturnValueIgnored", "UnusedVariable"}) // short, and carryOut is yours
final class ReadmeBackend {

    private ReadmeBackend() {}

    // README: begin
    static void follow(Properties kafka) throws Exception {
        WireFormat commands = WireFormat.of(Topic.MESSAGE_COMMAND);
        WireFormat acks = WireFormat.of(Topic.COMMAND_ACK);
        Map<String, Long> applied = new HashMap<>(); // yours lies in your database
        try (var consumer = new KafkaConsumer<String, byte[]>(kafka);
                var producer = new KafkaProducer<String, byte[]>(kafka)) {
            consumer.subscribe(List.of(Topic.MESSAGE_COMMAND.topicName()));
            while (!Thread.interrupted()) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var command = (EnforcementCommand) commands.decode(record.value());
                    String subject = command.getSubjectId();
                    long last = applied.getOrDefault(subject, 0L);
                    if (command.getSequence() > last) {
                        carryOut(command); // remove, refuse or restore, and tell the person why
                        applied.put(subject, command.getSequence());
                    }
                    var ack = new CommandAck();
                    ack.setCommandId(command.getCommandId());
                    ack.setSubjectType(command.getSubjectType());
                    ack.setSubjectId(subject);
                    ack.setSequence(command.getSequence());
                    ack.setState(command.getSequence() >= last ? "applied" : "refused");
                    ack.setDetail(command.getSequence() >= last ? "" : "outdated");
                    ack.setBackend("my-chat");
                    ack.setAcknowledgedAt(System.currentTimeMillis());
                    var answer = acks.encode(ack);
                    producer.send(
                            new ProducerRecord<>(Topic.COMMAND_ACK.topicName(), subject, answer));
                }
                producer.flush();
                consumer.commitSync();
            }
        }
    }

    // README: end

    private static void carryOut(EnforcementCommand command) {}
}
