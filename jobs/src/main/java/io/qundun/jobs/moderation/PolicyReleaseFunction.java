package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.JobVersion;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyFilePart;
import io.qundun.schemas.PolicyFileReference;
import io.qundun.schemas.PolicyProblem;
import io.qundun.schemas.PolicyRelease;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyDefect;
import io.qundun.udfs.policy.PolicyFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts releases together from their parts, validates each once, reports what became of it, and
 * hands on the accepted ones. Parallelism 1. A release that does not validate leaves everything as
 * it was.
 */
final class PolicyReleaseFunction extends ProcessFunction<RawRecord, PolicyBundle>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** Parts that no release has named yet; beyond that the oldest files are dropped. */
    static final long MAX_PENDING_BYTES = 256L << 20;

    /** Problems that a status names; a broken lexicon may have one a line. */
    static final int MAX_PROBLEMS = 200;

    /** A problem's message is cut after so many characters: it may quote a line of any length. */
    static final int MAX_PROBLEM_LENGTH = 1_000;

    private final long maxPendingBytes;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;
    private transient Map<String, List<PolicyFilePart>> parts;
    private transient long pendingBytes;
    private transient TreeMap<Long, PolicyBundle> accepted;
    private transient ListState<PolicyBundle> acceptedState;
    private transient ListState<PolicyFilePart> partState;

    PolicyReleaseFunction() {
        this(MAX_PENDING_BYTES);
    }

    /** With another bound than {@link #MAX_PENDING_BYTES}. */
    PolicyReleaseFunction(long maxPendingBytes) {
        this.maxPendingBytes = maxPendingBytes;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        parts = new LinkedHashMap<>();
        accepted = new TreeMap<>();
        acceptedState = context.getOperatorStateStore().getListState(ModerationNames.ACCEPTED);
        partState = context.getOperatorStateStore().getListState(ModerationNames.PARTS);
        for (PolicyBundle bundle : acceptedState.get()) {
            accepted.put(bundle.version, bundle);
        }
        for (PolicyFilePart part : partState.get()) {
            keep(part);
        }
    }

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(Topic.POLICY_RELEASE);
        deadLetters = new DeadLetters(ModerationNames.JOB);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        acceptedState.update(new ArrayList<>(accepted.values()));
        List<PolicyFilePart> pending = new ArrayList<>();
        parts.values().forEach(pending::addAll);
        partState.update(pending);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<PolicyBundle> out) {
        if (raw.value == null) {
            return; // compaction's tombstone of a part or release that nobody needs any more
        }
        long now = context.timerService().currentProcessingTime();
        SpecificRecordBase decoded;
        try {
            decoded = format.decode(raw.value);
        } catch (UndecodableException e) {
            context.output(
                    ModerationNames.DEAD_LETTERS,
                    deadLetters.of(raw, DeadLetterCode.of(e), e.getMessage(), now));
            return;
        }
        if (decoded instanceof PolicyFilePart part) {
            keep(part);
        } else {
            release((PolicyRelease) decoded, raw, now, context, out);
        }
    }

    private void keep(PolicyFilePart part) {
        List<PolicyFilePart> known =
                parts.computeIfAbsent(part.getSha256(), sha256 -> new ArrayList<>());
        for (PolicyFilePart other : known) {
            if (other.getPart() == part.getPart()) {
                return;
            }
        }
        known.add(part);
        pendingBytes += part.getContent().remaining();
        while (pendingBytes > maxPendingBytes && !parts.isEmpty()) {
            String oldest = parts.keySet().iterator().next();
            drop(oldest);
        }
    }

    private void drop(String sha256) {
        List<PolicyFilePart> dropped = parts.remove(sha256);
        if (dropped != null) {
            for (PolicyFilePart part : dropped) {
                pendingBytes -= part.getContent().remaining();
            }
        }
    }

    private void release(
            PolicyRelease release,
            RawRecord raw,
            long now,
            Context context,
            Collector<PolicyBundle> out) {
        PolicyBundle highest = accepted.isEmpty() ? null : accepted.lastEntry().getValue();
        List<PolicyProblem> problems = new ArrayList<>();
        String state;
        if (highest != null && release.getVersion() < highest.version) {
            state = "superseded";
        } else if (highest != null && release.getVersion() == highest.version) {
            boolean same = release.getHash().equals(highest.hash);
            state = same ? "accepted" : "rejected";
            if (!same) {
                problems.add(
                        problem(
                                "version "
                                        + release.getVersion()
                                        + " was already released with other content (hash "
                                        + highest.hash
                                        + "); publish it under a higher version"));
            }
        } else {
            PolicyBundle bundle = assemble(release, problems);
            CompiledPolicy compiled = problems.isEmpty() ? compile(bundle, problems) : null;
            if (compiled != null
                    && (!compiled.id().equals(release.getPackId())
                            || compiled.version() != release.getVersion())) {
                problems.add(
                        problem(
                                "the manifest says "
                                        + release.getPackId()
                                        + " version "
                                        + release.getVersion()
                                        + ", policy.yaml says "
                                        + compiled.id()
                                        + " version "
                                        + compiled.version()));
            }
            state = problems.isEmpty() ? "accepted" : "rejected";
            if (problems.isEmpty()) {
                accepted.put(bundle.version, bundle);
                while (accepted.size() > PolicyVersions.KEPT) {
                    accepted.pollFirstEntry();
                }
                out.collect(bundle);
            }
        }
        if (!state.equals("superseded")) {
            // Accepted, they are kept with the release; rejected, they may be what was wrong with
            // it.
            // A superseded release says nothing of them, and a later one may name them.
            for (PolicyFileReference file : release.getFiles()) {
                drop(file.getSha256());
            }
        }
        context.output(
                ModerationNames.POLICY_STATUS,
                PolicyStatus.newBuilder()
                        .setPackId(release.getPackId())
                        .setVersion(release.getVersion())
                        .setHash(release.getHash())
                        .setState(state)
                        .setProblems(bounded(problems))
                        .setEffectiveFrom(release.getEffectiveFrom())
                        .setOrigin(new Origin(raw.topic, raw.partition, raw.offset))
                        .setJobVersion(JobVersion.current())
                        .setDecidedAt(now)
                        .setDocument(state.equals("accepted") ? document() : null)
                        .build());
    }

    // Only the highest version is ever accepted.
    private String document() {
        byte[] content = accepted.lastEntry().getValue().files.get("policy.yaml");
        return new String(content, StandardCharsets.UTF_8);
    }

    private PolicyBundle assemble(PolicyRelease release, List<PolicyProblem> problems) {
        Map<String, byte[]> files = new HashMap<>();
        for (PolicyFileReference file : release.getFiles()) {
            byte[] content = content(file);
            if (content == null) {
                problems.add(
                        new PolicyProblem(
                                file.getPath(),
                                0,
                                "its content ("
                                        + file.getSha256()
                                        + ") was not published before the release; publish the"
                                        + " pack again"));
            } else {
                files.put(file.getPath(), content);
            }
        }
        if (problems.isEmpty()) {
            String hash = PolicyFiles.of(files).hash();
            if (!hash.equals(release.getHash())) {
                problems.add(
                        problem(
                                "the files hash to "
                                        + hash
                                        + ", the release says "
                                        + release.getHash()));
            }
        }
        return new PolicyBundle(
                release.getPackId(),
                release.getVersion(),
                release.getHash(),
                release.getEffectiveFrom(),
                files);
    }

    private byte[] content(PolicyFileReference file) {
        List<PolicyFilePart> pieces = parts.get(file.getSha256());
        if (pieces == null || pieces.size() != file.getParts()) {
            return ofAcceptedRelease(file.getSha256());
        }
        byte[] content = new byte[pieces.stream().mapToInt(p -> p.getContent().remaining()).sum()];
        byte[][] ordered = new byte[file.getParts()][];
        for (PolicyFilePart piece : pieces) {
            if (piece.getPart() < 0 || piece.getPart() >= ordered.length) {
                return null;
            }
            ByteBuffer bytes = piece.getContent().duplicate();
            ordered[piece.getPart()] = new byte[bytes.remaining()];
            bytes.get(ordered[piece.getPart()]);
        }
        int at = 0;
        for (byte[] piece : ordered) {
            System.arraycopy(piece, 0, content, at, piece.length);
            at += piece.length;
        }
        return content;
    }

    // A release may name files of an earlier one without publishing them again.
    private byte[] ofAcceptedRelease(String sha256) {
        for (PolicyBundle bundle : accepted.values()) {
            PolicyFiles files = PolicyFiles.of(bundle.files);
            for (Map.Entry<String, byte[]> file : bundle.files.entrySet()) {
                if (files.sha256(file.getKey()).equals(sha256)) {
                    return file.getValue();
                }
            }
        }
        return null;
    }

    private static CompiledPolicy compile(PolicyBundle bundle, List<PolicyProblem> problems) {
        try {
            return CompiledPolicies.compile(bundle);
        } catch (InvalidPolicyException e) {
            for (PolicyDefect defect : e.defects()) {
                problems.add(new PolicyProblem(defect.file(), defect.line(), defect.message()));
            }
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(problem("cannot be compiled: " + e));
        }
        return null;
    }

    private static List<PolicyProblem> bounded(List<PolicyProblem> problems) {
        List<PolicyProblem> bounded = new ArrayList<>();
        for (PolicyProblem problem : problems) {
            if (bounded.size() == MAX_PROBLEMS) {
                bounded.add(problem("and " + (problems.size() - MAX_PROBLEMS) + " more"));
                break;
            }
            String message = problem.getMessage();
            bounded.add(
                    message.length() <= MAX_PROBLEM_LENGTH
                            ? problem
                            : new PolicyProblem(
                                    problem.getFile(),
                                    problem.getLine(),
                                    message.substring(0, MAX_PROBLEM_LENGTH) + "…"));
        }
        return bounded;
    }

    private static PolicyProblem problem(String message) {
        return new PolicyProblem("", 0, message);
    }
}
