package io.qundun.jobs.moderation.state;

import io.qundun.jobs.runtime.FieldCodec;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.MatchedSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads candidates on their way through a shuffle; state keeps them in Flink's POJO
 * format. A bit says of each field that is mostly absent whether it follows. For one thread.
 */
final class CandidateCodec {

    private static final int EDITS = 1;
    private static final int VALUE = 1 << 1;
    private static final int LATE = 1 << 2;
    private static final int HITS = 1 << 3;
    private static final int KEYWORDS = 1 << 4;
    private static final int SUSPECTS = 1 << 5;
    private static final int SEVERITIES = 1 << 6;
    private static final int SCORES = 1 << 7;
    private static final int GROUP = 1 << 8;

    private final FieldCodec fields;

    CandidateCodec(FieldCodec fields) {
        this.fields = fields;
    }

    void write(Candidate candidate, DataOutputView out) throws IOException {
        int present = present(candidate);
        out.writeShort(present);
        FieldCodec.writeText(out, candidate.messageId);
        FieldCodec.writeText(out, candidate.groupId);
        FieldCodec.writeText(out, candidate.senderId);
        FieldCodec.writeText(out, candidate.kind);
        FieldCodec.writeText(out, candidate.language);
        out.writeInt(candidate.mentions);
        out.writeInt(candidate.partition);
        out.writeLong(candidate.offset);
        out.writeLong(candidate.recordTime);
        out.writeLong(candidate.eventTime);
        out.writeLong(candidate.policyVersion);
        out.writeInt(candidate.hitCount);
        out.writeInt(candidate.links);
        out.writeInt(candidate.contacts);
        out.writeInt(candidate.length);
        out.writeLong(candidate.fingerprint);
        if (candidate.edits != null) {
            FieldCodec.writeText(out, candidate.edits);
        }
        if (candidate.value != null) {
            FieldCodec.writeBytes(out, candidate.value);
        }
        if (candidate.hits != null) {
            writeHits(candidate.hits, out);
        }
        writeCounts(candidate.keywords, out);
        writeCounts(candidate.suspects, out);
        writeCounts(candidate.severities, out);
        if (candidate.scores != null) {
            out.writeInt(candidate.scores.length);
            for (double score : candidate.scores) {
                out.writeDouble(score);
            }
        }
        if (candidate.group != null) {
            writeGroup(candidate.group, out);
        }
    }

    private static int present(Candidate candidate) {
        return (candidate.edits == null ? 0 : EDITS)
                | (candidate.value == null ? 0 : VALUE)
                | (candidate.late ? LATE : 0)
                | (candidate.hits == null ? 0 : HITS)
                | (candidate.keywords == null ? 0 : KEYWORDS)
                | (candidate.suspects == null ? 0 : SUSPECTS)
                | (candidate.severities == null ? 0 : SEVERITIES)
                | (candidate.scores == null ? 0 : SCORES)
                | (candidate.group == null ? 0 : GROUP);
    }

    Candidate read(DataInputView in) throws IOException {
        int present = in.readShort();
        Candidate candidate = new Candidate();
        candidate.messageId = fields.readText(in);
        candidate.groupId = fields.readText(in);
        candidate.senderId = fields.readText(in);
        candidate.kind = fields.readKnownText(in);
        candidate.language = fields.readKnownText(in);
        candidate.mentions = in.readInt();
        candidate.partition = in.readInt();
        candidate.offset = in.readLong();
        candidate.recordTime = in.readLong();
        candidate.eventTime = in.readLong();
        candidate.policyVersion = in.readLong();
        candidate.hitCount = in.readInt();
        candidate.links = in.readInt();
        candidate.contacts = in.readInt();
        candidate.length = in.readInt();
        candidate.fingerprint = in.readLong();
        candidate.edits = has(present, EDITS) ? fields.readText(in) : null;
        candidate.value = has(present, VALUE) ? FieldCodec.readBytes(in) : null;
        candidate.late = has(present, LATE);
        candidate.hits = has(present, HITS) ? readHits(in) : null;
        candidate.keywords = has(present, KEYWORDS) ? readCounts(in) : null;
        candidate.suspects = has(present, SUSPECTS) ? readCounts(in) : null;
        candidate.severities = has(present, SEVERITIES) ? readCounts(in) : null;
        candidate.scores = has(present, SCORES) ? readScores(in) : null;
        candidate.group = has(present, GROUP) ? readGroup(in) : null;
        return candidate;
    }

    private static boolean has(int present, int field) {
        return (present & field) != 0;
    }

    private static void writeHits(List<MatchedSpan> hits, DataOutputView out) throws IOException {
        out.writeInt(hits.size());
        for (int i = 0; i < hits.size(); i++) {
            MatchedSpan hit = hits.get(i);
            FieldCodec.writeText(out, hit.getTerm());
            FieldCodec.writeText(out, hit.getCategory());
            out.writeInt(hit.getSeverity());
            out.writeDouble(hit.getConfidence());
            out.writeInt(hit.getStart());
            out.writeInt(hit.getEnd());
            List<String> via = hit.getVia();
            out.writeInt(via.size());
            for (int k = 0; k < via.size(); k++) {
                FieldCodec.writeText(out, via.get(k));
            }
        }
    }

    private List<MatchedSpan> readHits(DataInputView in) throws IOException {
        int size = in.readInt();
        List<MatchedSpan> hits = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            MatchedSpan hit = new MatchedSpan();
            hit.setTerm(fields.readText(in));
            hit.setCategory(fields.readKnownText(in));
            hit.setSeverity(in.readInt());
            hit.setConfidence(in.readDouble());
            hit.setStart(in.readInt());
            hit.setEnd(in.readInt());
            int techniques = in.readInt();
            List<String> via = techniques == 0 ? List.of() : new ArrayList<>(techniques);
            for (int k = 0; k < techniques; k++) {
                via.add(fields.readKnownText(in));
            }
            hit.setVia(via);
            hits.add(hit);
        }
        return hits;
    }

    private static void writeCounts(int[] counts, DataOutputView out) throws IOException {
        if (counts != null) {
            out.writeInt(counts.length);
            for (int count : counts) {
                out.writeInt(count);
            }
        }
    }

    private static int[] readCounts(DataInputView in) throws IOException {
        int[] counts = new int[in.readInt()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readInt();
        }
        return counts;
    }

    private static double[] readScores(DataInputView in) throws IOException {
        double[] scores = new double[in.readInt()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = in.readDouble();
        }
        return scores;
    }

    private static void writeGroup(GroupContext group, DataOutputView out) throws IOException {
        out.writeInt(group.getGrade());
        FieldCodec.writeText(out, group.getGradeVersion());
        FieldCodec.writeText(out, group.getCategory());
        out.writeInt(group.getMembers());
        out.writeBoolean(group.getSuspended());
    }

    private GroupContext readGroup(DataInputView in) throws IOException {
        GroupContext group = new GroupContext();
        group.setGrade(in.readInt());
        group.setGradeVersion(fields.readKnownText(in));
        group.setCategory(fields.readKnownText(in));
        group.setMembers(in.readInt());
        group.setSuspended(in.readBoolean());
        return group;
    }
}
