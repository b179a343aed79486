package io.qundun.jobs.evidence.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.DeadLetter;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
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

    private static final List<DeadLetter> LETTERS =
            Collections.synchronizedList(new ArrayList<>());

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

    /** Restored state is looked at by restoring it into this. */
    private final List<String> restored = new ArrayList<>();

    @BeforeEach
    void forget() {
        LETTERS.clear();
        FLUSHES.clear();
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
        OneInputStreamOperatorTestHarness<DocumentOperation, CommittableMessage<DocumentOperation>>
                harness =
                        new OneInputStreamOperatorTestHarness<>(
                                new SinkWriterOperatorFactory<>(sink));
        @SuppressWarnings({"unchecked", "rawtypes"})
        TypeSerializer<CommittableMessage<DocumentOperation>> never =
                (TypeSerializer) IntSerializer.INSTANCE;
        harness.setup(never);
        return harness;
    }

    private List<String> idsIn(OperatorSubtaskState state) throws Exception {
        restored.clear();
        try (var harness = harness(100)) {
            harness.initializeState(state);
            harness.open();
            OperatorSubtaskState again = harness.snapshot(9, 9);
            assertThat(again).isNotNull();
            for (var handle : again.getManagedOperatorState()) {
                assertThat(handle.getStateSize()).isPositive();
            }
            return new ArrayList<>(restored);
        }
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

            assertThat(idsIn(state)).isEmpty();
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

    static BufferedRequestState<DocumentOperation> state(List<DocumentOperation> documents) {
        return new BufferedRequestState<>(
                documents.stream()
                        .map(d -> new RequestEntryWrapper<>(d, ElasticsearchWriter.sizeOf(d)))
                        .toList());
    }
}
