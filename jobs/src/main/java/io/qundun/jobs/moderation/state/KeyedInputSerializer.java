package io.qundun.jobs.moderation.state;

import io.qundun.jobs.runtime.FieldCodec;
import io.qundun.jobs.runtime.RecordSerializer;
import io.qundun.jobs.runtime.RecordTypeInfo;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.UserCredit;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/** Takes messages and what concerns their keys through a shuffle. */
final class KeyedInputSerializer extends RecordSerializer<KeyedInput> {

    private static final long serialVersionUID = 1L;

    private static final int BY_GROUP = 0;
    private static final int BY_SENDER = 1;
    private static final int BY_OTHER = 2;
    private static final int ACCOUNT = 3;
    private static final int CREDIT = 4;
    private static final int GRADE = 5;
    private static final int ENFORCEMENT = 6;
    private static final int ENDED = 7;
    private static final int MEMBERSHIP = 8;

    private final transient FieldCodec fields = new FieldCodec();
    private final transient CandidateCodec candidates = new CandidateCodec(fields);
    private final transient TypeSerializer<AccountStatus> accounts =
            new AvroSerializer<>(AccountStatus.class);
    private final transient TypeSerializer<UserCredit> credits =
            new AvroSerializer<>(UserCredit.class);
    private final transient TypeSerializer<GroupGrade> grades =
            new AvroSerializer<>(GroupGrade.class);
    private final transient TypeSerializer<EnforcementState> enforcements =
            new AvroSerializer<>(EnforcementState.class);
    private final transient TypeSerializer<GroupEvent> memberships =
            new AvroSerializer<>(GroupEvent.class);

    @Override
    public KeyedInputSerializer duplicate() {
        return new KeyedInputSerializer();
    }

    private Object readResolve() {
        return new KeyedInputSerializer();
    }

    @Override
    public KeyedInput createInstance() {
        return new KeyedInput();
    }

    @Override
    public void serialize(KeyedInput input, DataOutputView out) throws IOException {
        if (input.candidate != null) {
            writeMessage(input, out);
            return;
        }
        out.writeByte(partOf(input));
        FieldCodec.writeText(out, input.key);
        out.writeLong(input.recordTime);
        if (input.account != null) {
            accounts.serialize(input.account, out);
        } else if (input.credit != null) {
            credits.serialize(input.credit, out);
        } else if (input.grade != null) {
            grades.serialize(input.grade, out);
        } else if (input.enforcement != null) {
            enforcements.serialize(input.enforcement, out);
        } else if (input.membership != null) {
            memberships.serialize(input.membership, out);
        } else {
            FieldCodec.writeText(out, input.ended);
        }
    }

    private static int partOf(KeyedInput input) {
        if (input.account != null) {
            return ACCOUNT;
        }
        if (input.credit != null) {
            return CREDIT;
        }
        if (input.grade != null) {
            return GRADE;
        }
        if (input.enforcement != null) {
            return ENFORCEMENT;
        }
        return input.membership != null ? MEMBERSHIP : ENDED;
    }

    // The key of a message is one of its ids, and need not be written twice.
    private void writeMessage(KeyedInput input, DataOutputView out) throws IOException {
        Candidate candidate = input.candidate;
        if (input.key.equals(candidate.groupId)) {
            out.writeByte(BY_GROUP);
        } else if (input.key.equals(candidate.senderId)) {
            out.writeByte(BY_SENDER);
        } else {
            out.writeByte(BY_OTHER);
            FieldCodec.writeText(out, input.key);
        }
        candidates.write(candidate, out);
    }

    @Override
    public KeyedInput deserialize(DataInputView in) throws IOException {
        int part = in.readByte();
        switch (part) {
            case BY_GROUP:
                Candidate inGroup = candidates.read(in);
                return KeyedInput.of(inGroup.groupId, inGroup);
            case BY_SENDER:
                Candidate ofSender = candidates.read(in);
                return KeyedInput.of(ofSender.senderId, ofSender);
            case BY_OTHER:
                String key = fields.readText(in);
                return KeyedInput.of(key, candidates.read(in));
            default:
                return readContext(part, in);
        }
    }

    private KeyedInput readContext(int part, DataInputView in) throws IOException {
        KeyedInput input = KeyedInput.context(fields.readText(in), in.readLong());
        switch (part) {
            case ACCOUNT -> input.account = accounts.deserialize(in);
            case CREDIT -> input.credit = credits.deserialize(in);
            case GRADE -> input.grade = grades.deserialize(in);
            case ENFORCEMENT -> input.enforcement = enforcements.deserialize(in);
            case MEMBERSHIP -> input.membership = memberships.deserialize(in);
            case ENDED -> input.ended = fields.readKnownText(in);
            default -> throw new IOException("no part of a keyed input has the number " + part);
        }
        return input;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyedInputSerializer;
    }

    @Override
    public int hashCode() {
        return KeyedInputSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<KeyedInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyedInput> {

        /** For Flink. */
        public Snapshot() {
            super(KeyedInputSerializer::new);
        }
    }

    /** For Flink, which finds it by the annotation on {@link KeyedInput}. */
    public static final class Factory extends TypeInfoFactory<KeyedInput> {

        @Override
        public TypeInformation<KeyedInput> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new RecordTypeInfo<>(KeyedInput.class, KeyedInputSerializer::new);
        }
    }
}
