package io.qundun.jobs.evidence.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.DeadLetter;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The writer with no Elasticsearch to talk to; what it does with one is tested in deploy. */
class ElasticsearchWriterTest {

    private static final List<DeadLetter> LETTERS = Collections.synchronizedList(new ArrayList<>());

    private static final List<String> FLUSHES = Collections.synchronizedList(new ArrayList<>());

    /** Collects dead letters in this JVM. */
    private static final class Collected implements Sink<DeadLetter> {

        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(DeadLetter letter, Context context) {
                    LETTERS.add(letter);
                }

                @Override
                public void flush(boolean endOfInput) {
                    FLUSHES.add("flush of " + LETTERS.size());
                }

                @Override
                public void close() {}
            };
        }
    }

    private static final List<String> RESTORED = Collections.synchronizedList(new ArrayList<>());

    /** Looks at the state that it is restored with. */
    private record Reader(ElasticsearchSink sink)
            implements Sink<DocumentOperation>,
                    SupportsWriterState<
                            DocumentOperation, BufferedRequestState<DocumentOperation>> {

        @Override
        public SinkWriter<DocumentOperation> createWriter(WriterInitContext context)
                throws IOException {
            return sink.createWriter(context);
        }

        @Override
        public StatefulSinkWriter<DocumentOperation, BufferedRequestState<DocumentOperation>>
                restoreWriter(
                        WriterInitContext context,
                        Collection<BufferedRequestState<DocumentOperation>> recovered)
                        throws IOException {
            for (BufferedRequestState<DocumentOperation> state : recovered) {
                for (RequestEntryWrapper<DocumentOperation> entry :
                        state.getBufferedRequestEntries()) {
                    RESTORED.add(entry.getRequestEntry().id());
                }
            }
            return sink.restoreWriter(context, recovered);
        }

        @Override
        public SimpleVersionedSerializer<BufferedRequestState<DocumentOperation>>
                getWriterStateSerializer() {
            return sink.getWriterStateSerializer();
        }
    }

    @BeforeEach
    void forget() {
        LETTERS.clear();
        FLUSHES.clear();
        RESTORED.clear();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static OneInputStreamOperatorTestHarness<
                    DocumentOperation, CommittableMessage<DocumentOperation>>
            harness(int maxPending) throws Exception {
        ElasticsearchSink sink =
                new ElasticsearchSink(
                        Samples.endpoint("http://localhost:" + freePort(), maxPending),
                        List.of(),
                        new Collected(),
                        "test");
        return new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(new Reader(sink)));
    }

    @Test
    void aCheckpointCompletesWhileElasticsearchIsAway() throws Exception {
        try (var harness = harness(100)) {
            harness.open();
            for (int n = 0; n < 10; n++) {
                harness.processElement(Samples.document(n), n);
            }
            harness.prepareSnapshotPreBarrier(1);
            OperatorSubtaskState state = harness.snapshot(1, 1);
            try (var restored = harness(100)) {
                restored.initializeState(state);
                restored.open();
            }

            // Those of the two requests under way, and those that wait.
            assertThat(RESTORED)
                    .containsExactly(
                            "id-0", "id-1", "id-2", "id-3", "id-4", "id-5", "id-6", "id-7", "id-8",
                            "id-9");
            assertThat(FLUSHES).contains("flush of 0");
            assertThat(LETTERS).isEmpty();
        }
    }

    @Test
    void aDocumentLargerThanAllowedIsADeadLetterAndIsDurableBeforeTheCheckpoint() throws Exception {
        try (var harness = harness(100)) {
            harness.open();
            harness.processElement(Samples.document(3, "x".repeat(2_001)), 0);
            harness.prepareSnapshotPreBarrier(1);

            assertThat(LETTERS)
                    .singleElement()
                    .satisfies(
                            letter -> {
                                assertThat(letter.getCode()).isEqualTo("document-refused");
                                assertThat(letter.getReason()).contains("2001 bytes", "id-3");
                                assertThat(letter.getOrigin().getOffset()).isEqualTo(3);
                                assertThat(letter.getValue().remaining()).isPositive();
                            });
            assertThat(FLUSHES).containsExactly("flush of 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "1, 40", "9, 200", "98, 1980", "99, 2000", "1000000, 2000"})
    void holdsDocumentsBackLongerTheMoreAreInExcessButNotForEver(int excess, long millis) {
        assertThat(ElasticsearchWriter.holdMillis(excess)).isEqualTo(millis);
    }
}
