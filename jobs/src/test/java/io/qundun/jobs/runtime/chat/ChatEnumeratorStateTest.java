package io.qundun.jobs.runtime.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.AssignmentStatus;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChatEnumeratorStateTest {

    private final ChatEnumeratorState.Serializer serializer =
            new ChatEnumeratorState.Serializer(new KafkaSourceEnumStateSerializer());

    private static ChatEnumeratorState state() {
        return new ChatEnumeratorState(
                true,
                new KafkaSourceEnumState(
                        Set.of(
                                new SplitAndAssignmentStatus(
                                        new KafkaPartitionSplit(
                                                new TopicPartition("chat.message.v1", 5), 4711),
                                        AssignmentStatus.ASSIGNED)),
                        true));
    }

    @Test
    void comesBackAsItWas() throws Exception {
        ChatEnumeratorState back =
                serializer.deserialize(serializer.getVersion(), serializer.serialize(state()));

        assertThat(back.everOpened()).isTrue();
        assertThat(back.kafka().initialDiscoveryFinished()).isTrue();
        assertThat(back.kafka().assignedSplits())
                .containsExactlyElementsOf(state().kafka().assignedSplits());
        ChatEnumeratorState fresh =
                new ChatEnumeratorState(false, new KafkaSourceEnumState(Set.of(), false));
        assertThat(serializer.deserialize(1, serializer.serialize(fresh)).everOpened()).isFalse();
    }

    @Test
    void readsWhatVersionOneWrote() throws Exception {
        byte[] golden = HexFormat.of().parseHex(GOLDEN);

        assertThat(HexFormat.of().formatHex(serializer.serialize(state()))).isEqualTo(GOLDEN);
        ChatEnumeratorState back = serializer.deserialize(1, golden);
        assertThat(back.everOpened()).isTrue();
        assertThat(back.kafka().assignedSplits())
                .containsExactlyElementsOf(state().kafka().assignedSplits());
    }

    private static final String GOLDEN =
            "010000000300000036000000010000000000000025000f636861742e6d6573736167652e763100000005000000000000126780000000000000000000000001";

    @Test
    void saysWhatToDoWithAnotherVersion() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("start it with");
    }
}
