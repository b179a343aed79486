package io.qundun.jobs.enforcement;

import static io.qundun.jobs.enforcement.MeasureHarness.MINUTE;
import static io.qundun.jobs.enforcement.MeasureHarness.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.qundun.jobs.enforcement.state.SubjectState;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

/** Everything that a savepoint holds is a POJO through and through, and small. */
class StateTypesTest {

    @Test
    void areSerializedAsPojosWithoutKryo() {
        int types = 0;
        for (JavaClass each :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.qundun.jobs.enforcement.state")) {
            if (each.isTopLevelClass() && each.getModifiers().contains(JavaModifier.PUBLIC)) {
                Class<?> type = each.reflect();
                PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
                assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
                types++;
            }
        }
        assertThat(types).isGreaterThanOrEqualTo(7);
    }

    @Test
    void aSubjectTakesFewBytes() throws Exception {
        SubjectSimulation job = new SubjectSimulation("user/u1", START);
        Consumer<String> removed =
                id ->
                        job.call(
                                measures ->
                                        measures.verdict(
                                                MeasureHarness.flagged(
                                                        id.repeat(8), "remove", START)));
        removed.accept("m1");
        int one = bytes(job.state());
        removed.accept("m2");
        removed.accept("m3");
        int muted = bytes(job.state());
        job.advanceEventTime(START + 8 * 60 * MINUTE);
        job.call(measures -> measures.ack(acknowledged(job)));
        int lifted = bytes(job.state());
        job.advanceEventTime(START + 10 * MeasureHarness.DAY);
        int residue = bytes(job.state());
        for (int i = 0; i < 1_000; i++) {
            removed.accept("x" + (1_000 + i));
        }
        int full = bytes(job.state());
        System.out.printf(
                "bytes a subject: one violation %d, muted (order outstanding, 3 violations) %d,"
                        + " lifted and confirmed %d, long over %d, after 1,000 violations %d%n",
                one, muted, lifted, residue, full);

        assertThat(one).isCloseTo(166, withinPercentage(3));
        assertThat(muted).isCloseTo(1_491, withinPercentage(3));
        assertThat(lifted).isCloseTo(748, withinPercentage(3));
        assertThat(residue).isCloseTo(53, withinPercentage(3));
        assertThat(full).isCloseTo(41_269, withinPercentage(3));
    }

    private static io.qundun.jobs.enforcement.state.Signal acknowledged(SubjectSimulation job) {
        try (MeasureHarness harness = MeasureHarness.bare()) {
            return harness.answer(job.commands.get(job.commands.size() - 1), "applied");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int bytes(SubjectState state) throws Exception {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        TypeSerializer<SubjectState> serializer =
                TypeInformation.of(SubjectState.class).createSerializer(config);
        DataOutputSerializer out = new DataOutputSerializer(1024);
        serializer.serialize(state, out);
        return out.length();
    }
}
