package io.qundun.deploy.bench;

import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one record costs to encode and to decode. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WireFormatBenchmark {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final WireFormat chat = WireFormat.of(Topic.CHAT_MESSAGE);
    private final WireFormat verdicts = WireFormat.of(Topic.VERDICT);

    private final ChatMessage message =
            new ChatMessage(
                    "m-1-00000001",
                    "g-00001",
                    "u-000001",
                    1_700_000_000_000L,
                    "text",
                    "今天晚上几点开会？我可能会晚到一会儿",
                    null,
                    null,
                    List.of(),
                    1L,
                    null);
    private final Verdict verdict = allowed();
    private final byte[] messageBytes = chat.encode(message);
    private final byte[] verdictBytes = verdicts.encode(verdict);

    private static Verdict allowed() {
        Verdict verdict = new Verdict();
        verdict.setVerdictId(ID);
        verdict.setMessageId("m-1-00000001");
        verdict.setGroupId("g-00001");
        verdict.setSenderId("u-000001");
        verdict.setKind("text");
        verdict.setEventTime(1_700_000_000_000L);
        verdict.setRecordTime(1_700_000_000_100L);
        verdict.setAction("allow");
        verdict.setCategories(List.of());
        verdict.setRules(List.of());
        verdict.setHits(List.of());
        verdict.setScores(Map.of());
        verdict.setPolicy(new PolicyStamp("default", 1L, ID + ID, ID + ID, ""));
        verdict.setSender(new SenderContext("verified", 3, "", "member", false, false, 0, 1, 0));
        verdict.setGroup(new GroupContext(3, "", "", 0, false));
        verdict.setOrigin(new Origin("chat.message.v1", 3, 123_456L));
        verdict.setDecidedAt(1_700_000_000_200L);
        return verdict;
    }

    /** A chat message into bytes. */
    @Benchmark
    public byte[] encodeChatMessage() {
        return chat.encode(message);
    }

    /** A chat message out of bytes. */
    @Benchmark
    public SpecificRecordBase decodeChatMessage() throws UndecodableException {
        return chat.decode(messageBytes);
    }

    /** A verdict that allows into bytes. */
    @Benchmark
    public byte[] encodeVerdict() {
        return verdicts.encode(verdict);
    }

    /** A verdict that allows out of bytes. */
    @Benchmark
    public SpecificRecordBase decodeVerdict() throws UndecodableException {
        return verdicts.decode(verdictBytes);
    }
}
