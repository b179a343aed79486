package io.qundun.deploy.bench;

import io.qundun.jobs.moderation.ModerationOptions;
import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.ChatSource;
import io.qundun.jobs.runtime.chat.EventTimePolicy;
import io.qundun.jobs.runtime.chat.StartGate;
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
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The moderation job without moderation: the same source, decoding, two shuffles of the same
 * records, one state update behind each, the same checkpoints, a verdict a message of the same
 * size, the same sink. What the moderation job is compared with.
 */
final class PassThroughJob {

    /** As long as an id of ours. */
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private PassThroughJob() {}

    static void build(StreamExecutionEnvironment env, JobConfiguration configuration) {
        JobEnvironment.configure(
                "pass-through", env, configuration, CheckpointingMode.EXACTLY_ONCE);
        KafkaEndpoints kafka =
                new KafkaEndpoints(configuration, configuration.get(ModerationOptions.GROUP_ID));
        ChatSource source =
                new ChatSource(
                        kafka.source(Topic.CHAT_MESSAGE, OffsetsInitializer.earliest()),
                        kafka.client(),
                        Topic.CHAT_MESSAGE.topicName(),
                        StartGate.OPEN,
                        new EventTimePolicy(
                                configuration.get(ModerationOptions.DISORDER),
                                configuration.get(ModerationOptions.SILENCE),
                                configuration.get(ModerationOptions.CLOCK)));
        env.fromSource(
                        source,
                        WatermarkStrategy.noWatermarks(),
                        "chat-source",
                        TypeInformation.of(RawRecord.class))
                .uid("chat-source")
                .process(new Decode())
                .returns(TypeInformation.of(KeyedInput.class))
                .name("decode")
                .uid("decode")
                .keyBy(input -> input.key, Types.STRING)
                .process(new CountByGroup())
                .returns(TypeInformation.of(KeyedInput.class))
                .name("by-group")
                .uid("by-group")
                .keyBy(input -> input.key, Types.STRING)
                .process(new CountBySender())
                .returns(new AvroTypeInfo<>(Verdict.class))
                .name("by-sender")
                .uid("by-sender")
                .sinkTo(kafka.sink(Topic.VERDICT, Verdict::getGroupId))
                .name("sink")
                .uid("sink");
    }

    private static final class Decode extends ProcessFunction<RawRecord, KeyedInput> {

        private static final long serialVersionUID = 1L;

        private transient WireFormat format;

        @Override
        public void open(OpenContext context) {
            format = WireFormat.of(Topic.CHAT_MESSAGE);
        }

        @Override
        public void processElement(
                RawRecord raw,
                ProcessFunction<RawRecord, KeyedInput>.Context context,
                Collector<KeyedInput> out)
                throws UndecodableException {
            ChatMessage message = (ChatMessage) format.decode(raw.value);
            Candidate candidate = new Candidate();
            candidate.messageId = message.getMessageId();
            candidate.groupId = message.getGroupId();
            candidate.senderId = message.getSenderId();
            candidate.kind = message.getKind();
            candidate.edits = message.getEdits();
            candidate.mentions = message.getMentions().size();
            candidate.value = raw.value;
            candidate.partition = raw.partition;
            candidate.offset = raw.offset;
            candidate.recordTime = raw.recordTime;
            candidate.eventTime = message.getSentAt();
            candidate.policyVersion = 1;
            candidate.language = "zh";
            candidate.length = message.getText().length();
            candidate.fingerprint = raw.offset;
            out.collect(KeyedInput.of(candidate.groupId, candidate));
        }
    }

    private static final class CountByGroup
            extends KeyedProcessFunction<String, KeyedInput, KeyedInput> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(
                KeyedInput input,
                KeyedProcessFunction<String, KeyedInput, KeyedInput>.Context context,
                Collector<KeyedInput> out)
                throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            out.collect(KeyedInput.of(input.candidate.senderId, input.candidate));
        }
    }

    private static final class CountBySender
            extends KeyedProcessFunction<String, KeyedInput, Verdict> {

        private static final long serialVersionUID = 1L;

        private static final PolicyStamp STAMP =
                new PolicyStamp("default", 1L, ID + ID, ID + ID, "");
        private static final GroupContext GROUP = new GroupContext(3, "", "", 0, false);

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(
                KeyedInput input,
                KeyedProcessFunction<String, KeyedInput, Verdict>.Context context,
                Collector<Verdict> out)
                throws Exception {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            Candidate candidate = input.candidate;
            Verdict verdict = new Verdict();
            verdict.setVerdictId(ID);
            verdict.setMessageId(candidate.messageId);
            verdict.setGroupId(candidate.groupId);
            verdict.setSenderId(candidate.senderId);
            verdict.setKind(candidate.kind);
            verdict.setEdits(candidate.edits);
            verdict.setEventTime(candidate.eventTime);
            verdict.setRecordTime(candidate.recordTime);
            verdict.setAction("allow");
            verdict.setCategories(List.of());
            verdict.setRules(List.of());
            verdict.setHits(List.of());
            verdict.setScores(Map.of());
            verdict.setPolicy(STAMP);
            verdict.setSender(
                    new SenderContext("verified", 3, "", "member", false, false, 0, 0, 0));
            verdict.setGroup(GROUP);
            verdict.setOrigin(
                    new Origin(
                            Topic.CHAT_MESSAGE.topicName(), candidate.partition, candidate.offset));
            verdict.setDecidedAt(now);
            out.collect(verdict);
        }
    }
}
