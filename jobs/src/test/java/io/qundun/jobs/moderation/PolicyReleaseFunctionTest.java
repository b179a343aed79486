package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.Samples.START;
import static io.qundun.jobs.moderation.TestPolicy.OTHER;
import static io.qundun.jobs.moderation.TestPolicy.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.runtime.JobVersion;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.PolicyFilePart;
import io.qundun.schemas.PolicyFileReference;
import io.qundun.schemas.PolicyProblem;
import io.qundun.schemas.PolicyRelease;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.udfs.policy.PolicyFiles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyReleaseFunctionTest {

    private static final int PART_BYTES = 100;
    private static final long BOUND = 20_000;

    private OneInputStreamOperatorTestHarness<RawRecord, PolicyBundle> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, PolicyBundle> harness()
            throws Exception {
        OneInputStreamOperatorTestHarness<RawRecord, PolicyBundle> harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new PolicyReleaseFunction(BOUND)), 1, 1, 0);
        harness.setup(
                TypeInformation.of(PolicyBundle.class)
                        .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        return harness;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void acceptsARelease() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        publish(files);
        harness.setProcessingTime(START);
        release(1, files);

        PolicyStatus status = onlyStatus();
        assertThat(status.getState()).isEqualTo("accepted");
        assertThat(status.getProblems()).isEmpty();
        assertThat(status.getHash()).isEqualTo(PolicyFiles.of(files).hash());
        assertThat(status.getJobVersion()).isEqualTo(JobVersion.current());
        assertThat(status.getOrigin().getTopic()).isEqualTo("policy.release.v1");
        assertThat(status.getEffectiveFrom()).isEqualTo(START + 1);
        assertThat(status.getDecidedAt()).isEqualTo(START);
        PolicyBundle bundle = harness.extractOutputValues().get(0);
        assertThat(bundle.version).isEqualTo(1);
        assertThat(bundle.effectiveFrom).isEqualTo(START + 1);
        assertThat(bundle.files).containsExactlyInAnyOrderEntriesOf(files);
    }

    @Test
    void partsMayComeInAnyOrderAndTwice() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        List<PolicyFilePart> parts = parts(files);
        assertThat(parts.size()).isGreaterThan(files.size());
        for (int i = parts.size() - 1; i >= 0; i--) {
            take(parts.get(i));
            take(parts.get(i));
        }
        release(1, files);

        assertThat(onlyStatus().getState()).isEqualTo("accepted");
        assertThat(harness.extractOutputValues().get(0).files)
                .containsExactlyInAnyOrderEntriesOf(files);
    }

    @Test
    void rejectsWithFileAndLine() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        files.put("lexicon/spam.tsv", TestPolicy.utf8("# terms\n" + REMOVED + "\tspam\t9\n"));
        String yaml = new String(files.get("policy.yaml"), java.nio.charset.StandardCharsets.UTF_8);
        files.put(
                "policy.yaml",
                TestPolicy.utf8(yaml.replace("sender.rate >= 5", "sender.rate >= \"5\"")));
        publish(files);
        release(1, files);

        assertThat(onlyStatus().getState()).isEqualTo("rejected");
        assertThat(onlyStatus().getProblems())
                .anySatisfy(
                        problem -> {
                            assertThat(problem.getFile()).isEqualTo("lexicon/spam.tsv");
                            assertThat(problem.getLine()).isEqualTo(2);
                            assertThat(problem.getMessage()).contains("severity");
                        })
                .anySatisfy(
                        problem -> {
                            assertThat(problem.getFile()).isEqualTo("policy.yaml");
                            assertThat(problem.getLine()).isPositive();
                        });
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    /**
     * A model arrives with a release; a bad one is refused with its reason, and nothing changes.
     */
    @Test
    void rejectsABadModelWithItsReason() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        files.put("models/harm.model", TestPolicy.utf8("QUNDUN-MODEL-1\nbut cut short"));
        String entry =
                "- {file: models/harm.model, sha256: %s, categories: {spam: {threshold: 1}}}";
        String hash = PolicyFiles.of(files).sha256("models/harm.model");
        files.put("models.yaml", TestPolicy.utf8("models:\n" + entry.formatted(hash) + "\n"));
        publish(files);
        release(1, files);

        assertThat(onlyStatus().getState()).isEqualTo("rejected");
        assertThat(onlyStatus().getProblems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.getFile()).isEqualTo("models.yaml");
                            assertThat(problem.getLine()).isEqualTo(2);
                            assertThat(problem.getMessage())
                                    .contains("the model is truncated or damaged");
                        });
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void aStatusNamesABoundedNumberOfProblems() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        files.put("lexicon/spam.tsv", TestPolicy.utf8("x\tnone\n".repeat(1_000)));
        publish(files);
        release(1, files);

        List<PolicyProblem> problems = onlyStatus().getProblems();
        assertThat(problems).hasSize(PolicyReleaseFunction.MAX_PROBLEMS + 1);
        assertThat(problems.get(problems.size() - 1).getMessage()).startsWith("and 8");
    }

    @Test
    void aHigherVersionSupersedesLowerOnes() throws Exception {
        accept(5, REMOVED);
        Map<String, byte[]> lower = TestPolicy.files(4, "refuse", OTHER);
        publish(lower);
        release(4, lower);

        assertThat(statuses())
                .extracting(PolicyStatus::getState)
                .containsExactly("accepted", "superseded");
        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void theSameReleaseAgainIsAcceptedAgainButNotHandedOn() throws Exception {
        accept(1, REMOVED);
        accept(1, REMOVED);

        assertThat(statuses())
                .extracting(PolicyStatus::getState)
                .containsExactly("accepted", "accepted");
        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void theSameVersionWithOtherContentIsRejected() throws Exception {
        accept(1, REMOVED);
        accept(1, OTHER);

        assertThat(statuses().get(1).getState()).isEqualTo("rejected");
        assertThat(statuses().get(1).getProblems().get(0).getMessage()).contains("higher version");
        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void saysWhichFileWasNotPublished() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        for (PolicyFilePart part : parts(files)) {
            boolean lastOfRules =
                    part.getSha256().equals(PolicyFiles.of(files).sha256("policy.yaml"))
                            && part.getPart() == part.getParts() - 1;
            if (!lastOfRules) {
                take(part);
            }
        }
        release(1, files);

        assertThat(onlyStatus().getState()).isEqualTo("rejected");
        assertThat(onlyStatus().getProblems())
                .extracting(PolicyProblem::getFile)
                .containsExactly("policy.yaml");
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void aCorruptPartIsNoticedAndCanBePublishedAgain() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        for (PolicyFilePart part : parts(files)) {
            if (part.getPart() == 0) {
                part.setContent(ByteBuffer.wrap(TestPolicy.utf8("something else")));
            }
            take(part);
        }
        release(1, files);
        assertThat(onlyStatus().getState()).isEqualTo("rejected");
        assertThat(onlyStatus().getProblems().get(0).getMessage()).contains("hash");

        accept(1, REMOVED);

        assertThat(statuses().get(1).getState()).isEqualTo("accepted");
    }

    @Test
    void manifestAndPackMustAgree() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        publish(files);
        release(2, files);

        assertThat(onlyStatus().getState()).isEqualTo("rejected");
        assertThat(onlyStatus().getProblems().get(0).getMessage())
                .contains("version 2")
                .contains("version 1");
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void filesOfAnEarlierReleaseNeedNotBePublishedAgain() throws Exception {
        accept(1, REMOVED);
        Map<String, byte[]> next = TestPolicy.files(2, "refuse");
        Map<String, byte[]> changed = new java.util.TreeMap<>(next);
        changed.keySet().retainAll(Set.of("policy.yaml"));
        publish(changed);
        release(2, next);

        assertThat(statuses().get(1).getState()).isEqualTo("accepted");
        assertThat(harness.extractOutputValues()).hasSize(2);
    }

    @Test
    void aBadReleaseLeavesTheOldInPlace() throws Exception {
        accept(1, REMOVED);
        Map<String, byte[]> bad = TestPolicy.files(2, "perhaps");
        publish(bad);
        release(2, bad);
        accept(3, OTHER);

        assertThat(statuses())
                .extracting(PolicyStatus::getState)
                .containsExactly("accepted", "rejected", "accepted");
        assertThat(harness.extractOutputValues())
                .extracting(bundle -> bundle.version)
                .containsExactly(1L, 3L);
    }

    @Test
    void setsAsideWhatIsNoRelease() throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        Samples.raw(
                                Topic.POLICY_RELEASE, "release/x/1", TestPolicy.utf8("nonsense"))));

        assertThat(side(ModerationNames.DEAD_LETTERS))
                .extracting(DeadLetter::getCode)
                .containsExactly("no-avro-header");
        assertThat(statuses()).isEmpty();
    }

    @Test
    void passesTombstonesOver() throws Exception {
        harness.processElement(
                new StreamRecord<>(Samples.raw(Topic.POLICY_RELEASE, "part/abc/0", (byte[]) null)));

        assertThat(side(ModerationNames.DEAD_LETTERS)).isEmpty();
        assertThat(statuses()).isEmpty();
    }

    @Test
    void rulesThatNestWithoutEndAreRejected() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        String yaml = new String(files.get("policy.yaml"), java.nio.charset.StandardCharsets.UTF_8);
        String deep = "(".repeat(3_000) + "sender.rate >= 5" + ")".repeat(3_000);
        files.put("policy.yaml", TestPolicy.utf8(yaml.replace("sender.rate >= 5", deep)));
        publish(files);
        release(1, files);

        assertThat(onlyStatus().getState()).isEqualTo("rejected");
        assertThat(onlyStatus().getProblems())
                .allMatch(
                        problem ->
                                problem.getMessage().length()
                                        <= PolicyReleaseFunction.MAX_PROBLEM_LENGTH + 1);
    }

    @Test
    void pendingPartsAndAcceptedReleasesSurviveARestore() throws Exception {
        accept(1, REMOVED);
        Map<String, byte[]> next = TestPolicy.files(2, "refuse", OTHER);
        List<PolicyFilePart> parts = parts(next);
        for (PolicyFilePart part : parts.subList(0, parts.size() / 2)) {
            take(part);
        }
        OperatorSubtaskState state = harness.snapshot(1, START);
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        for (PolicyFilePart part : parts.subList(parts.size() / 2, parts.size())) {
            take(part);
        }
        release(2, next);
        accept(1, REMOVED);

        assertThat(statuses())
                .extracting(PolicyStatus::getState)
                .containsExactly("accepted", "superseded");
    }

    @Test
    void partsThatNobodyNamesAreBounded() throws Exception {
        Map<String, byte[]> files = TestPolicy.files(1, "refuse");
        publish(files);
        // A single file without end, and then many small ones.
        for (int i = 0; i < 2 * BOUND / PART_BYTES; i++) {
            take(new PolicyFilePart("endless", i, 1_000_000, bytes(PART_BYTES)));
        }
        assertThat(pendingBytes()).isLessThanOrEqualTo(BOUND);
        for (int i = 0; i < 2 * BOUND / PART_BYTES; i++) {
            take(new PolicyFilePart("file-" + i, 0, 1, bytes(PART_BYTES)));
        }
        assertThat(pendingBytes()).isLessThanOrEqualTo(BOUND);

        release(1, files);
        assertThat(onlyStatus().getState()).as("dropped with the oldest").isEqualTo("rejected");
        accept(1, REMOVED);
        assertThat(statuses().get(1).getState()).isEqualTo("accepted");
    }

    private long pendingBytes() throws Exception {
        harness.snapshot(harness.getProcessingTime(), START);
        long bytes = 0;
        for (PolicyFilePart part :
                harness.getOperator()
                        .getOperatorStateBackend()
                        .getListState(ModerationNames.PARTS)
                        .get()) {
            bytes += part.getContent().remaining();
        }
        return bytes;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.wrap(new byte[length]);
    }

    private void accept(long version, String removed) throws Exception {
        Map<String, byte[]> files = TestPolicy.files(version, "refuse", removed);
        publish(files);
        release(version, files);
    }

    private void publish(Map<String, byte[]> files) throws Exception {
        for (PolicyFilePart part : parts(files)) {
            take(part);
        }
    }

    private static List<PolicyFilePart> parts(Map<String, byte[]> files) {
        PolicyFiles hashes = PolicyFiles.of(files);
        List<PolicyFilePart> parts = new ArrayList<>();
        files.forEach(
                (path, content) -> {
                    int count = count(content);
                    for (int i = 0; i < count; i++) {
                        byte[] piece =
                                Arrays.copyOfRange(
                                        content,
                                        i * PART_BYTES,
                                        Math.min(content.length, (i + 1) * PART_BYTES));
                        parts.add(
                                new PolicyFilePart(
                                        hashes.sha256(path), i, count, ByteBuffer.wrap(piece)));
                    }
                });
        return parts;
    }

    private static int count(byte[] content) {
        return (content.length + PART_BYTES - 1) / PART_BYTES;
    }

    private void take(PolicyFilePart part) throws Exception {
        harness.processElement(new StreamRecord<>(Samples.raw(Topic.POLICY_RELEASE, "part", part)));
    }

    private void release(long version, Map<String, byte[]> files) throws Exception {
        PolicyFiles hashes = PolicyFiles.of(files);
        List<PolicyFileReference> references = new ArrayList<>();
        files.forEach(
                (path, content) ->
                        references.add(
                                new PolicyFileReference(
                                        path,
                                        hashes.sha256(path),
                                        (long) content.length,
                                        count(content))));
        PolicyRelease release =
                PolicyRelease.newBuilder()
                        .setPackId("test")
                        .setVersion(version)
                        .setHash(hashes.hash())
                        .setEffectiveFrom(START + 1)
                        .setPublishedAt(START)
                        .setFiles(references)
                        .build();
        harness.processElement(
                new StreamRecord<>(
                        Samples.raw(Topic.POLICY_RELEASE, "release/test/" + version, release)));
    }

    private PolicyStatus onlyStatus() {
        assertThat(statuses()).hasSize(1);
        return statuses().get(0);
    }

    private List<PolicyStatus> statuses() {
        return side(ModerationNames.POLICY_STATUS);
    }

    private <T> List<T> side(OutputTag<T> tag) {
        List<T> values = new ArrayList<>();
        var records = harness.getSideOutput(tag);
        if (records != null) {
            records.forEach(each -> values.add(each.getValue()));
        }
        return values;
    }
}
