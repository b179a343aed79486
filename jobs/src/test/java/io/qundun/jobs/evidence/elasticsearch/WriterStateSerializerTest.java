package io.qundun.jobs.evidence.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.jobs.runtime.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class WriterStateSerializerTest {

    /** Written by version 1. State of jobs that are out there looks like this: never change it. */
    private static final String GOLDEN =
            "ffffffffffffffff" // Flink's marker
                    + "00000002" // two documents
                    + "00000000000000a7" // size
                    + "0000000469647831" // index: idx1
                    + "000000026131" // id: a1
                    + "0004000000000007" // version
                    + "00" // index
                    + "000000077b2261223a317d" // {"a":1}
                    + "0000000174" // topic: t
                    + "00000003" // partition
                    + "0000000000000005" // offset
                    + "000001a0c4e67c00" // record time
                    + "ffffffff" // no key
                    + "0000000301ff02" // value
                    + "00000000000000a2"
                    + "0000000469647832"
                    + "000000026132"
                    + "ffffffffffffffff" // no version
                    + "01" // create
                    + "000000027b7d"
                    + "0000000174"
                    + "00000000"
                    + "0000000000000000"
                    + "ffffffffffffffff"
                    + "000000016b"
                    + "ffffffff";

    private static final List<DocumentOperation> DOCUMENTS =
            List.of(
                    new DocumentOperation(
                            "idx1",
                            "a1",
                            (1L << 50) + 7,
                            DocumentOperation.Type.INDEX,
                            "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                            new RawRecord("t", 3, 5, 0x1a0c4e67c00L, null, new byte[] {1, -1, 2})),
                    new DocumentOperation(
                            "idx2",
                            "a2",
                            DocumentOperation.NO_VERSION,
                            DocumentOperation.Type.CREATE,
                            "{}".getBytes(StandardCharsets.UTF_8),
                            new RawRecord("t", 0, 0, -1, new byte[] {'k'}, null)));

    private final WriterStateSerializer serializer = new WriterStateSerializer();

    private static BufferedRequestState<DocumentOperation> state() {
        return new BufferedRequestState<>(
                DOCUMENTS.stream()
                        .map(
                                document ->
                                        new RequestEntryWrapper<>(
                                                document, ElasticsearchWriter.sizeOf(document)))
                        .toList());
    }

    @Test
    void writesVersionOneAsItAlwaysDid() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(serializer.serialize(state()))).isEqualTo(GOLDEN);
    }

    @Test
    void readsVersionOne() throws IOException {
        BufferedRequestState<DocumentOperation> read =
                serializer.deserialize(1, HexFormat.of().parseHex(GOLDEN));

        assertThat(read.getBufferedRequestEntries())
                .usingRecursiveComparison()
                .isEqualTo(state().getBufferedRequestEntries());
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() -> serializer.deserialize(2, HexFormat.of().parseHex(GOLDEN)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }
}
