package io.qundun.jobs.runtime.chat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What a checkpoint keeps of the enumerator.
 *
 * @param everOpened whether the gate had opened
 * @param kafka the partitions as Kafka's enumerator keeps them
 */
record ChatEnumeratorState(boolean everOpened, KafkaSourceEnumState kafka) {

    /** Version 1: the flag, the version of Kafka's part, its length, its bytes. */
    static final class Serializer implements SimpleVersionedSerializer<ChatEnumeratorState> {

        private static final int VERSION = 1;

        private final SimpleVersionedSerializer<KafkaSourceEnumState> kafka;

        Serializer(SimpleVersionedSerializer<KafkaSourceEnumState> kafka) {
            this.kafka = kafka;
        }

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(ChatEnumeratorState state) throws IOException {
            byte[] inner = kafka.serialize(state.kafka());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(inner.length + 9);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeBoolean(state.everOpened());
            out.writeInt(kafka.getVersion());
            out.writeInt(inner.length);
            out.write(inner);
            return bytes.toByteArray();
        }

        @Override
        public ChatEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "state of the chat source has version "
                                + version
                                + ", this job knows "
                                + VERSION
                                + ": start it with the job that wrote the savepoint, or a newer one");
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            boolean everOpened = in.readBoolean();
            int innerVersion = in.readInt();
            byte[] inner = in.readNBytes(in.readInt());
            return new ChatEnumeratorState(everOpened, kafka.deserialize(innerVersion, inner));
        }
    }
}
